"""The readable format: front matter, light markup, and what is refused, each with its line."""

from __future__ import annotations

from datetime import date

import pytest

from deliberate.domain.labels import Ground, Label
from deliberate.domain.places import OnPassage
from deliberate.domain.posts import PostWords
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents import DraftPost, PassageLink, to_json
from deliberate.formats.errors import FormatError
from deliberate.formats.reading import read_document

FRONT = "Title: A plan\n---\n"
WHOLE = """\
Title: A plan: for the town
Slug: town-plan
Authors: Ada; Ben
Source: The town's archive
Topics: town; parks
Language: cy
Created: 2024-11-20
Summary: Plan the town.
---
# Parks

A paragraph that
is wrapped.

1. Trees: one hundred
   of them
  - Oaks: most of all
  - Elms
2. Benches

## Words

Definition: Park: A place with trees.

Fact: There are ten parks (Town, 2020).

Reference: Town, 2020. Parks.

=== thread ===

message: first
by: a reader

[objection: cost] {dear}
on: passage oaks
Oaks are dear.
"""


def test_everything_the_front_matter_says() -> None:
    document = read_document(WHOLE)
    assert document.title == "A plan: for the town"
    assert document.slug == "town-plan"
    assert document.authors == ("Ada", "Ben")
    assert document.source == "The town's archive"
    assert document.topics == ("town", "parks")
    assert (document.language, document.created) == ("cy", date(2024, 11, 20))
    assert document.summary == "Plan the town."


def test_what_front_matter_may_leave_out() -> None:
    document = read_document(FRONT)
    assert (document.slug, document.authors, document.topics, document.created) == (None, (), (), None)
    assert (document.source, document.summary, document.language, document.messages) == ("", "", "", ())


def test_the_passages_of_a_document() -> None:
    passages = [(one.anchor, str(one.kind), one.level, one.text, one.number) for one in read_document(WHOLE).passages]
    assert passages == [
        ("a-plan-for-the-town", "heading", 1, "A plan: for the town", None),
        ("parks", "heading", 2, "Parks", None),
        ("a-paragraph-that-is-wrapped", "paragraph", 0, "A paragraph that is wrapped.", None),
        ("trees", "item", 1, "Trees: one hundred of them", "1."),
        ("oaks", "item", 2, "Oaks: most of all", None),
        ("elms", "item", 2, "Elms", None),
        ("benches", "item", 1, "Benches", "2."),
        ("words", "heading", 3, "Words", None),
        ("park", "definition", 0, "Park: A place with trees.", None),
        ("there-are-ten-parks-town-2020", "fact", 0, "There are ten parks (Town, 2020).", None),
        ("town-2020-parks", "reference", 0, "Town, 2020. Parks.", None),
    ]


def test_the_json_has_exactly_what_the_command_promises() -> None:
    text = (
        "Title: A plan\n---\n1. Trees\n\n=== thread ===\nmessage: m\nby: Ada\n"
        "[objection: cost] {a}\nNo.\n[comment] {b}\non: post a\nWell.\n"
    )
    assert to_json(read_document(text)) == {
        "title": "A plan",
        "passages": [
            {"anchor": "a-plan", "kind": "heading", "level": 1, "text": "A plan"},
            {"anchor": "trees", "kind": "item", "level": 1, "text": "Trees", "number": "1."},
        ],
        "messages": [
            {
                "key": "m",
                "by": "Ada",
                "posts": [
                    {"key": "a", "label": "objection", "ground": "cost", "target": "proposal", "body": "No."},
                    {"key": "b", "label": "comment", "target": "post a", "body": "Well."},
                ],
            }
        ],
    }


def test_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert read_document("\ufeff" + WHOLE.replace("\n", "\r\n")) == read_document(WHOLE)
    assert read_document(WHOLE.replace("\n", "\r")) == read_document(WHOLE)


def test_the_title_may_come_later_in_the_front_matter() -> None:
    document = read_document("\nAuthors: Ada\n\nTitle: A plan\n---\nText.\n")
    assert (document.title, document.authors) == ("A plan", ("Ada",))


def test_a_text_that_begins_with_a_summary_has_no_front_matter() -> None:
    assert read_document("Summary: Plant trees.\n\nTrees are good for a town.").summary == ""


def test_a_heading_and_a_row_of_a_table_end_with_their_line() -> None:
    document = read_document(f"{FRONT}# Costs\nTrees are dear.\n| tree | cost |\n| oak | 10 |\nSo are\nelms.\n")
    assert [(str(one.kind), one.text) for one in document.passages[1:]] == [
        ("heading", "Costs"),
        ("paragraph", "Trees are dear."),
        ("table", "| tree | cost |"),
        ("table", "| oak | 10 |"),
        ("paragraph", "So are elms."),
    ]


def test_control_characters_are_line_ends_or_nothing() -> None:
    assert read_document("One pa\x1fge.\fThe next.\x01") == read_document("One page.\nThe next.")


def test_the_thread_belongs_to_the_document() -> None:
    (message,) = read_document(WHOLE).messages
    assert message.posts == (
        DraftPost("dear", Label.OBJECTION, PostWords("Oaks are dear."), OnPassage("oaks"), Ground.COST),
    )


def test_a_link_may_lead_to_a_whole_proposal() -> None:
    text = f"{FRONT}=== thread ===\nmessage: m\nby: Ada\n[support] {{a}}\nlink: other-plan\nYes.\n"
    assert read_document(text).messages[0].posts[0].links == (PassageLink("other-plan", None),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: the file is empty"),
        (" \n\n", "line 1: the file is empty"),
        ("one\ntwo\0", "line 2: a NUL character"),
        ("Title: A plan\nNo key here\n---\n", "line 2: "),
        ("Title: A plan\nAuthors: Ada\n", "line 3: the line --- that ends the heading is missing"),
        ("Title:\n---\nText\n", "line 1: the title is missing"),
        ("Title: A plan\nLanguage: en\nCreated: yesterday\n---\n", "line 3: 'yesterday' is not a date"),
        ("Title: A plan\nSlug: Not A Slug\n---\n", "line 2: "),
        ("Title: A plan\nTitle: B\n---\n", "line 2: "),
        ("Title: A plan\nAuthor: Ada\n---\n", "line 2: the heading ends with a line ---; before it stand Title:, "),
        ("A plan\n\nText.\n\n=== thread ===\nmessage: m\n", "line 5: a thread needs lines Title: … and ---"),
        ("# A plan\n\n=== thread ===\nmessage: m\n", "line 3: a thread needs lines Title: … and ---"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line_with_its_place(text: str, says: str) -> None:
    with pytest.raises(FormatError) as refused:
        read_document(text)
    assert str(refused.value).startswith(says)
    assert "\n" not in str(refused.value)


def test_two_headings_with_the_same_words_have_two_anchors() -> None:
    document = read_document(f"{FRONT}# Costs\n\nText.\n\n# Costs\n")
    assert [one.anchor for one in document.passages if one.kind is PassageKind.HEADING] == [
        "a-plan",
        "costs",
        "costs-2",
    ]
