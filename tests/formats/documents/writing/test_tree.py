"""Lists within lists, and what stands between their items."""

from __future__ import annotations

from typing import Any

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents.writing.tree import Block, Item, Items, tree

KINDS = {"p": PassageKind.PARAGRAPH, "h": PassageKind.HEADING, "t": PassageKind.TABLE, "q": PassageKind.QUOTATION}


def shape(*given: str) -> list[Any]:
    """Of '1a' (an item of level 1), 'p' (a paragraph), 'h', 't', 'q'."""
    passages = [
        Passage("", PassageKind.ITEM, int(one[0]), one)
        if one[0].isdigit()
        else Passage("", KINDS[one[0]], 2 if one[0] == "h" else 0, one)
        for one in given
    ]
    return [_block(one) for one in tree(passages)]


def _block(block: Block) -> Any:
    if isinstance(block, Items):
        return [_item(one) for one in block.items]
    return " ".join(one.text for one in block.passages)


def _item(item: Item) -> Any:
    return (item.passage.text if item.passage else None, *map(_block, item.blocks))


def test_items_stand_under_the_item_before_them_that_is_less_deep() -> None:
    assert shape("p", "1a", "2b", "3c", "2d", "1e") == ["p", [("1a", [("2b", [("3c",)]), ("2d",)]), ("1e",)]]


def test_an_item_that_is_too_deep_stands_in_one_without_words() -> None:
    assert shape("2a", "1b", "3c") == [[(None, [("2a",)]), ("1b", [(None, [("3c",)])])]]


def test_a_paragraph_between_deeper_items_belongs_to_the_item_above_them() -> None:
    assert shape("1a", "2b", "p", "2c", "1d") == [[("1a", [("2b",)], "p", [("2c",)]), ("1d",)]]
    assert shape("1a", "p", "2b") == [[("1a", "p", [("2b",)])]]


def test_a_paragraph_between_outermost_items_and_a_heading_part_two_lists() -> None:
    assert shape("1a", "p", "1b") == [[("1a",)], "p", [("1b",)]]
    assert shape("p", "2a", "h", "p", "2b") == ["p", [(None, [("2a",)])], "h", "p", [(None, [("2b",)])]]
    assert shape("1a", "h", "2b") == [[("1a",)], "h", [(None, [("2b",)])]]


def test_rows_and_quotations_in_a_row_are_one_block_and_lines_of_tables_are_none() -> None:
    assert shape("t a", "t|---|", "t b", "q a", "q b", "p", "p") == ["t a t|---| t b", "q a q b", "p", "p"]
    rows = [Passage("", PassageKind.TABLE, 0, text) for text in ("| a |", "|---|", "| b |")]
    assert [_block(one) for one in tree(rows)] == ["| a | | b |"]
