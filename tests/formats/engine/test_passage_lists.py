"""What a dry run printed is read back as the passages it printed, or refused with the place that is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents import to_json
from deliberate.formats.engine import passage_lists
from deliberate.formats.errors import FormatError
from deliberate.formats.reading import read_document


def printed(*passages: dict[str, Any]) -> str:
    return json.dumps({"title": "Trees", "passages": passages, "messages": []})


def passage(**changes: object) -> dict[str, Any]:
    given = {"anchor": "trees", "kind": "paragraph", "level": 0, "text": "More trees.", **changes}
    return {key: value for key, value in given.items() if value is not ...}


def test_what_a_dry_run_prints_is_read_back() -> None:
    document = read_document("# Trees\n\nMore of them.\n\n1. In the park: limes\n2. Elsewhere\n")
    assert passage_lists.read(json.dumps(to_json(document))) == document.passages
    assert [one.number for one in document.passages][2:] == ["1.", "2."]


def test_anchors_are_kept_as_they_are_and_what_else_stands_there_is_not_looked_at() -> None:
    text = printed(passage(anchor="b0", level=..., more=[1]), passage(anchor="a9", kind="heading", level=2))
    assert passage_lists.read(text) == (
        Passage("b0", PassageKind.PARAGRAPH, 0, "More trees."),
        Passage("a9", PassageKind.HEADING, 2, "More trees."),
    )
    assert passage_lists.read('{"passages": []}') == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1, column 1: not JSON"),
        ("[]", "the file: is not an object"),
        ("{}", "passages: is missing"),
        ('{"format": "deliberate/1", "proposals": []}', "passages: is missing"),
        ('{"passages": {}}', "passages: is not a list"),
        ('{"passages": [1]}', "passages[0]: is not an object"),
        (printed(passage(), passage()), 'passages: the anchor "trees" occurs 2 times'),
        (printed(passage(anchor="")), "passages[0].anchor: has 0 characters"),
        (printed(passage(anchor="a" * 201)), "passages[0].anchor: has 201 characters"),
        (printed(passage(anchor=...)), "passages[0].anchor: is missing"),
        (printed(passage(), passage(anchor="b", kind="song")), 'passages[1].kind: "song" is not one of heading'),
        (printed(passage(level="2")), "passages[0].level: is not a whole number from 0 to 100"),
        (printed(passage(text=None)), "passages[0].text: is not a text"),
        (printed(passage(number=1)), "passages[0].number: is not a text"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, says: str) -> None:
    with pytest.raises(FormatError) as refused:
        passage_lists.read(text)
    assert str(refused.value).startswith(says)
    assert "\n" not in str(refused.value)
