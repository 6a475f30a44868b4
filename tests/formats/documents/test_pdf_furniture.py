"""What belongs to the pages: heads, numbers and markings at their edges, and text that only looks like them."""

from __future__ import annotations

import pytest

from tests.formats.documents.pdfs import Line, Typist, left_out, read, shapes

# No two pages of text are alike.
TEXTS = [
    f"{name} stand in the streets of the town, and of no tree there are more but one, and that is not to say that "
    f"{name} grow here as well as {name} do elsewhere."
    for name in ("Oaks", "Elms", "Limes", "Planes", "Maples", "Birches", "Alders", "Hazels")
]


def pages(*edges: list[Line]) -> list[list[Line]]:
    return [[*edge, *Typist(y=640).write(text).lines] for edge, text in zip(edges, TEXTS, strict=False)]


def found(*edges: list[Line]) -> list[tuple[str, str]]:
    document = read(*pages(*edges))
    kept = [text for _, _, text in shapes(document)]
    assert [text for text in TEXTS[: len(edges)] if text not in kept] == []
    return left_out(document)


def test_the_same_words_at_the_same_height_of_pages_are_a_running_head() -> None:
    head = [Line("Council of the town", y=750, size=9)]
    assert found(head, head, head) == [("Council of the town", "a running head")] * 3
    assert found(head, [], []) == []


def test_a_head_may_differ_in_its_numbers_and_stand_on_every_other_page() -> None:
    edges = [[Line(f"Draft {at}", y=750)] if at % 2 else [] for at in range(1, 7)]
    assert [text for text, _ in found(*edges)] == ["Draft 1", "Draft 3", "Draft 5"]


def test_words_at_other_heights_or_on_pages_far_from_each_other_are_text() -> None:
    assert found(*([Line("See above", y=750 - 20 * at)] for at in range(3))) == []
    far = [[Line("See above", y=750)] if at in (0, 7) else [] for at in range(8)]
    assert found(*far) == []


@pytest.mark.parametrize("written", ["{}", "- {} -", "Page {}", "{} of 3", "{}/3", "Seite {}", "[{}]"])
def test_page_numbers_are_told_by_the_page_they_stand_on(written: str) -> None:
    edges = [[Line(written.format(at), x=290, y=30)] for at in (1, 2, 3)]
    assert found(*edges) == [(written.format(at), "a page number") for at in (1, 2, 3)]
    assert found([Line(written.format(1), x=290, y=30)]) == [(written.format(1), "a page number")]


def test_numbers_may_begin_elsewhere_or_be_roman_if_they_go_on() -> None:
    roman = [[Line(name, x=290, y=30)] for name in ("iii", "iv", "v")]
    assert [why for _, why in found(*roman)] == ["a page number"] * 3
    assert found([Line("2024", x=290, y=30)], [Line("1789", x=290, y=30)]) == []


def test_the_number_of_an_item_is_none_of_a_page() -> None:
    document = read([*Typist(y=740).write(TEXTS[0], mark="1").lines])
    assert document.left_out == ()


def test_what_stands_beside_a_page_number_in_small_letters_goes_with_it() -> None:
    foot = [Line("council.example/plan", y=30, size=8), Line("1/1", x=500, y=30, size=8)]
    assert found(foot) == [("council.example/plan", "a running head"), ("1/1", "a page number")]
    assert found([Line("Oaks", y=30), Line("1", x=500, y=30)]) == []


def test_markings_of_secrecy_are_left_out_at_the_edge_alone() -> None:
    for words in ("UNCLASSIFIED", "CONFIDENTIAL // FOUO", "(RESTRICTED)"):
        assert found([Line(words, x=270, y=760)]) == [(words, "a marking of the pages")]
    middle = [*Typist().write(TEXTS[0]).lines, Line("UNCLASSIFIED", y=400), *Typist(y=300).write(TEXTS[1]).lines]
    assert read([*middle[:2], *middle[2:]]).left_out == ()


def test_what_stands_further_in_than_text_is_text_though_it_is_repeated() -> None:
    edges = [[Line(f"{name} first", y=750), Line("See above", y=730)] for name in ("Oaks", "Elms", "Limes")]
    assert found(*edges) == []


def test_what_is_printed_across_the_page_is_left_out() -> None:
    stamp = "BT /bold 60 Tf 0.7 0.7 -0.7 0.7 150 200 Tm (DRAFT) Tj ET"
    document = read([*Typist().write(TEXTS[0]).lines, stamp])
    assert left_out(document) == [("DRAFT", "printed across the page")]


def test_what_is_outside_of_the_page_is_not_read_as_its_text() -> None:
    document = read([*Typist().write(TEXTS[0]).lines, Line("Oaks", x=700), Line("elms", y=900), Line("limes", y=-50)])
    assert {why for _, why in left_out(document)} <= {"outside of the page"}
    assert [text for _, _, text in shapes(document)] == [TEXTS[0]]
