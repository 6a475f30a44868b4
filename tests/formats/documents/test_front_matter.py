"""The lines above a Markdown text that tell about it."""

from __future__ import annotations

from datetime import date

import pytest

from deliberate.formats.documents.front_matter import split
from deliberate.formats.documents.properties import Properties

WHOLE = """\
---
# not for readers
title: "Benches: along the canal"   # the name
authors:
  - Ada
  - 'Ben''s aunt'
date: 2026-03-01
lang: de
license: CC0-1.0
description: >
  Benches for all
  who cannot walk far.

tags: [town, "parks, large", benches]
url: https://a.example/plan
...
Text.
"""


def said(lines: str) -> Properties:
    return split(f"---\n{lines}\n---\n")[0]


def unread(lines: str) -> list[str]:
    return [str(one) for one in split(f"---\n{lines}\n---\n")[1]]


def test_everything_front_matter_may_say() -> None:
    assert split(WHOLE) == (
        Properties(
            "Benches: along the canal",
            ("Ada", "Ben's aunt"),
            date(2026, 3, 1),
            "de",
            "CC0-1.0",
            "Benches for all who cannot walk far.",
            ("town", "parks, large", "benches"),
            "https://a.example/plan",
        ),
        (),
        "Text.\n",
    )


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ("author: Ada", ("Ada",)),
        ("by: Ada; Ben", ("Ada", "Ben")),
        ("authors: [Ada, Ben]", ("Ada", "Ben")),
        ("author:\n- Ada\n- Ben\n  of the mill", ("Ada", "Ben of the mill")),
        ("authors: [\n  Ada,\n  Ben,\n]", ("Ada", "Ben")),
        ("author:\n  - name: Ada\n  - name: Ben", ("Ada", "Ben")),
    ],
)
def test_authors_are_one_or_a_list_however_it_is_written(lines: str, authors: tuple[str, ...]) -> None:
    assert said(lines).authors == authors
    assert unread(lines) == []


@pytest.mark.parametrize(
    ("scalar", "title"),
    [
        ("Plan # 1 of two", "Plan"),
        ("Plan#1", "Plan#1"),
        (r'"a \"b\" \u00e4 \ud83c\udf33"', 'a "b" ä 🌳'),
        ("'it''s'", "it's"),
        ("A plan\n  for the town", "A plan for the town"),
        ("|\n  A plan\n  for # the town", "A plan for # the town"),
        ("~", ""),
        ("", ""),
    ],
)
def test_scalars_are_read_as_yaml_says(scalar: str, title: str) -> None:
    assert said(f"title: {scalar}").title == title


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("status: draft", "status: draft"),
        ("date: next spring", "date: next spring"),
        ("lang: German", "lang: German"),
        ("title: {a: b}", "title: {a: b}"),
        ("title: &anchor x", "title: &anchor x"),
        ("tags: [a, [b]]", "tags: [a, [b]]"),
        ('title: "open', 'title: "open'),
        ("title: One\ntitle: Two", "title: Two"),
        ("author:\n  - name: Ada\n    email: ada@a.example", "author: - name: Ada email: ada@a.example"),
        ("params:\n  a: b", "params: a: b"),
    ],
)
def test_what_is_not_understood_is_named_with_its_key(lines: str, line: str) -> None:
    assert unread(lines) == [f"lines of its front matter: {line}"]


def test_a_long_line_is_named_by_its_beginning() -> None:
    assert len(unread(f"body: {'word ' * 99}")[0]) < 120


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nThe town\n\n---\n",
        "---\ntitle: A plan\n\nText.",
        "Text\n---\ntitle: x\n---",
        "---",
        "",
        "+++\nno toml\n+++\n",
    ],
)
def test_rules_between_paragraphs_are_no_front_matter(text: str) -> None:
    assert split(text) == (Properties(), (), text)


def test_the_same_in_toml() -> None:
    text = '+++\ntitle = "A plan"\ndate = 2026-03-01\nauthors = ["Ada", "Ben"]\n[extra]\na = 1\n+++\nText.'
    found, more, rest = split(text)
    assert (found.title, found.authors, found.created, rest) == ("A plan", ("Ada", "Ben"), date(2026, 3, 1), "Text.")
    assert [str(one) for one in more] == ["lines of its front matter: extra: {'a': 1}"]
