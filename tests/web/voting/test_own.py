"""A post of the viewer's own: others vote on it, its author reads what they say."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.voting import cast_vote
from deliberate.models import Choice, Post, Vote
from deliberate.passwords import hashed
from tests.cast import Cast, Client
from tests.factories import PostFactory, ProposalFactory, VoteFactory
from tests.reading import unwrapped
from tests.web.voting.test_who import hidden

WHY = "You wrote this, so others vote on it."
PASSWORD = "Nobody guesses this"
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def post(session: Session, cast: Cast) -> Post:
    found: Post = PostFactory(proposal=ProposalFactory(slug="parks"), author=cast.ada, body="Who pays?", anchor="first")
    cast.ada.password_hash = hashed(PASSWORD)
    session.commit()
    cast_vote(session, cast.ben, post_id=found.id, choice=Choice.AGREE)
    return found


@pytest.fixture
def ada(cast: Cast) -> Client:
    return cast.browser(cast.ada)


def voters(session: Session) -> list[int]:
    return list(session.scalars(select(Vote.person_id)))


def form(post: Post) -> str:
    return f'action="/posts/{post.id}/vote"'


@pytest.mark.parametrize("address", ["/proposals/parks", "/proposals/parks/passages/first"])
def test_in_a_list_its_author_sees_the_tally_and_why_where_it_is_opened(
    cast: Cast, ada: Client, post: Post, address: str
) -> None:
    button = f'"{post.id}.1" value="agree"'
    page = unwrapped(ada.get(address).text)
    assert button not in page
    assert "yes 1 · unsure 0 · no 0" in page
    assert WHY in unwrapped(ada.get(f"/posts/{post.id}", headers={"X-Requested-With": "fetch"}).text)
    for others in (cast.browser(cast.mo), cast.browser()):
        assert button in others.get(address).text.replace(f'"about.{post.id}', f'"{post.id}')


@pytest.mark.parametrize("address", ["/posts/%d"])
def test_its_author_sees_the_tallies_and_why_there_is_nothing_to_press(
    cast: Cast, ada: Client, post: Post, address: str
) -> None:
    address = address.replace("%d", str(post.id))
    page = unwrapped(ada.get(address).text)
    assert WHY in page
    assert form(post) not in page
    assert re.search(r'yes <span class="vote-count">1</span>', page)
    for others in (cast.browser(cast.mo), cast.browser()):
        page = others.get(address).text
        assert form(post) in page
        assert WHY not in page


def test_the_queue_and_the_map_offer_its_author_no_vote(session: Session, cast: Cast, ada: Client, post: Post) -> None:
    """Nor when a vote of theirs is still stored, from before that was the rule."""
    VoteFactory(post=post, person=cast.ada, wording=0)
    session.commit()
    assert "Your vote is needed" not in ada.get("/proposals/parks").text
    for address in ("/proposals/parks/vote", f"/proposals/parks/map/why/{post.id}", f"/posts/{post.id}"):
        answer = ada.get(address)
        assert answer.status_code == 200
        assert form(post) not in answer.text
        assert "Keep my vote" not in answer.text
        assert "(your vote)" not in answer.text


@pytest.mark.parametrize("choice", [*Choice, "keep", "withdraw"])
def test_a_press_from_an_old_page_is_refused_in_words(
    session: Session, cast: Cast, ada: Client, post: Post, choice: str
) -> None:
    page = ada.send(f"/posts/{post.id}/vote", {"choice": choice})
    assert page.status_code == 403
    assert WHY in page.text
    fetched = ada.send(f"/posts/{post.id}/vote", {"choice": choice}, headers=FETCH)
    assert (fetched.status_code, fetched.get_json()["message"]) == (403, WHY)
    assert voters(session) == [cast.ben.id]


def test_who_turns_out_to_be_the_author_on_signing_in_is_refused_in_words(
    session: Session, cast: Cast, post: Post
) -> None:
    visitor, address = cast.browser(), f"/posts/{post.id}/vote"
    page = visitor.post(address, data={"choice": "agree", "next": "/proposals/parks"})
    sent = visitor.post(address, data={**hidden(page.text), "name": "Ada", "password": PASSWORD})
    assert sent.status_code == 403
    assert WHY in sent.text
    assert voters(session) == [cast.ben.id]
    assert WHY in visitor.get(f"/posts/{post.id}").text


def test_in_the_queue_too(session: Session, cast: Cast, post: Post) -> None:
    other = PostFactory(proposal=post.proposal)
    session.commit()
    visitor, address = cast.browser(), f"/posts/{post.id}/vote"
    page = visitor.post(address, data={"choice": "agree", "queue": ""})
    sent = visitor.post(address, data={**hidden(page.text), "name": "Ada", "password": PASSWORD})
    assert sent.status_code == 303
    page = unwrapped(visitor.get(sent.location.partition("#")[0]).text)
    assert f"{WHY} Your vote on it was not counted." in page
    assert form(other) in page
    assert voters(session) == [cast.ben.id]
