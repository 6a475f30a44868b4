"""On a post's page: what became of it, and what would be without a reply."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.statuses import Cause, Status
from deliberate.models import Person, Post, StatusChange
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, VoteFactory
from tests.reading import unwrapped


@pytest.fixture
def safeguard(session: Session, objection: Post) -> Post:
    """Three accept it, so it answers the objection."""
    found = PostFactory(parent=objection, label=Label.SAFEGUARD, body="An auditor & a clerk.")
    for person in PersonFactory.create_batch(3):
        VoteFactory(post=found, person=person)
        VoteFactory(post=objection, person=person)
    evaluate(session, objection.proposal)
    session.commit()
    return found


def page(cast: Cast, post: Post, query: str = "") -> str:
    return unwrapped(cast.visitor.get(f"/posts/{post.id}{query}").text)


def test_each_change_of_a_status_is_listed_and_no_voter_is_named(session: Session, cast: Cast, safeguard: Post) -> None:
    point = safeguard.parent_id
    session.add(
        StatusChange(
            post_id=point,
            before=Status.CONTESTED,
            after=Status.ANSWERED,
            cause=Cause.VOTE,
            by_post_id=safeguard.id,
        )
    )
    session.commit()
    text = page(cast, session.get_one(Post, point))
    assert "What became of it" in text
    assert "from contested to answered, by a vote" in text
    part = text[text.index('id="history"') : text.index('id="replies"')]
    assert f'href="/posts/{safeguard.id}"' in part
    assert not any(person.name in part for person in session.query(Person))


def test_where_one_more_vote_could_change_a_status_the_page_leads_to_what_that_means(
    session: Session, cast: Cast, safeguard: Post
) -> None:
    point, link = session.get_one(Post, safeguard.parent_id), 'href="/how-it-works/status#narrowly"'
    assert link in page(cast, point), "three of three accept it"
    for person in PersonFactory.create_batch(6):
        VoteFactory(post=safeguard, person=person)
    evaluate(session, point.proposal)
    session.commit()
    assert link not in page(cast, point)


def test_nothing_stands_there_while_nothing_has_become_of_it(cast: Cast, objection: Post) -> None:
    assert "What became of it" not in page(cast, objection)


def test_a_reader_can_ask_what_would_be_without_a_reply(session: Session, cast: Cast, safeguard: Post) -> None:
    point = session.get_one(Post, safeguard.parent_id)
    assert f'href="/posts/{point.id}?without={safeguard.id}#supposed"' in page(cast, point)
    text = page(cast, point, f"?without={safeguard.id}")
    assert "Without “An auditor &amp; a clerk.” this would be open, and stand at 0.80 instead of" in text
    assert '<meta name="robots" content="noindex">' in text
    assert f'<a href="/posts/{point.id}">Back to how it is</a>' in text
    assert "noindex" not in page(cast, point)


@pytest.mark.parametrize("wrong", ["x", "-1", "0", "999999", "99999999999999999999", ""])
def test_what_is_no_reply_is_passed_over(session: Session, cast: Cast, safeguard: Post, wrong: str) -> None:
    answer = cast.visitor.get(f"/posts/{safeguard.parent_id}?without={wrong}&changes={wrong}")
    assert answer.status_code == 200
    assert 'id="supposed"' not in answer.text
