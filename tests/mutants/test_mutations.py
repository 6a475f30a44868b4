"""Which changes are tried, and that the list of those that change nothing is true to the code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.equivalents import LIST, equivalents
from tests.mutants.mutations import ROOT, mutants, mutants_of, sample


def changes(source: str) -> list[str]:
    return [mutant.after for mutant in mutants_of(Path("deliberate/domain/some.py"), source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", ["a <= b", "a >= b"]),
        ("a is b in c", ["a is not b in c", "a is b not in c"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("a - b", ["a + b"]),
        ("a += b", ["a -= b", "pass"]),
        ("5", []),
        ("a = True", ["a = False"]),
        ("a = 1.5", ["a = 2.5"]),
        ("a = 'key'", ["a = 'ke'"]),
        ("a = ''", ["a = 'X'"]),
        ("a = b[1:c]", ["a = b[1:c - 1]", "a = b[2:c]"]),
        ("min(a)", ["pass", "max(a)"]),
        ("a = b if c else d", ["a = d if c else b"]),
        ("a = [b for b in c if b]", ["a = [b for b in c]"]),
        ("if a:\n    b()", ["if not a:", "pass"]),
        ("while a < b:\n    continue", ["while a <= b:", "while a >= b:", "pass"]),
        ("def f():\n    return a", ["return None"]),
        ("def f():\n    return None", []),
        ("a.b = c", ["pass"]),
        ("raise a", ["pass"]),
    ],
)
def test_changes(source: str, expected: list[str]) -> None:
    assert changes(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""What it does."""',
        "a = 'Words for a reader.'",
        """a = f"{'replies'} in {b:.2f} words\"""",
        "a: dict['key', 1] = b",
        "def f(a: 'key') -> 'key':\n    b",
        "@dataclass(frozen=True)\nclass A:\n    b",
        "if TYPE_CHECKING:\n    a = 1",
        "def __repr__():\n    return 1",
        "log.info(1)",
        "a = zip(b, strict=True)",
        "A = TypeVar('A')",
        "__all__ = ['a']",
    ],
)
def test_what_is_no_behaviour_is_left_alone(source: str) -> None:
    assert changes(source) == []


def test_a_change_says_where_it_is_and_what_runs_it() -> None:
    source = "a = 1\n\nclass B:\n    c = 2\n\n    def d(self, e=3):\n        if (e\n        and a):\n            return"
    found = mutants_of(Path("deliberate/domain/some.py"), source)
    assert {one.where: (one.lines, one.imported) for one in found} == {
        "some": (range(1, 2), True),
        "some.B": (range(6, 7), True),
        "some.B.d": (range(7, 9), False),
    }


def test_changes_that_look_alike_are_told_apart() -> None:
    found = [one.key for one in mutants_of(Path("some.py"), "f()\nf()")]
    assert found == [("some", "f()", "pass"), ("some (2)", "f()", "pass")]


def test_a_changed_module_can_be_compiled_and_differs_by_that_change() -> None:
    for one in sample(mutants(), 20, seed=1):
        before, after = ast.parse((ROOT / one.file).read_text("utf-8")), one.tree()
        compile(after, str(one.file), "exec")
        pairs = zip(ast.unparse(before).splitlines(), ast.unparse(after).splitlines(), strict=False)
        assert any(was != becomes for was, becomes in pairs)


def test_a_sample_stays_the_same_but_for_what_is_gone() -> None:
    everything = mutants()
    chosen = sample(everything, 50, seed=1)
    assert sample(reversed(everything), 50, seed=1) == chosen
    assert sample(everything, 50, seed=2) != chosen
    without = sample([one for one in everything if one != chosen[7]], 49, seed=1)
    assert without == [one for one in chosen if one != chosen[7]]


def test_each_change_that_is_listed_as_equivalent_is_one_that_can_be_made() -> None:
    listed = equivalents(LIST.read_text("utf-8"))
    assert listed.keys() - {one.key for one in mutants()} == set()


def test_a_listed_change_needs_a_reason() -> None:
    assert equivalents("# All\n\nsome.f\n- a < b\n+ a <= b\nThey are never\nequal.\n") == {
        ("some.f", "a < b", "a <= b"): "They are never equal."
    }
    with pytest.raises(ValueError, match="and why"):
        equivalents("some.f\n- a < b\n+ a <= b\n")
