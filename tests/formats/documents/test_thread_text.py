"""The thread of a readable document: targets, fields, links, and what is refused, each with its line."""

from __future__ import annotations

from datetime import date

import pytest

from deliberate.domain.labels import Ground, Label
from deliberate.domain.places import OnPassage, OnPost, OnProposal
from deliberate.domain.posts import PostWords
from deliberate.formats.documents import (
    DraftMessage,
    DraftPost,
    PassageLink,
    PostLink,
)
from deliberate.formats.errors import FormatError
from deliberate.formats.reading import read_document

# Six lines, so that the thread's first line is line 7.
DOCUMENT = "Title: A plan\n---\n1. Trees: one hundred\n2. Cars: none\n\n=== thread ===\n"


def messages(thread: str) -> tuple[DraftMessage, ...]:
    return read_document(DOCUMENT + thread).messages


def posts(thread: str) -> tuple[DraftPost, ...]:
    (message,) = messages(f"message: m\nby: Ada\n{thread}")
    return message.posts


def test_a_message_says_who_when_and_on_what() -> None:
    (message,) = messages("message: m\nby: Ada Smith\non: passage trees\ncreated: 2024-11-20\n\n[support] {a}\nYes.\n")
    assert message == DraftMessage(
        "m", "Ada Smith", (DraftPost("a", Label.SUPPORT, PostWords("Yes."), OnPassage("trees")),), date(2024, 11, 20)
    )


def test_a_post_may_name_its_own_target() -> None:
    found = posts(
        "on: passage trees\n[support] {a}\nYes.\n[objection] {b}\non: proposal\nNo.\n[rebuttal] {c}\non: post b\nBut.\n"
    )
    assert [post.target for post in found] == [OnPassage("trees"), OnProposal(), OnPost("b")]


def test_every_field_of_a_post() -> None:
    a, b, c = posts(
        "[objection: accountability] {a}\nsettles: An audit.\nNo.\n"
        "[evidence] {b}\non: post a\nsource: The report | https://example.org/a?b=c\nquote: So it is.\nIt is so.\n"
        "[amendment] {c}\non: passage trees\nreplacement: Two hundred trees.\nMore.\n"
    )
    assert (a.ground, a.words.settles) == (Ground.ACCOUNTABILITY, "An audit.")
    assert (b.words.source_title, b.words.source_url) == ("The report", "https://example.org/a?b=c")
    assert b.words.source_quote == "So it is."
    assert c.words == PostWords("More.", replacement="Two hundred trees.")


def test_links_may_be_many_and_lead_on_to_later_posts() -> None:
    first, _ = posts("[support] {a}\nlink: other#trees\nlink: other\nlink: post b\nYes.\n[support] {b}\nAlso.\n")
    assert first.links == (PassageLink("other", "trees"), PassageLink("other", None), PostLink("b"))


def test_a_body_keeps_its_paragraphs_and_its_lists() -> None:
    (post,) = posts("[support] {a}\n\nOne.\n\n- two\n- three\n\nsource: part of the text here\n")
    assert post.words.body == "One.\n\n- two\n- three\n\nsource: part of the text here"


def test_labels_and_grounds_may_be_capitalised() -> None:
    first, second = posts("[Support] {a}\nYes.\n[Objection: Cost] {b}\nNo.\n")
    assert (first.words.body, second.label, second.ground) == ("Yes.", Label.OBJECTION, Ground.COST)


def test_the_line_above_a_thread_may_be_written_otherwise() -> None:
    text = DOCUMENT.replace("=== thread ===", "== Thread ==")
    assert len(read_document(f"{text}message: m\nby: Ada\n[support] {{a}}\nYes.\n").messages) == 1


def test_a_post_may_reply_to_a_post_of_an_earlier_message() -> None:
    _, second = messages(
        "message: m\nby: Ada\n[question] {q}\nWho?\n\nmessage: n\nby: Ben\non: post q\n[answer] {a}\nThe town.\n"
    )
    assert second.posts[0].target == OnPost("q")


