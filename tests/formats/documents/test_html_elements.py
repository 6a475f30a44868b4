"""The elements of HTML, each in the groups it belongs to."""

from __future__ import annotations

from deliberate.formats.documents.html_elements import (
    BLOCKS,
    CONTROLS,
    HEADINGS,
    KNOWN,
    LISTS,
    NO_TEXT,
    PREFORMATTED,
    VOID,
)


def test_every_group_is_of_known_elements() -> None:
    for group in (HEADINGS.keys(), LISTS, BLOCKS, PREFORMATTED, VOID, NO_TEXT, CONTROLS):
        assert group <= KNOWN


def test_headings_lists_and_what_stands_as_written_are_blocks() -> None:
    assert HEADINGS.keys() | LISTS | PREFORMATTED <= BLOCKS
    assert not BLOCKS & {"a", "b", "span", "font", "br", "img", "town"}
