"""The vote bar, as a page and as a partial."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.posting import edit_post
from deliberate.actions.voting import cast_vote
from deliberate.domain.nodes import State
from deliberate.domain.posts import PostWords
from deliberate.models import Choice, Post, Vote
from tests.cast import Cast, Client
from tests.factories import PostFactory

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def post(session: Session, cast: Cast) -> Post:
    found = PostFactory(author=cast.ada, body="No audit.")
    session.commit()
    return found


@pytest.fixture
def ben(cast: Cast) -> Client:
    return cast.browser(cast.ben)


def votes(session: Session) -> list[Vote]:
    session.expire_all()
    return list(session.scalars(select(Vote)))


def pressed(page: str) -> list[str]:
    return re.findall(r'value="(\w+)"\s+aria-pressed="true"', page)


def test_without_scripts_the_page_comes_back_at_the_same_place(session: Session, ben: Client, post: Post) -> None:
    answer = ben.send(f"/posts/{post.id}/vote", {"choice": "agree", "next": "/proposals/x?order=newest"})
    assert answer.status_code == 303
    assert answer.location == f"/proposals/x?order=newest#post-{post.id}"
    assert votes(session)[0].choice is Choice.AGREE


def test_without_scripts_a_vote_beside_the_document_comes_back_beside_it(ben: Client, post: Post) -> None:
    place = f"/proposals/x/passages/first#about-{post.id}"
    assert ben.send(f"/posts/{post.id}/vote", {"choice": "agree", "next": place}).location == place


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_nobody_is_sent_to_another_site(ben: Client, post: Post, address: str) -> None:
    answer = ben.send(f"/posts/{post.id}/vote", {"choice": "agree", "next": address})
    assert answer.location == f"/posts/{post.id}#post-{post.id}"


def test_with_scripts_only_the_vote_bar_comes_back(session: Session, ben: Client, post: Post) -> None:
    answer = ben.send(f"/posts/{post.id}/vote", {"choice": "disagree", "next": "/proposals/x"}, headers=FETCH)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert pressed(answer.text) == ["disagree"]
    assert "Is this a serious problem?" in answer.text
    assert "0.33: 0 of 1 say yes gives 0.33" in answer.text
    assert 'name="next" value="/proposals/x"' in answer.text
    answer = ben.send(f"/posts/{post.id}/vote", {"choice": "withdraw"}, headers=FETCH)
    assert pressed(answer.text) == []
    assert "Nobody has voted yet." in answer.text
    assert votes(session) == []


def test_after_an_edit_earlier_voters_are_asked_to_keep_or_change(
    session: Session, cast: Cast, ben: Client, post: Post
) -> None:
    for person in (cast.ben, cast.mo):
        cast_vote(session, person, post.id, Choice.AGREE)
    edit_post(session, cast.ada, post.id, 1, PostWords("No public audit."), None)
    page = ben.send(f"/posts/{post.id}/vote", {"choice": "agree", "wording": "1"}, headers=FETCH).text
    assert "You voted on earlier words." in page
    assert f'href="/posts/{post.id}/wordings"' in page
    assert "2 of 2 were cast on earlier words." in page
    page = ben.send(f"/posts/{post.id}/vote", {"choice": "keep", "wording": "2"}, headers=FETCH).text
    assert "You voted on earlier words." not in page
    assert "1 of 2 was cast on earlier words." in page
    assert pressed(page) == ["agree"]


def test_a_vote_on_a_merged_post_leads_to_the_kept_one(session: Session, ben: Client, post: Post) -> None:
    twin = PostFactory(proposal=post.proposal, state=State.MERGED, merged_into_id=post.id)
    session.commit()
    answer = ben.send(f"/posts/{twin.id}/vote", {"choice": "agree"})
    assert answer.location == f"/posts/{post.id}#post-{post.id}"
    assert [vote.post_id for vote in votes(session)] == [post.id]


def test_who_may_not_vote_is_told_what_to_do(session: Session, cast: Cast, ben: Client, post: Post) -> None:
    address, vote = f"/posts/{post.id}/vote", {"choice": "agree"}
    assert cast.visitor.send(address, vote).status_code == 401
    assert ben.post(address, data=vote).status_code == 400
    assert ben.send(address, {"choice": "maybe"}).status_code == 400
    assert ben.send("/posts/999/vote", vote).status_code == 404
    assert ben.send(address, {"choice": "keep"}).status_code == 409
    post.state = State.HIDDEN
    session.commit()
    assert ben.send(address, vote).status_code == 403
    assert cast.browser(cast.ada).send(address, vote).status_code == 409
    post.state = State.VISIBLE
    post.proposal.locked = True
    session.commit()
    assert ben.send(address, vote).status_code == 403
    assert votes(session) == []
