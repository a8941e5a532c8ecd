"""Refuse in one sentence a Python or a platform for which no torch exists; runs on any Python 3, without packages.

`python tools/supported.py` ends with status 1 after that sentence; otherwise it prints nothing.
"""

import platform
import sys

OLDEST, NEWEST = (3, 11), (3, 14)
OLDEST_GLIBC = (2, 28)


def refusal(version, system, machine, libc):
    """Why the course cannot run, or None.

    version: (major, minor) of Python. system, machine: as the platform module names them. libc: (name, version text).
    """
    if not OLDEST <= version <= NEWEST:
        return "This course needs Python 3.11 to 3.14; this is Python {}.{}.".format(*version)
    if system == "Darwin" and machine == "x86_64":
        return "This course needs a Mac with Apple silicon: torch is no longer made for Intel Macs."
    if system == "Linux" and libc[0] != "glibc":
        return (
            "This course needs a Linux with glibc 2.28 or newer (not musl, as in Alpine): torch is made for no other."
        )
    if system == "Linux" and tuple(map(int, libc[1].split("."))) < OLDEST_GLIBC:
        return (
            "This course needs glibc 2.28 or newer (Debian 10, Ubuntu 20.04, RHEL 8); this system has " + libc[1] + "."
        )
    return None


if __name__ == "__main__":
    found = refusal(sys.version_info[:2], platform.system(), platform.machine(), platform.libc_ver())
    if found:
        sys.exit(found)
