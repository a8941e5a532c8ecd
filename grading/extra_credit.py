"""Extra credit in nbgrader: points of the stretch notebooks add to a score, and the core alone reaches full marks.

nbgrader's gradebook knows extra credit (`Grade.extra_credit`: part of every score, of no maximum), but a notebook has
no mark for it, only formgrader a field to type it in. So a graded cell of a stretch notebook is worth 0 points and has
the tag `extra-credit-2`; this preprocessor, which nbgrader_config.py appends to autograding, writes the 2 into the
gradebook if the cell ran without an error. The tag is read from the course's own notebook, never from a submission.
"""

from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import has_failed, is_grade

from grading.forkgrade import extra_credit


class SaveExtraCredit(NbGraderPreprocessor):
    """Writes what the tags promise into the gradebook, after nbgrader has saved its own grades."""

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        promised = self._promised(about["assignment"], about["notebook"])
        with Gradebook(about["db_url"]) as gradebook:
            for cell in filter(is_grade, nb.cells):
                name = cell.metadata.nbgrader.grade_id
                if name in promised:
                    passed = cell.execution_count is not None and not has_failed(cell)
                    grade = gradebook.find_grade(name, about["notebook"], about["assignment"], about["student"])
                    grade.extra_credit = promised[name] if passed else 0
            gradebook.db.commit()
        return nb, resources

    def _promised(self, assignment, notebook):
        """{graded cell: extra credit} of the course's own notebook."""
        course = CourseDirectory(parent=self)
        folder = course.format_path(course.source_directory, ".", assignment)
        source = nbformat.read(Path(folder, f"{notebook}.ipynb"), as_version=4)
        return {cell.metadata.nbgrader.grade_id: extra_credit(cell) for cell in source.cells if extra_credit(cell)}
