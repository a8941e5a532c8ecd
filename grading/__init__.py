"""A teacher's tools on top of nbgrader: proof that the grading is right, and grading in forked kernels."""
