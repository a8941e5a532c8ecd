"""helpers.letters: a character that leaves no mark gets one."""

import pytest

from helpers.letters import visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a b", "a b"),
        ("a\nb\t\r", "a⏎b⇥␍"),
        ("\u200b", "U+200B"),  # zero width space
        ("a\u00a0b\u00ad", "aU+00A0bU+00AD"),  # a space that does not break, a soft hyphen
        ("\x00\x1b", "U+0000U+001B"),
        ("\ufeffa", "U+FEFFa"),  # a byte order mark
        ("\u202e", "U+202E"),  # turns the direction of what follows
        ("\ud83d", "U+D83D"),  # half a surrogate pair
        ("\u0301", "U+0301"),  # an accent alone
        ("e\u0301", "e\u0301"),
        ("世界🙂é", "世界🙂é"),
        ("", ""),
    ],
)
def test_what_leaves_no_mark_is_spelled(text, seen):
    assert visible(text) == seen
