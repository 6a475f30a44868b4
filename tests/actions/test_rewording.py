"""A vote belongs to the words that the passage had when it was cast: where they changed, it counts and is stale."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.actions.revising import NewRevision, revise
from deliberate.actions.voting import cast_vote, keep_vote
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.models import Choice, LogEntry, Post, Proposal, Revision, Vote
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.reading import unwrapped

FIRST = "The first thing that would be done."
SECOND = "The second thing that would be done."


@pytest.fixture
def plan(session: Session, cast: Cast) -> Proposal:
    found = ProposalFactory(slug="plan", owner=cast.ada)
    session.commit()
    return found


@pytest.fixture
def point(session: Session, cast: Cast, plan: Proposal) -> Post:
    """Ben's, on the passage 'second'; Mo agrees."""
    found = PostFactory(proposal=plan, author=cast.ben, anchor="second")
    evaluate(session, plan)
    session.commit()
    cast_vote(session, cast.mo, found.id, Choice.AGREE)
    return found


def revised(session: Session, plan: Proposal, second: str, *, first: str = FIRST, hold: bool = False) -> int:
    text = [Passage("", PassageKind.HEADING, 1, "The plan")]
    text += [Passage("", PassageKind.PARAGRAPH, 0, words) for words in (first, second)]
    return revise(session, plan.owner, plan.id, NewRevision(text, "Otherwise.", plan.revision), hold=hold)


def tally(session: Session, post: Post) -> tuple[int, int, int]:
    """How many agree, how many of them did so on other words, and how many votes were cast on others."""
    session.expire_all()
    return post.agree, post.earlier, post.stale_votes


def test_a_vote_cast_on_other_words_of_the_passage_counts_and_is_stale_until_it_is_kept(
    session: Session, cast: Cast, plan: Proposal, point: Post
) -> None:
    assert tally(session, point) == (1, 0, 0)
    revised(session, plan, "The second thing that would be done, audited.")
    assert tally(session, point) == (1, 1, 1)
    page = unwrapped(cast.browser(cast.mo).get(f"/posts/{point.id}").text)
    assert "You voted on other words of the passage." in page
    assert "1 of 1 was cast on earlier words." in page
    assert "What changed:" in page
    assert re.search(r"<ins>.*audited.*</ins>", page)
    row = unwrapped(cast.visitor.get("/proposals/plan").text)
    assert "Raised on other words of the passage." in row
    assert "changed since you voted" in cast.browser(cast.mo).get("/proposals/plan").text
    cast_vote(session, cast.ada, point.id, Choice.AGREE)
    assert tally(session, point) == (2, 1, 1)
    keep_vote(session, cast.mo, point.id)
    assert tally(session, point) == (2, 0, 0)
    assert "You voted on other words" not in cast.browser(cast.mo).get(f"/posts/{point.id}").text
    assert "changed since you voted" not in cast.browser(cast.mo).get("/proposals/plan").text
    revised(session, plan, "The second thing that would be done, audited twice.")
    assert tally(session, point) == (2, 2, 2)


def test_votes_stay_fresh_where_other_words_change_or_the_passage_is_gone(
    session: Session, cast: Cast, plan: Proposal, point: Post
) -> None:
    revised(session, plan, SECOND, first="The first thing that would be done, audited.")
    assert tally(session, point) == (1, 0, 0)
    revised(session, plan, "Wholly other words that nobody would take for those.")
    assert tally(session, point) == (1, 0, 0)


def test_a_post_raised_on_the_new_words_has_no_stale_votes(
    session: Session, cast: Cast, plan: Proposal, point: Post
) -> None:
    revised(session, plan, "The second thing that would be done, audited.")
    later = PostFactory(proposal=plan, author=cast.ben, anchor="second")
    evaluate(session, plan)
    session.commit()
    cast_vote(session, cast.mo, later.id, Choice.DISAGREE)
    assert tally(session, later) == (0, 0, 0)
    assert tally(session, point) == (1, 1, 1)


def test_a_revision_that_waits_changes_nothing_until_it_is_in_force_and_nothing_once_that_is_undone(
    session: Session, cast: Cast, plan: Proposal, point: Post
) -> None:
    revised(session, plan, "The second thing that would be done, audited.", hold=True)
    assert tally(session, point) == (1, 0, 0)
    waiting = session.scalars(select(Revision.id).where(Revision.number == 2)).one()
    curation.approve_revision(session, Mandate(cast.mo, "It is fine."), waiting)
    assert tally(session, point) == (1, 1, 1)
    entry = session.scalars(select(LogEntry.id)).one()
    curation.undo(session, Mandate(cast.mo, "It is not."), entry)
    assert tally(session, point) == (1, 0, 0)


def test_a_point_that_was_raised_while_a_revision_waited_was_raised_on_the_words_before_it(
    session: Session, cast: Cast, plan: Proposal
) -> None:
    revised(session, plan, "The second thing that would be done, audited.", hold=True)
    late = PostFactory(proposal=plan, author=cast.ben, anchor="second")
    evaluate(session, plan)
    session.commit()
    assert "other words" not in unwrapped(cast.visitor.get(f"/posts/{late.id}").text)
    waiting = session.scalars(select(Revision.id).where(Revision.number == 2)).one()
    curation.approve_revision(session, Mandate(cast.mo, "It is fine."), waiting)
    assert "This was raised on other words." in unwrapped(cast.visitor.get(f"/posts/{late.id}").text)


def test_a_vote_from_a_page_that_was_open_during_a_revision_is_one_on_the_words_shown_there(
    session: Session, cast: Cast, plan: Proposal, point: Post
) -> None:
    ada, queue = cast.browser(cast.ada), "/proposals/plan/vote"
    row = re.search(rf'name="({point.id}\.[^"]+)" value="agree"', ada.get("/proposals/plan").text)
    asked = re.search(r'name="wording" value="([^"]+)"', ada.get(queue).text)
    assert row
    assert asked
    revised(session, plan, "The second thing that would be done, audited.")
    ada.send("/votes", {row[1]: "agree"})
    assert tally(session, point) == (2, 2, 2)
    assert "You voted on other words of the passage." in unwrapped(ada.get(f"/posts/{point.id}").text)
    ada.send(f"/posts/{point.id}/vote", {"choice": "withdraw"})
    sent = {"choice": "agree", "queue": "", "wording": asked[1]}
    page = unwrapped(ada.send(f"/posts/{point.id}/vote", sent, follow_redirects=True).text)
    assert "The passage was reworded while you were reading; your vote counts for the words you saw." in page
    assert tally(session, point) == (2, 2, 2)
    row = re.search(rf'name="({point.id}\.[^"]+)" value="disagree"', ada.get("/proposals/plan").text)
    assert row
    ada.send("/votes", {row[1]: "disagree"})
    assert tally(session, point) == (1, 1, 1)
    assert [str(vote.place) for vote in session.scalars(select(Vote).where(Vote.person_id == cast.ada.id))] == [
        "passage second@2"
    ]


def test_counting_all_votes_again_finds_the_same(session: Session, cast: Cast, plan: Proposal, point: Post) -> None:
    revised(session, plan, "The second thing that would be done, audited.")
    cast_vote(session, cast.ada, point.id, Choice.DISAGREE)
    assert not evaluate(session, plan)
    assert tally(session, point) == (1, 1, 1)
    assert [str(vote.place) for vote in session.scalars(select(Vote).order_by(Vote.cast))] == [
        "passage second",
        "passage second@2",
    ]
