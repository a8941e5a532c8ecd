"""Refuse in one sentence a Python or a platform for which no torch exists; runs on any Python 3, without packages.

`python tools/supported.py` ends with status 1 after that sentence; otherwise it prints nothing.
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))

from helpers.supported import refusal, refused_here  # noqa: E402, F401

if __name__ == "__main__":
    found = refused_here()
    if found:
        sys.exit(found)
