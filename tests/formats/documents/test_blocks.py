"""Blocks in blocks: what a run of text is by what it stands in."""

from __future__ import annotations

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents.blocks import Blocks
from deliberate.formats.documents.numbering import Numbers


def shape(blocks: Blocks) -> list[tuple[str, int, str | None, str]]:
    return [(str(one.kind), one.level, one.number, one.text) for one in blocks.passages]


def write(blocks: Blocks, *texts: str) -> None:
    for text in texts:
        blocks.words.add(text)
        blocks.text()


def test_the_first_words_of_an_item_are_the_item_and_later_ones_a_paragraph() -> None:
    blocks = Blocks()
    blocks.open_list(Numbers("1"))
    blocks.open_item()
    write(blocks, "First", "More of it")
    blocks.open_list(Numbers())
    blocks.open_item()
    write(blocks, "Below")
    blocks.close_item()
    blocks.close_list()
    blocks.close_item()
    blocks.open_item(7)
    write(blocks, "Last")
    blocks.close_item()
    blocks.close_list()
    write(blocks, "After")
    assert shape(blocks) == [
        ("item", 1, "1.", "First"),
        ("paragraph", 0, None, "More of it"),
        ("item", 2, None, "Below"),
        ("item", 1, "7.", "Last"),
        ("paragraph", 0, None, "After"),
    ]


def test_what_comes_first_in_an_item_takes_its_number_whatever_it_is() -> None:
    blocks = Blocks()
    blocks.open_list(Numbers("1"))
    blocks.open_item()
    blocks.code("make\n\ttest \n")
    blocks.close_item()
    blocks.open_item()
    blocks.open_list(Numbers("a", sign=")"))
    blocks.open_item()
    write(blocks, "Both numbers stand here")
    assert shape(blocks) == [("code", 0, "1.", "make\n\ttest"), ("item", 2, "2. a)", "Both numbers stand here")]


def test_a_heading_that_is_quoted_is_no_heading_of_the_text_but_an_item_is_an_item() -> None:
    blocks = Blocks()
    blocks.open_quotation()
    blocks.words.add("Aims")
    blocks.heading(1)
    blocks.open_list(Numbers())
    blocks.open_item()
    write(blocks, "Trees")
    blocks.close_item()
    blocks.close_list()
    write(blocks, "They said.")
    blocks.close_quotation()
    blocks.words.add("Ours")
    blocks.heading(1)
    assert shape(blocks) == [
        ("quotation", 0, None, "Aims"),
        ("item", 1, None, "Trees"),
        ("quotation", 0, None, "They said."),
        ("heading", 1, None, "Ours"),
    ]


def test_a_term_goes_on_with_what_is_said_of_it() -> None:
    blocks = Blocks()
    for term, meanings in (("Park", ["A place with trees.", "A place for cars."]), ("Mill", [])):
        blocks.term()
        blocks.words.add(term)
        for meaning in meanings:
            blocks.open_definition()
            write(blocks, meaning)
            blocks.close_definition()
    blocks.term()
    assert shape(blocks) == [
        ("definition", 0, None, "Park: A place with trees."),
        ("definition", 0, None, "A place for cars."),
        ("definition", 0, None, "Mill"),
    ]


def test_a_note_is_one_reference_apart_from_the_list_it_is_called_in() -> None:
    blocks = Blocks()
    blocks.open_list(Numbers("1"))
    blocks.open_item()
    blocks.open_note("a")
    blocks.words.add("Survey,")
    blocks.words.open(MarkKind.EMPHASIS)
    blocks.words.add(" page 4")
    blocks.words.close(MarkKind.EMPHASIS)
    blocks.text()
    write(blocks, "and page 5")
    blocks.close_note()
    write(blocks, "The weir")
    assert blocks.notes == [
        (
            "a",
            Passage("", PassageKind.REFERENCE, 0, "Survey, page 4 and page 5", None, (Mark(8, 14, MarkKind.EMPHASIS),)),
        )
    ]
    assert shape(blocks) == [("item", 1, "1.", "The weir")]
    blocks.open_note("empty")
    blocks.close_note()
    assert len(blocks.notes) == 1
