"""What every test and every notebook under test runs on: the lab models, the CPU, no network."""

import os

from tests.support import stored_notebooks

os.environ.update(COURSE_MODELS="lab", COURSE_DEVICE="cpu", HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")


def pytest_configure(config):
    config.option.nbval_current_env = True
    config.option.nbval_cell_timeout = stored_notebooks.CELL_TIMEOUT_S


def pytest_collect_file(file_path, parent):
    return stored_notebooks.collect(file_path, parent)


def pytest_report_header(config):
    from tools.notebooks import saved_by_hand

    changed = saved_by_hand()
    return changed and f"changed by you, so judged as the course stores them: {', '.join(changed)}"
