"""List markers: what is one, which belong together, and what only looks like one."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.markers import Marked, marked


@pytest.mark.parametrize(
    ("line", "number", "text"),
    [
        ("- oaks", None, "oaks"),
        ("• oaks", None, "oaks"),
        ("? oaks", None, "oaks"),
        ("1. oaks", "1.", "oaks"),
        ("12) oaks ", "12)", "oaks"),
        ("(a) oaks", "(a)", "oaks"),
        ("iv. oaks", "iv.", "oaks"),
        ("I. Oaks", "I.", "Oaks"),
        ("1.1 Oaks", "1.1", "Oaks"),
        ("1.2.3) Oaks", "1.2.3)", "Oaks"),
        ("1- Oaks", "1-", "Oaks"),
        ("2.- Oaks", "2.-", "Oaks"),
        ("б) дубы", "б)", "дубы"),
        ("1.1. Дубы", "1.1.", "Дубы"),
        ("(أ) أشجار", "(أ)", "أشجار"),
        ("١- أشجار", "١-", "أشجار"),
        ("-\toaks\nand elms", None, "oaks\nand elms"),
        ("\uf0b7\toaks", None, "oaks"),
        ("o\toaks", None, "oaks"),
        ("o  oaks", None, "oaks"),
        ("§\toaks", None, "oaks"),
        ("✓ oaks", None, "oaks"),
        ("（一）栎树", "（一）", "栎树"),
        ("\u3000二、 栎树", "二、", "栎树"),
        ("1．栎树", "1．", "栎树"),
        ("③栎树", "③", "栎树"),
    ],
)
def test_a_marker_is_told_from_its_text(line: str, number: str | None, text: str) -> None:
    found = marked(line)
    assert found is not None
    assert (found.number, found.text) == (number, text)


@pytest.mark.parametrize(
    "line",
    [
        "oaks",
        "",
        "-oaks",
        "- ",
        "1.",
        "1234. oaks",
        "3.5 million oaks",
        "J. Smith wrote",
        "Ф. Достоевский писал",
        "5- to 10-year plans",
        "3.5 миллиона",
        "e.g. oaks",
        "* * *",
        "* * end",
        "o oaks",
        "§ 1 Oaks",
        "第一条 栎树",
    ],
)
def test_what_only_looks_like_a_marker_is_text(line: str) -> None:
    assert marked(line) is None


@pytest.mark.parametrize(
    "lines",
    [
        ("1. a", "12. b"),
        ("(a) a", "(b) b"),
        ("ii. a", "iv. b"),
        ("1.1 A", "3.12 B"),
        ("- a", "- b"),
        ("1) a", "9) b"),
        ("（一）a", "（十二）b"),
    ],
)
def test_markers_that_count_alike_are_of_one_style(lines: tuple[str, str]) -> None:
    first, second = map(marked, lines)
    assert first is not None
    assert second is not None
    assert first.style == second.style


def test_markers_of_different_levels_are_of_different_styles() -> None:
    found = [marked(line) for line in ("1. a", "1) a", "(1) a", "a. a", "ii. a", "1.1 A", "1.1.1 A", "- a", "• a")]
    assert len({one.style for one in found if one}) == len(found)


def test_an_indent_counts_a_tab_as_four() -> None:
    assert [one.indent for one in map(marked, ("- a", "  - a", "\t- a", " \t- a")) if one] == [0, 2, 4, 4]


def test_a_decimal_number_is_as_deep_as_it_has_parts() -> None:
    depths = {line: one.depth for line in ("- a", "1. a", "a) a", "1.1 A", "1.2.3 A") if (one := marked(line))}
    assert depths == {"- a": 1, "1. a": 1, "a) a": 1, "1.1 A": 2, "1.2.3 A": 3}
    assert Marked(0, "i.", "iv.", "x").depth == 1
