"""A vote that was pressed while signed out: nothing is counted until its own page has been sent by somebody."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.models import Choice, Person, Post, Vote
from deliberate.passwords import hashed
from tests.cast import Cast, Client
from tests.factories import PostFactory, ProposalFactory

PASSWORD = "Nobody guesses this"


@pytest.fixture
def post(session: Session, cast: Cast) -> Post:
    found: Post = PostFactory(proposal=ProposalFactory(slug="parks"), author=cast.ada, body="Who pays?", anchor="first")
    cast.ben.password_hash = hashed(PASSWORD)
    session.commit()
    return found


def votes(session: Session) -> list[tuple[int, str, Choice]]:
    rows = select(Vote.post_id, Person.name, Vote.choice).join(Person, Person.id == Vote.person_id)
    return [(post, name, choice) for post, name, choice in session.execute(rows)]


def hidden(page: str) -> dict[str, str]:
    """What the page's own form sends besides its boxes."""
    form = re.search(r'<form class="form" action="/posts/.*?</form>', page, re.DOTALL)
    assert form
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[0]))


@pytest.mark.parametrize("address", ["/proposals/parks", "/proposals/parks/passages/first", "/posts/%d", "/"])
def test_a_visitors_page_has_no_token_and_sets_no_cookie(cast: Cast, post: Post, address: str) -> None:
    answer = cast.visitor.get(address.replace("%d", str(post.id)))
    assert answer.status_code == 200
    assert "csrf_token" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_visitors_press_counts_once_they_have_signed_in(session: Session, cast: Cast, post: Post) -> None:
    visitor = cast.browser()
    place = f"/proposals/parks#post-{post.id}"
    page = visitor.post(f"/posts/{post.id}/vote", data={"choice": "disagree", "wording": "1", "next": place})
    assert page.status_code == 401
    assert "Who pays?" in page.text
    assert "You pressed “no”." in page.text
    assert votes(session) == []

    sent = visitor.post(f"/posts/{post.id}/vote", data={**hidden(page.text), "name": "Ben", "password": PASSWORD})
    assert (sent.status_code, sent.location) == (303, place)
    assert votes(session) == [(post.id, "Ben", Choice.DISAGREE)]
    shown = visitor.get("/proposals/parks").text
    assert "Your vote is counted: no." in shown
    assert "Take it back" in shown
    assert visitor.send(f"/posts/{post.id}/vote", {"choice": "withdraw", "asked": "1"}).status_code == 303
    assert votes(session) == []
    assert "Your vote is taken back." in visitor.get("/proposals/parks").text


def test_a_newcomer_registers_by_the_same_form(session: Session, cast: Cast, post: Post) -> None:
    visitor = cast.browser()
    page = visitor.post(f"/posts/{post.id}/vote", data={"choice": "agree"})
    boxes = {"name": "Grace", "password": "short", "as": "new"}
    page = visitor.post(f"/posts/{post.id}/vote", data={**hidden(page.text), **boxes})
    assert page.status_code == 401
    assert "Grace" in page.text
    assert "You pressed “yes”." in page.text
    sent = visitor.post(f"/posts/{post.id}/vote", data={**hidden(page.text), **boxes, "password": PASSWORD})
    assert sent.status_code == 303
    assert votes(session) == [(post.id, "Grace", Choice.AGREE)]


def test_a_wrong_password_keeps_the_vote_on_the_page(session: Session, cast: Cast, post: Post) -> None:
    visitor = cast.browser()
    page = visitor.post(f"/posts/{post.id}/vote", data={"choice": "pass"})
    page = visitor.post(f"/posts/{post.id}/vote", data={**hidden(page.text), "name": "Ben", "password": "wrong"})
    assert page.status_code == 401
    assert "Name and password do not belong together" in page.text
    assert hidden(page.text)["choice"] == "pass"
    assert votes(session) == []


def test_nothing_from_elsewhere_casts_a_vote(session: Session, cast: Cast, post: Post) -> None:
    """A link, a form without the page's token, one with another's, with the right name and password even."""
    signed_in, address = cast.browser(cast.ben), f"/posts/{post.id}/vote"
    theirs = hidden(cast.browser().post(address, data={"choice": "agree"}).text)["csrf_token"]
    known = {"name": "Ben", "password": PASSWORD}
    for browser in (cast.browser(), signed_in):
        assert browser.get(address, query_string={"choice": "agree"}).status_code == 405
        for token in ({}, {"csrf_token": theirs}, {"csrf_token": "x"}):
            answer = browser.post(address, data={"choice": "agree", "asked": "1", **known, **token})
            assert answer.status_code in (400, 401)
            assert "One more step to your vote" in answer.text
    assert votes(session) == []


def test_a_page_from_before_signing_in_asks_for_one_more_press(session: Session, cast: Cast, post: Post) -> None:
    ben = cast.browser(cast.ben)
    page = ben.post(f"/posts/{post.id}/vote", data={"choice": "agree"})
    assert page.status_code == 400
    assert "Press once more, and it counts." in page.text
    assert 'name="password"' not in page.text
    assert ben.post(f"/posts/{post.id}/vote", data=hidden(page.text)).status_code == 303
    assert votes(session) == [(post.id, "Ben", Choice.AGREE)]


def test_where_nobody_may_vote_nobody_is_asked_to_sign_in(session: Session, cast: Cast, post: Post) -> None:
    post.proposal.locked = True
    session.commit()
    assert cast.visitor.post(f"/posts/{post.id}/vote", data={"choice": "agree"}).status_code == 403
    assert cast.visitor.post("/posts/999/vote", data={"choice": "agree"}).status_code == 404


def test_the_page_leads_nowhere_else(cast: Cast, post: Post) -> None:
    for place in ("https://elsewhere.example/", "javascript:alert(1)", "//elsewhere.example"):
        page = cast.visitor.post(f"/posts/{post.id}/vote", data={"choice": "agree", "next": place}).text
        assert "elsewhere" not in page
        assert "javascript:" not in page


def test_scripts_are_told_to_send_the_page(cast: Cast, post: Post) -> None:
    fetched = cast.visitor.post(
        f"/posts/{post.id}/vote", data={"choice": "agree"}, headers={"X-Requested-With": "fetch"}
    )
    assert (fetched.status_code, fetched.mimetype) == (401, "application/json")


def test_registering_and_signing_in_lead_back_to_where_one_was(cast: Cast, post: Post) -> None:
    for way, boxes in (("register", {"repeat": PASSWORD}), ("sign-in", {})):
        visitor: Client = cast.browser()
        page = visitor.get("/proposals/parks?order=newest").text
        address = f"/account/{way}?next=/proposals/parks?order%3Dnewest"
        assert f'href="{address}"' in page
        next = re.search(r'name="next" type="hidden" value="([^"]*)"', visitor.get(address).text)
        assert next
        other = "sign-in" if way == "register" else "register"
        assert f"/account/{other}?next=/proposals/parks?order%3Dnewest" in visitor.get(address).text
        name = "Grace" if way == "register" else "Ben"
        sent = visitor.send(f"/account/{way}", {"name": name, "password": PASSWORD, "next": next[1], **boxes})
        assert sent.location == "/proposals/parks?order=newest"
