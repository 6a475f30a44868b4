"""Whatever keeps a message from being posted, nothing that was typed is ever lost."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from deliberate import passwords
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.models import Post, Proposal
from tests.cast import Cast
from tests.factories import PostFactory
from tests.web.threads.messages import BODY, OTHER, part, posts

PASSWORD = "a few words in a row"


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


def test_a_newcomer_registers_and_posts_by_one_form_whose_token_outlives_the_signing_in(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    visitor = cast.browser()
    page = visitor.get("/proposals/plan/post").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    assert "I am new: register and post" in page
    fields = {**part("objection", ""), "csrf_token": token[1], "as": "new", "name": "Grace", "password": PASSWORD}
    taken = visitor.post("/proposals/plan/post", data={**fields, "name": "ben"})
    assert taken.status_code == 401
    empty = visitor.post("/proposals/plan/post", data=fields)
    assert empty.status_code == 400
    assert "Write what you want to say" in empty.text
    assert 'name="password"' not in empty.text
    again = visitor.post("/proposals/plan/post", data={**part("objection", BODY), "csrf_token": token[1]})
    assert again.status_code == 303
    [post] = posts(session)
    assert post.author.name == "Grace"


def test_nobody_is_signed_in_or_posts_through_a_form_of_another_site(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    cast.ben.password_hash = passwords.hashed(PASSWORD)
    session.commit()
    fields = {**part("objection", BODY), "name": "Ben", "password": PASSWORD}
    assert cast.visitor.post("/proposals/plan/post", data=fields).status_code == 400
    page = cast.browser(cast.ben).post("/proposals/plan/post", data=part("objection", BODY))
    assert page.status_code == 400
    assert "This page is from before you signed in or out, or your browser keeps no cookies. Nothing" in page.text
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
