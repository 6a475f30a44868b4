"""JSON read with a check at every key: what is right, and where what is wrong stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.formats.errors import FormatError
from deliberate.formats.json_reader import JsonReader, all_different, is_clean, parsed, shown


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def reader(**values: Any) -> JsonReader:
    return JsonReader(values, "")


def wrong(read: Callable[[], object]) -> str:
    with pytest.raises(FormatError) as error:
        read()
    assert "\n" not in str(error.value)
    return str(error.value)


def test_every_kind_of_value_is_read() -> None:
    value = reader(
        text="ä", number=3, share=1, colour="blue", time="2026-01-02T03:04:05+01:00", names=["a", "b"], who="Ada"
    )
    assert value.text("text") == "ä"
    assert value.integer("number", 1, 3) == 3
    assert value.share("share") == 1.0
    assert value.member("colour", Colour) is Colour.BLUE
    assert value.one_of("colour", ("red", "blue")) == "blue"
    assert value.time("time") == datetime(2026, 1, 2, 2, 4, 5, tzinfo=UTC)
    assert value.texts("names", 1) == ("a", "b")
    assert value.person("who", {"Ada"}) == "Ada"


def test_what_may_be_missing_is_empty_or_what_it_is_by_default() -> None:
    value = reader(none=None)
    assert value.optional_text("none") == value.optional_text("missing") == ""
    assert value.integer_or_null("none") is value.integer_or_null("missing") is None
    assert value.integer("missing", 1, 9, default=7) == 7
    assert value.each("missing", optional=True) == []
    assert value.facts("missing") == {}


def test_facts_are_short_texts_and_numbers_by_name() -> None:
    assert reader(facts={"into": 3, "before": "open"}).facts("facts") == {"into": 3, "before": "open"}
    assert wrong(lambda: reader(facts={"into": -1}).facts("facts")).startswith("facts.into: is not a whole number")
    assert wrong(lambda: reader(facts={"into": True}).facts("facts")).startswith("facts.into: is not a whole number")
    assert wrong(lambda: reader(facts={"x" * 41: 1}).facts("facts")).startswith("facts: has 41 characters")
    assert wrong(lambda: reader(facts={"a": "x" * 201}).facts("facts")).startswith("facts.a: has 201 characters")
    assert wrong(lambda: reader(facts=dict.fromkeys("abcdefghijk", 1)).facts("facts")) == "facts: is not a short object"


@pytest.mark.parametrize(
    ("value", "read", "says"),
    [
        (..., lambda one: one.text("key"), "is missing"),
        (None, lambda one: one.text("key"), "is not a text"),
        (7, lambda one: one.text("key"), "is not a text"),
        ("four", lambda one: one.text("key", 3), "has 4 characters; 0 to 3 are possible"),
        ("", lambda one: one.text("key", 3, least=1), "has 0 characters; 1 to 3 are possible"),
        ("a\0b", lambda one: one.text("key"), "holds characters that cannot be stored"),
        ("\udfff", lambda one: one.text("key"), "holds characters that cannot be stored"),
        ([1], lambda one: one.optional_text("key"), "is not a text"),
        (4, lambda one: one.integer("key", 1, 3), "is not a whole number from 1 to 3"),
        (0, lambda one: one.integer("key", 1, 3), "is not a whole number from 1 to 3"),
        (2.0, lambda one: one.integer("key", 1, 3), "is not a whole number from 1 to 3"),
        (True, lambda one: one.integer("key", 0, 3), "is not a whole number from 0 to 3"),
        (None, lambda one: one.integer("key", 0, 3, default=1), "is not a whole number from 0 to 3"),
        (0, lambda one: one.integer_or_null("key"), "is not a whole number from 1 to 1000000000"),
        (1.01, lambda one: one.share("key"), "is not a number from 0 to 1"),
        (float("nan"), lambda one: one.share("key"), "is not a number from 0 to 1"),
        (True, lambda one: one.share("key"), "is not a number from 0 to 1"),
        ("green", lambda one: one.member("key", Colour), '"green" is not one of red, blue'),
        (["red"], lambda one: one.member("key", Colour), "is not a text"),
        ("green", lambda one: one.one_of("key", ("red", "blue")), '"green" is not one of red, blue'),
        ("soon", lambda one: one.time("key"), "is not a time with a zone, like 2026-01-31T12:00:00Z"),
        ("2026-01-01T00:00:00", lambda one: one.time("key"), "is not a time with a zone"),
        ("0001-01-01T00:00:00+23:00", lambda one: one.time("key"), "is not a time with a zone"),
        ("Ben", lambda one: one.person("key", {"Ada"}), '"Ben" is not among the people'),
        ({}, lambda one: one.each("key"), "is not a list"),
        ("ab", lambda one: one.texts("key", 3), "is not a list"),
        ([], lambda one: one.facts("key"), "is not a short object"),
        ([], lambda one: one.child("key"), "is not an object"),
    ],
)
def test_what_is_wrong_is_said_with_the_key(value: object, read: Callable[[JsonReader], object], says: str) -> None:
    one = JsonReader({} if value is ... else {"key": value}, "posts[3]")
    assert wrong(lambda: read(one)).startswith(f"posts[3].key: {says}")


def test_places_are_counted_within_lists() -> None:
    value = parsed('{"a": [{"b": {"c": 1}}, {"b": {}}], "d": ["x", ""]}')
    first, second = value.each("a")
    assert first.child("b").integer("c", 0, 9) == 1
    assert wrong(lambda: second.child("b").integer("c", 0, 9)) == "a[1].b.c: is missing"
    assert wrong(lambda: parsed('{"a": [{}, 1]}').each("a")) == "a[1]: is not an object"
    assert wrong(lambda: value.texts("d", 3)) == "d[1]: has 0 characters; 1 to 3 are possible"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1, column 1: not JSON"),
        ('{"a": 1,\n "b": }', "line 2, column 7: not JSON"),
        ("[]", "the file: is not an object"),
        ("[" * 100_000, "not JSON that can be read: it is nested too deep"),
        ('{"a": ' + "1" * 5000 + "}", "not JSON that can be read: a number is too long"),
        ('{"a": 1, "a": 2}', 'the file: the key "a" stands there twice'),
    ],
)
def test_what_is_no_object_in_json_is_refused(text: str, says: str) -> None:
    assert wrong(lambda: parsed(text)).startswith(says)


def test_a_key_that_stands_twice_is_refused_where_it_stands() -> None:
    value = parsed('{"a": [{"b": 1}, {"b": 1, "c": 2, "b": 3}]}')
    assert wrong(lambda: value.each("a")) == 'a[1]: the key "b" stands there twice'


def test_what_is_no_number_is_refused_where_it_stands() -> None:
    value = parsed('{"a": [{"b": NaN}, {"b": -Infinity}]}')
    nan, infinite = value.each("a")
    assert wrong(lambda: nan.share("b")) == "a[0].b: is not a number from 0 to 1"
    assert wrong(lambda: infinite.integer("b", 0, 1)) == "a[1].b: is not a whole number from 0 to 1"


def test_all_different_names_what_occurs_twice() -> None:
    all_different([1, 2, 3], "posts", "id")
    assert wrong(lambda: all_different([1, 2, 1, 1], "posts", "id")) == "posts: the id 1 occurs 3 times"


@given(st.one_of(st.text(), st.text(alphabet=st.characters(categories=["Cs"])), st.lists(st.text()), st.floats()))
def test_a_value_in_a_complaint_is_short_and_on_one_line(value: object) -> None:
    text = shown(value)
    assert len(text) <= 60
    assert text.isprintable()
    assert text.isascii() or text.endswith("…")


@given(st.text(alphabet=st.characters()))
def test_what_is_clean_can_be_written_and_has_no_nul(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        assert not is_clean(text)
    else:
        assert is_clean(text) is ("\0" not in text)


@pytest.mark.parametrize("text", ["\0", "a\0", "\ud800", "a\udfff", json.loads('"\\udbff"')])
def test_what_no_database_stores_is_not_clean(text: str) -> None:
    assert not is_clean(text)
