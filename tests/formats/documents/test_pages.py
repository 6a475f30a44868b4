"""What pages print beside the text, taken out of it where that is sure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deliberate.formats.documents.pages import is_spread, parted

WORDS = "the town has grown a lot in the last ten years and it needs a plan for the next so that all know what comes"


def pages(number: int) -> Iterator[str]:
    """Of different words, so many on each as a page has at least."""
    for page in range(number):
        words = WORDS.split()
        yield "\n".join(" ".join([*words[turn + page :], *words[: turn + page]]) for turn in range(0, 8, 4))


PAGE, OTHER, THIRD = pages(3)


def out(text: str) -> list[tuple[str, str]]:
    lines, pages = parted(text)
    assert len(lines) == len([line for page in text.split("\f") for line in page.split("\n")])
    assert all(lines[page.line.at].text == "" for page in pages)
    return [(page.line.text, str(page.why)) for page in pages]


@pytest.mark.parametrize(
    "line", ["Page 3", "[Page 3]", "page 3 of 12", "- Page 3 -", "Seite 3 von 12", "Página 3 de 9", "第 3 页", "PAGE 3"]
)
def test_a_line_that_says_it_is_a_page_is_no_text(line: str) -> None:
    assert out(f"{PAGE}\n\n{line}\n\n{OTHER}") == [(line, "a page number")]


def test_numbers_that_count_on_from_page_to_page_are_page_numbers() -> None:
    assert [text for text, _ in out(f"{PAGE}\n\n1\n\n{OTHER}\n\n- 2 -\n\n{THIRD}\n\n7\n")] == ["1", "- 2 -"]


@pytest.mark.parametrize(
    "text",
    [
        f"{PAGE}\n\n3\n\n{OTHER}",
        "1\nApples\n2\nPears\n3\nPlums",
        f"2019\n{PAGE}\n2020\n{OTHER}",
        f"1\nOur Aims\n{PAGE}\n2\nOur Means\n{OTHER}\n3\nThe End\n{THIRD}",
        f"see page 3\n{PAGE}\nChapter 1\n{OTHER}\nChapter 2\n{THIRD}",
        "The plan   1\nThe cost   2\nThe end   3",
    ],
)
def test_other_numbers_belong_to_the_text(text: str) -> None:
    assert out(text) == []


def test_at_the_edge_of_a_page_that_the_file_marks_a_single_number_is_its_number() -> None:
    assert out(f"{PAGE}\n12\n\f{OTHER}") == [("12", "a page number")]


def test_a_line_that_stands_at_several_edges_is_a_running_head() -> None:
    head = "a running head or foot of its pages"
    found = out(f"Plan of 2026\n{PAGE}\n\fPlan of 2026\n\n{OTHER}\n\fPlan of 2026\n{THIRD}")
    assert found == [("Plan of 2026", head)] * 2
    assert out(f"{PAGE}\n\fPlan\n{OTHER}\n\fCosts\n{THIRD}") == []


def test_feet_with_a_name_and_a_number_are_told_by_their_name_and_heads_by_their_gaps() -> None:
    foot = "Alder      Draft      [Page {}]"
    head = "RFW 9          Plan          May 2026"
    text = "\n\n".join([PAGE, foot.format(1), head, OTHER, foot.format(2)])
    assert out(text) == [
        ("Alder Draft [Page 1]", "a page number"),
        ("RFW 9 Plan May 2026", "a running head or foot of its pages"),
        ("Alder Draft [Page 2]", "a page number"),
    ]
    assert [text for text, _ in out(f"{PAGE}\n\nHarbour plan | 3\n\n{OTHER}\n\nHarbour plan | 4")] == [
        "Harbour plan | 3",
        "Harbour plan | 4",
    ]


@pytest.mark.parametrize("line", ["UNCLASSIFIED", "UNCLASSIFIED//FOUO", "(UNCLASSIFIED)", "(DRAFT)", "(NOT FOR PRINT)"])
def test_stamps_are_no_text(line: str) -> None:
    assert out(f"{PAGE}\n{line}\n{PAGE}") == [(line, "a stamp on its pages")]


def test_a_word_that_may_be_a_heading_is_a_stamp_where_it_stands_twice() -> None:
    assert out(f"DRAFT\n{PAGE}") == []
    assert len(out(f"DRAFT\n{PAGE}\nDRAFT\n")) == 2


@pytest.mark.parametrize("line", ["* * *", "- - -", "________", ". . . .", "“", "+-----+----+"])
def test_lines_of_signs_are_no_text(line: str) -> None:
    assert out(f"{PAGE}\n  {line}\n{PAGE}") == [(line, "a line of signs")]


def test_parts_that_stand_apart_are_told_from_words() -> None:
    assert is_spread("Network Group      A. Writer")
    assert is_spread("Oak\t10")
    assert not is_spread("The board meets.   Everybody may come.")
    assert not is_spread("    set in")
