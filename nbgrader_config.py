"""nbgrader for this course. Start every nbgrader command in this folder: the gradebook lies beside this file.

A mistake in here does not stop nbgrader: it logs the error and runs without these settings.
tests/grading/test_nbgrader.py checks that they arrive.
"""

import os
import sys
from pathlib import Path

# nbgrader starts programs of its own environment by name: find them although no environment is activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
sys.path.append(str(Path(__file__).resolve().parent))

from grading.extra_credit import SaveExtraCredit  # noqa: E402

c = get_config()  # noqa: F821  (nbgrader puts get_config here)

c.CourseDirectory.course_id = "llm-basics"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__"]

# On a busy machine `import torch` alone can take longer than 10 s, and a submission whose set-up is interrupted gets
# nothing; messages are slow as well, and with nbgrader's 4 s for them whole submissions were lost.
c.ExecutePreprocessor.timeout = 60
c.ExecutePreprocessor.iopub_timeout = 60
c.ExecutePreprocessor.startup_timeout = 120
# Go on after an endless loop: the other parts still count.
c.ExecutePreprocessor.interrupt_on_timeout = True

# A deleted test cell comes back and scores, instead of silently leaving the total.
c.OverwriteCells.add_missing_cells = True
# Stretch notebooks are extra credit: the core alone reaches full marks.
c.Autograde.autograde_preprocessors.append(SaveExtraCredit)