@pytest.mark.parametrize(
    ("thread", "says"),
    [
        ("by: Ada\n", "line 7: a thread begins with a line message:"),
        ("[support] {a}\nYes.\n", "line 7: a thread begins with a line message:"),
        ("message: m\n[support] {a}\nYes.\n", "line 7: nobody signs this message"),
        ("message: m\nby: Ada\n", "line 7: this message has no posts"),
        ("message: m\nby: Ada\nHello.\n", "line 9: expected by:"),
        ("message: m\nby: Ada\ncreated: soon\n[support] {a}\nYes.\n", "line 9: 'soon' is not a date"),
        ("message: m\nby: Ada\n[praise] {a}\nYes.\n", "line 9: 'praise' is not a "),
        ("message: m\nby: Ada\n[objection: taste] {a}\nNo.\n", "line 9: 'taste' is not a "),
        ("message: m\nby: Ada\n[support: cost] {a}\nYes.\n", "line 9: a support has no ground"),
        ("message: m\nby: Ada\n[support] {a}\n[support] {b}\nYes.\n", "line 9: the post {a} says nothing"),
        ("message: m\nby: Ada\n[support] {a}\nYes.\n[support] {a}\nYes.\n", "line 11: the key {a} is used twice"),
        ("message: m\nby: Ada\n[support] {a}\nYes.\n[objection]\nNo.\n", "line 11: "),
        ("message: m\nby: Ada\n[support] {a}\nYes.\n\nmessage: m\nby: Ben\n[support] {b}\nYes.\n", "line 12: "),
        ("message: m\nby: Ada\non: passage cats\n[support] {a}\nYes.\n", "line 10: the document has no passage 'cats'"),
        (
            "message: m\nby: Ada\n[objection] {p1}\nNo.\n"
            + "".join(f"[rebuttal] {{p{level}}}\non: post p{level - 1}\nNo.\n" for level in range(2, 102)),
            "line 308: An exchange can be 100 replies deep",
        ),
        ("message: m\nby: Ada\n[support] {a}\non: post b\nYes.\n", "line 9: there is no post {b} before this one"),
        ("message: m\nby: Ada\n[support] {a}\non: everything\nYes.\n", "line 10: on: takes"),
        ("message: m\nby: Ada\n[support] {a}\nlink: post b\nYes.\n", "line 10: there is no post {b}"),
        ("message: m\nby: Ada\n[support] {a}\nlink: Not a link\nYes.\n", "line 10: link: takes"),
        ("message: m\nby: Ada\n[answer] {a}\nYes.\n", "line 9: An answer cannot reply to the proposal"),
        ("message: m\nby: Ada\nby: Ben\n[support] {a}\nYes.\n", "line 9: this message has a line by: already"),
        (
            "message: m\nby: Ada\n[question] {a}\nsettles: A date.\nsettles: A name.\nWho?\n",
            "line 11: the post {a} has a line settles: already",
        ),
        ("message: m\nby: Ada\n[support] {a}\nsettles: An audit.\nYes.\n", "line 10: a support has no settles"),
        ("message: m\nby: Ada\n[question] {a}\nsource: A report\nWho?\n", "line 10: a question has no source"),
        ("message: m\nby: Ada\n[question] {a}\nreplacement: Yes.\nWho?\n", "line 10: a question has no replacement"),
        (
            "message: m\nby: Ada\n[amendment] {a}\non: passage trees\nMore.\n",
            "line 9: an amendment needs a line replacement:",
        ),
        ("message: m\nby: Ada\n[amendment] {a}\nYes.\n", "line 9: An amendment cannot reply to the proposal"),
        (
            "message: m\nby: Ada\n[question] {a}\nWho?\n[rebuttal] {b}\non: post a\nNo.\n",
            "line 11: A question can be answered or asked back, not rebutted.",
        ),
    ],
)
def test_what_does_not_fit_is_said_in_one_line_with_its_place(thread: str, says: str) -> None:
    with pytest.raises(FormatError) as refused:
        messages(thread)
    assert str(refused.value).startswith(says)
    assert "\n" not in str(refused.value)


def test_a_link_into_the_document_itself_must_lead_somewhere() -> None:
    thread = "=== thread ===\nmessage: m\nby: Ada\n[support] {a}\nlink: plan#trees\nlink: plan#cats\nYes.\n"
    with pytest.raises(FormatError, match="line 10: the document has no passage 'cats'"):
        read_document(f"Title: A plan\nSlug: plan\n---\n1. Trees: ten\n{thread}")
