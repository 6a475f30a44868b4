"""Writing a message, rewording a post: nothing that was typed is ever lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate import passwords
from deliberate.actions.posting import edit_post
from deliberate.actions.voting import cast_vote
from deliberate.domain.graph import State
from deliberate.domain.labels import GRAMMAR, Ground, Label
from deliberate.domain.posts import PostWords
from deliberate.models import Choice, Post, Proposal
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory

Counting = Callable[[], AbstractContextManager[list[str]]]
BODY = "There is no way to police where the money goes."
OTHER = "The border itself is not secure."
PASSWORD = "a few words in a row"


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    found = ProposalFactory(slug="plan", owner=cast.ada)
    session.commit()
    return found


@pytest.fixture
def objection(session: Session, proposal: Proposal, cast: Cast) -> Post:
    found = PostFactory(proposal=proposal, author=cast.ada, body=BODY)
    session.commit()
    return found


def part(label: str, body: str = OTHER, number: int = 0, **fields: str) -> dict[str, str]:
    return {f"parts-{number}-{name}": text for name, text in {"label": label, "body": body, **fields}.items()}


def posts(session: Session) -> list[Post]:
    session.expire_all()
    return list(session.scalars(select(Post).order_by(Post.id)))


def offered(page: str) -> list[str]:
    return re.findall(r'type="radio" name="parts-0-label" value="([a-z-]+)"', page)


# What is offered


@pytest.mark.parametrize("label", list(Label))
def test_a_reply_is_offered_exactly_what_the_grammar_allows(session: Session, cast: Cast, label: Label) -> None:
    post = PostFactory(label=label)
    session.commit()
    page = cast.browser(cast.ben).get(f"/posts/{post.id}/reply").text
    assert offered(page) == [str(rule.label) for rule in GRAMMAR.values() if label in rule.targets]
    assert f"What do you want to do with this {label}?" in page
    assert post.body in page


def test_a_passage_is_quoted_and_prefills_an_amendment(cast: Cast, proposal: Proposal) -> None:
    page = cast.browser(cast.ben).get("/proposals/plan/post?anchor=first&label=amendment").text
    assert page.count("The first thing that would be done.") == 2
    assert re.search(r'value="amendment" checked', page)
    assert "amendment" not in offered(cast.browser(cast.ben).get("/proposals/plan/post").text)


def test_a_label_that_does_not_fit_is_not_preselected(cast: Cast, proposal: Proposal) -> None:
    assert " checked" not in cast.browser(cast.ben).get("/proposals/plan/post?label=rebuttal").text


def test_there_is_no_form_for_what_is_not_there_locked_or_hidden(
    session: Session, cast: Cast, proposal: Proposal, objection: Post
) -> None:
    ben = cast.browser(cast.ben)
    assert ben.get("/proposals/none/post").status_code == 404
    assert ben.get("/proposals/plan/post?anchor=none").status_code == 404
    assert ben.get("/posts/999/reply").status_code == 404
    objection.state = State.HIDDEN
    session.commit()
    assert ben.get(f"/posts/{objection.id}/reply").status_code == 403
    proposal.locked = True
    session.commit()
    assert ben.get("/proposals/plan/post").status_code == 403


def test_a_visitor_may_open_the_form_and_finds_boxes_to_sign_in(cast: Cast, proposal: Proposal) -> None:
    page = cast.visitor.get("/proposals/plan/post")
    assert page.status_code == 200
    assert 'name="password"' in page.text
    assert 'name="password"' not in cast.browser(cast.ben).get("/proposals/plan/post").text


# Posting


def test_an_objection_to_a_passage_is_posted(session: Session, cast: Cast, proposal: Proposal) -> None:
    fields = part("objection", BODY, ground="accountability", settles="A published audit.")
    answer = cast.browser(cast.ben).send("/proposals/plan/post?anchor=first", fields)
    [post] = posts(session)
    assert (answer.status_code, answer.location) == (303, f"/posts/{post.id}")
    assert (post.label, post.anchor, post.ground, post.words.settles, post.body) == (
        Label.OBJECTION,
        "first",
        Ground.ACCOUNTABILITY,
        "A published audit.",
        BODY,
    )


def test_boxes_that_the_label_does_not_take_are_not_saved(session: Session, cast: Cast, proposal: Proposal) -> None:
    fields = part("support", settles="x", ground="law", source_title="x", replacement="x")
    cast.browser(cast.ben).send("/proposals/plan/post", fields)
    [post] = posts(session)
    assert (post.words.settles, post.ground, post.words.source_title, post.words.replacement) == ("", None, "", "")


def test_a_message_of_several_parts_is_posted_whole(session: Session, cast: Cast, proposal: Proposal) -> None:
    fields = {
        **part("objection", BODY),
        **part("evidence", "Officials take most of it.", 1, under="0", source_title="An audit"),
        **part("question", "How would you solve this?", 2, under=""),
    }
    cast.browser(cast.ben).send("/proposals/plan/post", fields)
    first, second, third = posts(session)
    assert (second.parent_id, third.parent_id) == (first.id, None)


def test_parts_are_added_and_removed_without_scripts(cast: Cast, proposal: Proposal) -> None:
    ben = cast.browser(cast.ben)
    page = ben.send("/proposals/plan/post", {**part("objection", BODY), "do": "add"}).text
    assert BODY in page
    assert 'name="parts-1-label"' in page
    three = {**part("objection", BODY), **part("evidence", "B", 1, under="0"), **part("support", "C", 2, under="1")}
    page = ben.send("/proposals/plan/post", {**three, "do": "remove-1"}).text
    assert 'name="parts-2-label"' not in page
    assert re.search(r'name="parts-1-body"[^>]*>\s*C<', page)
    assert '<option selected value="">' in page


def test_no_more_than_eight_parts_are_taken(session: Session, cast: Cast, proposal: Proposal) -> None:
    fields = {key: text for n in range(9) for key, text in part("question", f"What about {n}?", n).items()}
    page = cast.browser(cast.ben).send("/proposals/plan/post", {**fields, "do": "add"}).text
    assert "parts-8-body" not in page
    cast.browser(cast.ben).send("/proposals/plan/post", fields)
    assert len(posts(session)) == 8


def test_sending_a_form_twice_posts_once(session: Session, cast: Cast, proposal: Proposal) -> None:
    ben = cast.browser(cast.ben)
    fields = {**part("objection", BODY), "once": "a-token", "confirmed": "1"}
    first = ben.send("/proposals/plan/post", fields)
    again = ben.send("/proposals/plan/post", fields)
    assert first.location == again.location
    assert again.status_code == 303
    assert len(posts(session)) == 1


def test_the_page_is_told_that_the_draft_was_posted(cast: Cast, proposal: Proposal) -> None:
    ben = cast.browser(cast.ben)
    answer = ben.send("/proposals/plan/post", {**part("objection", BODY), "once": "a-token"})
    assert any(cookie.startswith("posted=a-token;") for cookie in answer.headers.getlist("Set-Cookie"))


# Already raised?


def test_likely_twins_are_shown_once_and_posting_anyway_works(
    session: Session, cast: Cast, proposal: Proposal, objection: Post
) -> None:
    ben = cast.browser(cast.ben)
    fields = {**part("objection", "No way to police the money"), "once": "a"}
    page = ben.send("/proposals/plan/post", fields)
    assert page.status_code == 200
    assert "Already raised?" in page.text
    assert f'href="/posts/{objection.id}#post-{objection.id}"' in page.text
    assert len(posts(session)) == 1
    assert ben.send("/proposals/plan/post", {**fields, "confirmed": "1"}).status_code == 303
    assert len(posts(session)) == 2


def test_twins_are_shown_while_typing(cast: Cast, proposal: Proposal, objection: Post) -> None:
    fields = {"proposal": "plan", "label": "objection", "body": BODY}
    assert "Already raised?" in cast.visitor.send("/twins", fields).text
    assert cast.visitor.send("/twins", {**fields, "body": OTHER}).text.strip() == ""
    assert cast.visitor.send("/twins", {**fields, "label": "nonsense"}).status_code == 400


def test_a_preview_is_clean_html(cast: Cast, proposal: Proposal) -> None:
    ben = cast.browser(cast.ben)
    text = "**Who** checks? <script>alert(1)</script>"
    assert ben.send("/preview", {"body": text}).text.startswith("<p><strong>Who</strong> checks? &lt;script&gt;")
    page = ben.send("/proposals/plan/post", {**part("objection", text), "do": "preview"})
    assert page.status_code == 200
    assert "<strong>Who</strong>" in page.text


# Nothing is lost


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (part("", BODY), "Choose what you want to do."),
        (part("objection", "   "), "Write what you want to say"),
        (part("objection", BODY + "x" * 10_000), "10,047 characters".replace(",", "")),
        (part("objection", BODY, settles="x" * 501), "501 characters"),
        (part("amendment", BODY, replacement=""), "Write the passage as it should read"),
        (part("amendment", BODY, replacement="The first thing that would be done."), "This is the passage as it is"),
        (
            {**part("objection", BODY), **part("evidence", OTHER, 1, under="0")},
            "Say where this can be checked: the title of the source, or its address.",
        ),
        (
            {**part("objection", BODY), **part("evidence", OTHER, 1, under="0", source_url="javascript:alert(1)")},
            "An address begins with https",
        ),
        (part("rebuttal", BODY), "A rebuttal cannot reply to a passage"),
        ({**part("objection", BODY), **part("answer", OTHER, 1, under="0")}, "An answer cannot reply to an objection"),
    ],
)
def test_a_failed_message_comes_back_whole_with_the_reason(
    session: Session, cast: Cast, proposal: Proposal, fields: dict[str, str], words: str
) -> None:
    page = cast.browser(cast.ben).send("/proposals/plan/post?anchor=first", fields)
    assert page.status_code == 400
    assert words in page.text
    assert 'role="alert"' in page.text
    for name, text in fields.items():
        if name.endswith("-body"):
            assert text.strip() in page.text
    assert posts(session) == []


def test_a_question_is_not_rebutted_and_the_form_says_what_to_do_instead(session: Session, cast: Cast) -> None:
    question = PostFactory(label=Label.QUESTION)
    session.commit()
    page = cast.browser(cast.ben).send(f"/posts/{question.id}/reply", part("rebuttal"))
    assert page.status_code == 400
    assert "A question can be answered or asked back, not rebutted. Did you mean to answer it?" in page.text


def test_when_signed_out_the_text_is_kept_and_sent_with_the_sign_in(
    app: Flask, session: Session, cast: Cast, proposal: Proposal
) -> None:
    cast.ben.password_hash = passwords.hashed(PASSWORD)
    session.commit()
    fields = {**part("objection", BODY), "once": "a"}
    page = cast.visitor.post("/proposals/plan/post", data=fields)
    assert page.status_code == 401
    assert "You are signed out. Nothing was lost" in page.text
    assert BODY in page.text
    wrong = cast.visitor.send("/proposals/plan/post", {**fields, "name": "Ben", "password": "not this one"})
    assert wrong.status_code == 401
    assert BODY in wrong.text
    assert "not this one" not in wrong.text
    right = cast.visitor.send("/proposals/plan/post", {**fields, "name": "Ben", "password": PASSWORD})
    assert right.status_code == 303
    [post] = posts(session)
    assert post.author_id == cast.ben.id
    assert cast.visitor.get("/proposals/plan/post").text.count('name="password"') == 0


def test_nobody_is_signed_in_or_posts_through_a_form_of_another_site(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    cast.ben.password_hash = passwords.hashed(PASSWORD)
    session.commit()
    fields = {**part("objection", BODY), "name": "Ben", "password": PASSWORD}
    assert cast.visitor.post("/proposals/plan/post", data=fields).status_code == 400
    page = cast.browser(cast.ben).post("/proposals/plan/post", data=part("objection", BODY))
    assert page.status_code == 400
    assert "This page had been open too long. Nothing was lost" in page.text
    assert BODY in page.text
    assert re.search(r'name="csrf_token" value="[^"]+"', page.text)
    assert posts(session) == []


def test_a_thread_locked_meanwhile_keeps_the_text(session: Session, cast: Cast, proposal: Proposal) -> None:
    proposal.locked = True
    session.commit()
    page = cast.browser(cast.ben).send("/proposals/plan/post", part("objection", BODY))
    assert page.status_code == 409
    assert "This thread was locked while you were writing. Your text is kept below." in page.text
    assert BODY in page.text


def test_a_post_hidden_meanwhile_keeps_the_reply_and_is_not_shown(
    session: Session, cast: Cast, proposal: Proposal, objection: Post
) -> None:
    objection.state = State.HIDDEN
    session.commit()
    page = cast.browser(cast.ben).send(f"/posts/{objection.id}/reply", part("safeguard"))
    assert page.status_code == 409
    assert OTHER in page.text
    assert BODY not in page.text


def test_a_passage_gone_meanwhile_keeps_the_text(cast: Cast, proposal: Proposal) -> None:
    page = cast.browser(cast.ben).send("/proposals/plan/post?anchor=gone", part("objection", BODY))
    assert page.status_code == 409
    assert "no longer in the text" in page.text
    assert BODY in page.text


def test_a_reply_to_a_post_merged_meanwhile_goes_under_the_kept_one(
    session: Session, cast: Cast, proposal: Proposal, objection: Post
) -> None:
    twin = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=objection.id)
    session.commit()
    assert cast.browser(cast.ben).send(f"/posts/{twin.id}/reply", part("safeguard")).status_code == 303
    assert posts(session)[-1].parent_id == objection.id


def test_first_posts_are_held_where_the_site_says_so(
    app: Flask, session: Session, cast: Cast, proposal: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "deliberate", replace(app.extensions["deliberate"], hold_first_posts=True))
    cast.ben.trusted = False
    session.commit()
    cast.browser(cast.ben).send("/proposals/plan/post", part("objection", BODY))
    cast.browser(cast.ada).send("/proposals/plan/post", part("support", OTHER))
    assert [post.state for post in posts(session)] == [State.HELD, State.VISIBLE]


def test_the_page_needs_as_many_statements_in_a_long_thread(
    session: Session, cast: Cast, proposal: Proposal, objection: Post, count_statements: Counting
) -> None:
    def needed() -> int:
        ben = cast.browser(cast.ben)
        session.commit()
        session.expunge_all()
        with count_statements() as statements:
            ben.get(f"/posts/{objection_id}/reply")
            ben.send("/proposals/plan/post", part("objection", BODY))
        return len(statements)

    objection_id = objection.id
    few = needed()
    for _ in range(20):
        PostFactory(proposal_id=proposal.id, proposal=session.merge(proposal), body=BODY)
    assert needed() == few


# Editing


def edited(post: Post, **fields: Any) -> dict[str, Any]:
    return {"body": post.body, "settles": post.words.settles, "ground": "", "version": post.version, **fields}


def test_an_author_edits_and_earlier_wordings_stay_readable(
    session: Session, cast: Cast, proposal: Proposal, objection: Post
) -> None:
    cast_vote(session, cast.ben, objection.id, Choice.AGREE)
    ada = cast.browser(cast.ada)
    assert BODY in ada.get(f"/posts/{objection.id}/edit").text
    answer = ada.send(f"/posts/{objection.id}/edit", edited(objection, body="Nobody polices where the money goes."))
    assert (answer.status_code, answer.location) == (303, f"/posts/{objection.id}")
    page = cast.visitor.get(f"/posts/{objection.id}/wordings").text
    assert "votes cast on these words: agree 1, pass 0, disagree 0" in page
    assert re.search(r"<del>.*There is no way to police.*</del>", page)
    assert re.search(r"<ins>.*Nobody polices.*</ins>", page)
    assert "[removed:" in page


def test_only_the_author_may_edit(session: Session, cast: Cast, objection: Post) -> None:
    address = f"/posts/{objection.id}/edit"
    assert cast.visitor.get(address).status_code == 401
    for person in (cast.ben, cast.mo):
        assert cast.browser(person).get(address).status_code == 403
        assert cast.browser(person).send(address, edited(objection, body=OTHER)).status_code == 403
    assert posts(session)[0].body == BODY


def test_an_edit_of_what_somebody_changed_meanwhile_shows_both_texts(
    session: Session, cast: Cast, objection: Post
) -> None:
    stale = edited(objection, body="My words.")
    edit_post(session, cast.ada, objection.id, 1, PostWords("The words of another window."), None)
    ada = cast.browser(cast.ada)
    page = ada.send(f"/posts/{objection.id}/edit", stale)
    assert page.status_code == 409
    assert "The words of another window." in page.text
    assert "My words." in page.text
    assert 'name="version" type="hidden" value="2"' in page.text
    assert ada.send(f"/posts/{objection.id}/edit", {**stale, "version": 2}).status_code == 303
    assert posts(session)[0].body == "My words."


def test_a_failed_edit_comes_back_whole(session: Session, cast: Cast, proposal: Proposal, objection: Post) -> None:
    ada = cast.browser(cast.ada)
    address = f"/posts/{objection.id}/edit"
    page = ada.send(address, edited(objection, body=" ", settles="An audit of everything."))
    assert page.status_code == 400
    assert "An audit of everything." in page.text
    assert ada.post(address, data=edited(objection, body=OTHER)).status_code == 400
    signed_out = cast.visitor.post(address, data=edited(objection, body=OTHER))
    assert signed_out.status_code == 401
    assert OTHER in signed_out.text
    proposal.locked = True
    session.commit()
    page = ada.send(address, edited(objection, body=OTHER))
    assert page.status_code == 409
    assert OTHER in page.text
    assert posts(session)[0].body == BODY


def test_the_wordings_of_a_hidden_post_are_read_by_its_author_only(
    session: Session, cast: Cast, objection: Post
) -> None:
    objection.state = State.HIDDEN
    session.commit()
    address = f"/posts/{objection.id}/wordings"
    assert cast.visitor.get(address).status_code == 403
    assert cast.browser(cast.ben).get(address).status_code == 403
    assert cast.browser(cast.ada).get(address).status_code == 200
    assert cast.browser(cast.mo).get(address).status_code == 200
