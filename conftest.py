"""What every test and every notebook under test runs on: the lab models, the CPU, no network."""

import os

os.environ.update(COURSE_MODELS="lab", COURSE_DEVICE="cpu", HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
