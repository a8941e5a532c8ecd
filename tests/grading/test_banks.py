"""Answers as patches of the reference, and the reference made wrong in one region of its inputs."""

import pytest
import torch

from grading import banks
from grading.regions import region_mutants, regions

REFERENCE = '''def grow(x: torch.Tensor, by: int = 1) -> torch.Tensor:
    """x and by: both + 1."""
    more = x + 1
    return more + by'''


def text_of(*patch, **options):
    bank = banks.Bank("grow")
    bank.patch(*patch, "a mistake", **options)
    return bank.answers[0].text(REFERENCE)


def test_a_patch_is_the_reference_with_one_piece_replaced():
    """Several pieces at once: none is searched in what another has brought in; the docstring is no code."""
    changed = text_of("x + 1", "more + by", also={"more + by": "x + 1"})
    assert changed.splitlines()[1:] == ["    more = more + by", "    return x + 1"]


@pytest.mark.parametrize("old", ["more", "absent", "both + 1"])
def test_a_patch_that_says_not_exactly_where_is_refused(old):
    with pytest.raises(ValueError, match="grow, a mistake: .* times in the reference, not once"):
        text_of(old, "new")


def test_a_patch_that_changes_nothing_is_refused():
    with pytest.raises(ValueError, match="or changes nothing"):
        text_of("x + 1", "x + 1")


def test_two_answers_need_two_notes_and_one_function():
    bank = banks.Bank("grow")
    bank.patch("x + 1", "x", "a mistake")
    with pytest.raises(ValueError, match="say how they differ"):
        bank.patch("x + 1", "1", "a mistake")

    def shrink(x):
        return x

    with pytest.raises(ValueError, match="this bank is for grow"):
        bank.wrong("another function")(shrink)


# --- Regions.


def wrong_answers(*, inside=(), errors=(), outside=(), source=REFERENCE):
    """{kind where region: the function that is wrong there}."""
    bank = banks.Bank("grow")
    bank.region(*inside)
    bank.error(*errors)
    bank.outside(*outside, why="for this test")
    made = {}
    for mutant in region_mutants(source, bank):
        names = {"torch": torch}
        exec(mutant.source, names)
        made[mutant.change] = names["grow"]
    return made


INPUTS = {
    "float16": torch.tensor([[1.0, 2.0], [3.0, 4.0]], dtype=torch.float16),
    "float32": torch.tensor([[1.0, 2.0], [3.0, 4.0]]),
    "turned": torch.tensor([[1.0, 2.0], [3.0, 4.0]]).T,
    "vector": torch.tensor([5.0, 5.0]),
}


def noticed(function):
    """The inputs for which the answer is not the reference's, or its argument not as it was."""
    found = set()
    for name, x in INPUTS.items():
        before = x.clone()
        got, wanted = function(x), before + 2
        if got.dtype != wanted.dtype or not torch.equal(got, wanted) or not torch.equal(x, before):
            found.add(name)
        x.copy_(before)
    return found


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("value where x.dtype == torch.float16", {"float16"}),
        ("dtype where x.dtype == torch.float32 and x.ndim == 2", {"float32", "turned"}),
        ("value where not x.is_contiguous()", {"turned"}),
        ("value where x.ndim == 1", {"vector"}),
        ("value where (x == x.amax(-1, keepdim=True)).sum(-1).max() > 1", {"vector"}),
        ("value where 'by' not in given", set(INPUTS)),
        ("value where 'by' in given", set()),
        ("in place, x where x.dtype == torch.float16", {"float16"}),
        ("value where x.shape[0] == 2", set(INPUTS)),
    ],
)
def test_an_answer_is_wrong_in_its_region_and_nowhere_else(change, where):
    assert noticed(wrong_answers(inside=["x.shape[0] == 2"])[change]) == where


def test_a_plain_number_may_come_in_another_type_and_an_error_be_forgotten():
    source = "def grow(n: int) -> int:\n    if n < 0:\n        raise ValueError\n    return n + 1"
    made = wrong_answers(source=source, inside=["n == 7"], errors=["n == -1"])
    assert (made["type where n == 7"](7), type(made["type where n == 7"](7))) == (8, float)
    assert made["value where n == 7"](7) == 9 and made["value where n == 7"](8) == 9
    forgetful = made["accepts where n == -1"]
    assert forgetful(-1) is None and forgetful(1) == 2
    with pytest.raises(ValueError):
        forgetful(-2)


def test_the_last_item_of_a_collection_is_what_goes_wrong():
    source = "def grow(n: int) -> dict:\n    return {'a': [n, n], 'b': (n, str(n))}"
    assert wrong_answers(source=source)["value where n == 2"](2) == {"a": [2, 2], "b": (2, "2?")}


def test_what_the_docstring_excludes_is_not_asked_for():
    every = wrong_answers()
    fewer = wrong_answers(outside=["x.ndim == [45]", "*and x.ndim == [45]", "dtype where x.max() < 0"])
    gone = set(every) - set(fewer)
    assert set(fewer) < set(every) and "dtype where x.max() < 0" in gone and "value where x.max() < 0" in fewer
    assert all("x.ndim == 4" in change or "x.ndim == 5" in change for change in gone - {"dtype where x.max() < 0"})


def test_regions_follow_annotations_and_docstring():
    ids = 'def f(ids: torch.Tensor, name: str):\n    """ids: int64 [n]."""'
    assert "(ids == 0).all()" in regions(ids) and "ids.dtype == torch.float16" not in regions(ids)
    assert {"name == ''", "len(name) == 1"} < set(regions(ids))
    assert "x.dtype == torch.bfloat16 and x.ndim == 3" in regions(REFERENCE)
