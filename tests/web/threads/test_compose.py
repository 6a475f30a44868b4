"""Writing a message: what is offered, what is posted, and what was said before."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from deliberate.domain.labels import GRAMMAR, Ground, Label
from deliberate.domain.nodes import State
from deliberate.models import Post, Proposal
from tests.cast import Cast
from tests.factories import PostFactory
from tests.web.threads.messages import BODY, OTHER, part, posts

Counting = Callable[[], AbstractContextManager[list[str]]]


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


def test_no_more_than_twenty_parts_are_taken(session: Session, cast: Cast, proposal: Proposal) -> None:
    fields = {key: text for n in range(21) for key, text in part("question", f"What about {n}?", n).items()}
    page = cast.browser(cast.ben).send("/proposals/plan/post", {**fields, "do": "add"}).text
    assert "parts-20-body" not in page
    cast.browser(cast.ben).send("/proposals/plan/post", fields)
    assert len(posts(session)) == 20


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
    reply = {**fields, "label": "rebuttal", "parent": str(objection.id)}
    assert cast.visitor.send("/twins", reply).text.strip() == ""
    assert f'data-parent="{objection.id}"' in cast.browser(cast.ben).get(f"/posts/{objection.id}/reply").text


def test_what_was_said_about_the_passage_is_shown_while_writing(
    session: Session, cast: Cast, proposal: Proposal, count_statements: Counting
) -> None:
    for body in (BODY, "Wages would fall."):
        PostFactory(proposal=proposal, anchor="first", body=body)
    PostFactory(proposal=proposal, anchor="second", body="Nobody may see this: another passage.")
    session.commit()
    ben, address = cast.browser(cast.ben), "/proposals/plan/post?anchor=first"
    blank, typed = ben.get(address).text, part("objection", "It is too dear to police.")
    begun, sent = (ben.send(address, {**typed, "do": do}).text for do in ("preview", "post"))
    for page in (blank, begun, cast.visitor.get(address).text):
        assert "Already said about this passage (2)" in page
        assert "Wages would fall." in page
        assert "another passage" not in page
    already, fold = begun[begun.index("Already raised?") :].split("Already said about this passage (2)")
    assert BODY in already
    assert "perhaps the same" in already
    assert "Wages would fall." not in already
    assert "Wages would fall." in fold
    assert "Already raised?" in sent
    assert BODY in sent
    assert "Wages would fall." not in sent
    live = {"proposal": "plan", "anchor": "first", "label": "objection", "body": "Wages fall, it seems."}
    with count_statements() as statements:
        shown = cast.visitor.send("/twins", live).text
    assert sum(statement.startswith("SELECT") for statement in statements) == 3
    assert "Already said about this passage (2)" in shown
    assert shown.index("Wages would fall.") < shown.index(BODY)
    other = {**live, "anchor": "second", "body": "It is far too dear to police borders."}
    assert BODY not in cast.visitor.send("/twins", other).text
    assert "Already said" not in cast.visitor.send("/twins", {**live, "anchor": "gone"}).text
    assert "Already said" not in ben.get("/proposals/plan/post?anchor=plan").text
    assert "Already said" not in ben.get("/proposals/plan/post").text


def test_what_was_said_about_the_passage_is_no_reason_to_ask_before_posting(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    PostFactory(proposal=proposal, anchor="first", body="Wages would fall.")
    session.commit()
    address = "/proposals/plan/post?anchor=first"
    assert cast.browser(cast.ben).send(address, part("objection", BODY)).status_code == 303


def test_a_passage_about_which_much_was_said_leads_to_all_of_it(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    for number in range(5):
        PostFactory(proposal=proposal, anchor="first", body=f"Wages would fall, number {number}.")
    session.commit()
    page = cast.browser(cast.ben).get("/proposals/plan/post?anchor=first").text
    assert "Already said about this passage (5)" in page
    assert page.count('class="twin"') == 3
    assert '<a href="/proposals/plan/passages/first">Read all 5</a>' in page


def test_case_web_22_likely_twins_see_accents_typed_in_two_parts(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    post = PostFactory(proposal=proposal, body="Le re\u0301sume\u0301 du projet")
    session.commit()
    for body in ("Le resume du projet", "le résumé du projet"):
        fields = {"proposal": "plan", "label": "objection", "body": body}
        assert f'href="/posts/{post.id}#post-{post.id}"' in cast.visitor.send("/twins", fields).text


def test_a_preview_is_clean_html(cast: Cast, proposal: Proposal) -> None:
    ben = cast.browser(cast.ben)
    text = "**Who** checks? <script>alert(1)</script>"
    assert ben.send("/preview", {"body": text}).text.startswith("<p><strong>Who</strong> checks? &lt;script&gt;")
    page = ben.send("/proposals/plan/post", {**part("objection", text), "do": "preview"})
    assert page.status_code == 200
    assert "<strong>Who</strong>" in page.text


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
