"""Small helpers for writing English sentences from word lists."""

from __future__ import annotations

import re
from functools import cache


@cache
def table(text: str) -> list[str]:
    """The entries of a list: separated by "|" where they are phrases, by blanks where they are words."""
    entries = text.split("|") if "|" in text else text.split()
    return [" ".join(entry.split()) for entry in entries]


def articles(text: str) -> str:
    """ "an" for "a" before a vowel sound."""
    return re.sub(r"\b([Aa]) (?=[aeioAEIO]|[uU](?!ni[fqtvo]|s[ae]|ku))", r"\1n ", text)


def polish(text: str) -> str:
    """Capital letter at the start, and "an" before a vowel sound."""
    text = articles(text)
    return text[0].upper() + text[1:]
