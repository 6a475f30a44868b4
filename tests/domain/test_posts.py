"""The table of what a post says."""

from __future__ import annotations

import pytest

from deliberate.domain.labels import GRAMMAR, Label
from deliberate.domain.posts import FIELDS, PostWords, WordsField


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_fits_some_label(field: WordsField) -> None:
    assert any(field.fits(rule) for rule in GRAMMAR.values())


def test_a_label_takes_its_fields_and_every_label_takes_a_body() -> None:
    taken = {label: {field.name for field in FIELDS if field.fits(GRAMMAR[label])} for label in Label}
    source = {"source_title", "source_url", "source_quote"}
    assert taken[Label.OBJECTION] == {"body", "settles"}
    assert taken[Label.AMENDMENT] == {"body", "replacement"}
    assert taken[Label.EVIDENCE] == {"body", *source}
    assert taken[Label.COMMENT] == {"body"}


def test_names_in_files_never_change() -> None:
    assert {"body", "settles", "source", "source_url", "quote", "replacement"} <= {field.key for field in FIELDS}


def test_an_address_is_not_searched() -> None:
    words = PostWords("It cost a lot.", source_title="An audit", source_url="https://example.org/")
    assert " ".join(words.searched()).split() == ["It", "cost", "a", "lot.", "An", "audit"]


def test_the_table_of_what_a_post_says() -> None:
    assert [(one.name, one.key, one.most, one.is_line, one.takes, one.is_searched) for one in FIELDS] == [
        ("body", "body", 10_000, False, "", True),
        ("settles", "settles", 500, True, "settles", True),
        ("source_title", "source", 300, True, "source", True),
        ("source_url", "source_url", 1_000, True, "source", False),
        ("source_quote", "quote", 5_000, False, "source", True),
        ("replacement", "replacement", 10_000, False, "replacement", True),
    ]
