"""helpers.lesson.reveal: what a learner reads after a prediction."""

import pytest
import torch

from helpers.lesson import reveal


@pytest.mark.parametrize(
    ("measured", "guess", "printed"),
    [
        (0.73126, None, "top weight: 0.731 s"),
        (0.73126, 0.5, "top weight: 0.731 s; your guess 0.5 is 1.5 times too low"),
        (0.73126, 0.76, "top weight: 0.731 s; your guess 0.76 is close"),
        (0.73126, 0.731, "top weight: 0.731 s; your guess 0.731 is right"),
        (0.001, 1.0, "top weight: 0.001 s; your guess 1 is 1,000 times too high"),
        (-0.25, 0.5, "top weight: -0.25 s; your guess 0.5 is off by 0.75"),
        (124_439_808, 1e8, "top weight: 124,439,808 s; your guess 100,000,000 is 1.2 times too low"),
        (12345.6, None, "top weight: 12,300 s"),
        (4.2e-6, None, "top weight: 4.2e-06 s"),
        (0, 3, "top weight: 0 s; your guess 3 is off by 3"),
        (torch.tensor(0.5), torch.tensor(0.25), "top weight: 0.5 s; your guess 0.25 is 2 times too low"),
        (True, False, "top weight: True s; your guess False is not right"),
        ("sdpa", "sdpa", "top weight: sdpa s; your guess sdpa is right"),
        ("left", "Left", "top weight: left s; your guess Left is right"),
        ("Left  side", " left side ", "top weight: Left  side s; your guess  left side  is right"),
        ("left", "right", "top weight: left s; your guess right is not right"),
        ("left", "", "top weight: left s; your guess  is not right"),
        ("1", "1.0", "top weight: 1 s; your guess 1.0 is not right"),
    ],
)
def test_reveal_says_what_was_measured_and_how_far_the_guess_was(measured, guess, printed, capsys):
    assert reveal("top weight", measured, guess, unit="s") is None
    assert capsys.readouterr().out == printed + "\n"


def test_no_unit_leaves_no_space(capsys):
    reveal("heads", 4)
    assert capsys.readouterr().out == "heads: 4\n"


def test_last_bits_of_another_machine_do_not_show(capsys):
    """Logits differ by 4e-6 between processors; a stored output must not."""
    for value in (0.7312, 0.7312 + 4e-6, 0.7312 - 4e-6):
        reveal("p", value)
    assert len(set(capsys.readouterr().out.splitlines())) == 1


@pytest.mark.parametrize(
    ("measured", "guess", "wanted"),
    [(0.5, "half", "write a number"), ("A", 1, "write a str"), (True, 1, "write a bool"), (3, True, "write a number")],
)
def test_guess_of_another_kind_is_explained(measured, guess, wanted):
    with pytest.raises(TypeError, match=f"your guess for 'top weight' is .*{wanted}, or None"):
        reveal("top weight", measured, guess)
