"""Threads that moderators have worked on, imported: what refers to posts refers to the same ones."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.places import OnPassage, OnPost
from deliberate.domain.statuses import Cause, Status
from deliberate.formats.sites import site_json
from deliberate.models import LogEntry, Message, Post, Proposal, StatusChange
from deliberate.tools import importing_posts
from deliberate.tools.importing import import_sites
from deliberate.upkeep.evaluating import evaluate
from tests.actions.acting import mandate
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.tools.test_exporting import emptied, exported


@pytest.fixture
def curated(session: Session, cast: Cast) -> Proposal:
    """Of an objection with three replies the first is merged into the third, the second stands under a later post."""
    proposal: Proposal = ProposalFactory(slug="rivers", owner=cast.ada)
    objection = PostFactory(proposal=proposal)
    twin, question, kept = (
        PostFactory(parent=objection, label=label) for label in (Label.SAFEGUARD, Label.QUESTION, Label.SAFEGUARD)
    )
    moved = PostFactory(proposal=proposal, label=Label.SUPPORT)
    session.commit()
    curation.merge_posts(session, mandate(cast, twin), twin.id, kept.id)
    curation.move_post(session, mandate(cast, question), question.id, OnPost(moved.id))
    curation.move_post(session, mandate(cast, moved), moved.id, OnPassage("first"))
    curation.lock_thread(session, mandate(cast), proposal.id)
    return proposal


def brought(session: Session, text: str) -> Proposal:
    import_sites(session, [site_json.loads(text)])
    return session.scalars(select(Proposal).where(Proposal.slug == "rivers")).one()


@pytest.mark.parametrize("at_once", [1, 3, 1_000])
def test_what_points_to_later_posts_comes_with_them_however_many_are_written_at_once(
    session: Session, curated: Proposal, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    before = exported(session)
    monkeypatch.setattr(importing_posts, "_AT_ONCE", at_once)
    emptied(session)
    proposal = brought(session, before)
    assert exported(session) == before
    objection, twin, question, kept, moved = session.scalars(select(Post).order_by(Post.id)).all()
    assert (twin.merged_into_id, twin.state, question.parent_id) == (kept.id, State.MERGED, moved.id)
    assert twin.parent_id == kept.parent_id == objection.id
    assert proposal.locked


def test_where_its_numbers_are_taken_the_log_tells_of_the_posts_by_those_they_have_here(
    session: Session, curated: Proposal
) -> None:
    text = exported(session)
    emptied(session)
    there = [PostFactory(), PostFactory()]
    session.commit()
    proposal = brought(session, text)
    objection, twin, question, kept, moved = session.scalars(
        select(Post).where(Post.proposal_id == proposal.id).order_by(Post.id)
    ).all()
    assert objection.id == there[-1].id + 1
    log = session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
    assert [(entry.act, entry.post_id, entry.details) for entry in log] == [
        (Act.MERGE, twin.id, {"into": kept.id}),
        (Act.MOVE, question.id, {"from": f"post {objection.id}", "to": f"post {moved.id}"}),
        (Act.MOVE, moved.id, {"from": "proposal", "to": "passage first"}),
        (Act.LOCK, None, {"from": "open", "to": "locked"}),
    ]


def test_numbers_of_which_none_is_taken_are_kept(session: Session, curated: Proposal) -> None:
    text = exported(session)
    site = json.loads(text)
    numbers = [post["id"] for post in site["proposals"][0]["posts"]]
    emptied(session)
    for id in (max(numbers) + 1, max(numbers) + 2):
        PostFactory(id=id)
    session.commit()
    proposal = brought(session, text)
    assert session.scalars(select(Post.id).where(Post.proposal_id == proposal.id).order_by(Post.id)).all() == numbers


@pytest.mark.parametrize("which", [0, 2, 4])
def test_where_any_of_its_numbers_is_taken_others_follow_the_largest_there_is(
    session: Session, curated: Proposal, which: int
) -> None:
    text = exported(session)
    numbers = sorted(post["id"] for post in json.loads(text)["proposals"][0]["posts"])
    emptied(session)
    PostFactory(id=numbers[which])
    PostFactory(id=numbers[-1] + 100)
    session.commit()
    proposal = brought(session, text)
    ids = session.scalars(select(Post.id).where(Post.proposal_id == proposal.id).order_by(Post.id)).all()
    assert ids == [numbers[-1] + 101 + place for place in range(5)]


@pytest.mark.parametrize("at_once", [1, 1_000])
def test_a_message_begins_with_the_earliest_of_its_posts(
    session: Session, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    first = PostFactory(proposal=ProposalFactory(slug="rivers"), created=datetime(2026, 1, 2, tzinfo=UTC))
    same: dict[str, Any] = {"proposal": first.proposal, "message": first.message, "author": first.author}
    PostFactory(**same, created=datetime(2026, 1, 1, tzinfo=UTC))
    other = PostFactory(proposal=first.proposal, created=datetime(2026, 1, 4, tzinfo=UTC))
    session.commit()
    text = exported(session)
    monkeypatch.setattr(importing_posts, "_AT_ONCE", at_once)
    emptied(session)
    brought(session, text)
    begun = dict(session.execute(select(Post.id, Message.created).join(Message, Message.id == Post.message_id)).all())
    assert begun[first.id] == datetime(2026, 1, 1, tzinfo=UTC)
    assert begun[other.id] == datetime(2026, 1, 4, tzinfo=UTC)


def test_a_status_that_is_another_one_here_is_remembered_as_a_change(session: Session, curated: Proposal) -> None:
    """By the rules of this site; one that is the same is not."""
    site = json.loads(exported(session))
    for post in site["proposals"][0]["posts"]:
        if post["label"] == "objection":
            assert post["status"] == "contested"
            post["status"] = "resolved"
    emptied(session)
    brought(session, json.dumps(site))
    changes = session.execute(
        select(Post.label, StatusChange.before, StatusChange.after, StatusChange.cause).join(
            Post, Post.id == StatusChange.post_id
        )
    ).all()
    assert changes == [(Label.OBJECTION, Status.RESOLVED, Status.CONTESTED, Cause.RULES)]


def test_votes_that_came_with_a_post_are_carried_along_with_those_on_its_earlier_words(
    session: Session, curated: Proposal
) -> None:
    site = json.loads(exported(session))
    first = site["proposals"][0]["posts"][0]
    first |= {"votes": {"agree": 9, "pass": 2, "disagree": 3}, "earlier_votes": 4, "raisers": 1}
    emptied(session)
    brought(session, json.dumps(site))
    post = session.get_one(Post, first["id"])
    for _ in range(2):
        assert (post.agree, post.passes, post.disagree, post.earlier) == (9, 2, 3, 4)
        assert (post.carried_agree, post.carried_passes, post.carried_disagree) == (9, 2, 3)
        assert (post.carried_earlier, post.carried_raisers) == (4, 1)
        evaluate(session, post.proposal)
        session.commit()
