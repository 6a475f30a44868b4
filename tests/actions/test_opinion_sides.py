"""What opinion groups reject or accept changes what is settled, as soon as they are told."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from deliberate.actions import opinions
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Cause, Status
from deliberate.models import (
    AddressingClaim,
    Choice,
    Judgement,
    OpinionReport,
    Placing,
    Post,
    PostScore,
    StatusChange,
)
from deliberate.upkeep.evaluating import evaluate
from deliberate.upkeep.transaction import lock_proposal, transaction
from deliberate.upkeep.work import votes_changed
from tests.actions.test_opinions import Assembly
from tests.factories import PersonFactory, PostFactory, ProposalFactory, RevisionFactory, VoteFactory


@pytest.fixture
def assembly(session: Session) -> Assembly:
    return Assembly(session)


def causes(session: Session, post: Post) -> list[tuple[Status | None, Cause]]:
    which = select(StatusChange).where(StatusChange.post_id == post.id)
    return [(change.after, change.cause) for change in session.scalars(which)]


def some_vote_changes(assembly: Assembly) -> None:
    with transaction(assembly.session):
        votes_changed(assembly.session, lock_proposal(assembly.session, assembly.proposal.id))


def test_what_a_group_rejects_settles_nothing_any_more(assembly: Assembly, session: Session) -> None:
    assembly.compute()
    point = assembly.posts[0]
    safeguard = PostFactory(parent=point, label=Label.SAFEGUARD)
    for person in assembly.camps[0]:
        VoteFactory(post=safeguard, person=person)
    for person in assembly.camps[1][:6]:
        VoteFactory(post=safeguard, person=person, choice=Choice.DISAGREE)
    evaluate(session, assembly.proposal)
    session.commit()
    assert point.status is Status.ANSWERED
    some_vote_changes(assembly)
    assembly.compute()
    assert session.get_one(PostScore, safeguard.id).rejected
    assert point.status is Status.CONTESTED
    assert causes(session, point) == [(Status.CONTESTED, Cause.GROUPS)]


def test_a_claim_that_a_group_rejects_resolves_nothing_any_more(assembly: Assembly, session: Session) -> None:
    """All else that groups say of posts was so before."""
    assembly.compute()
    point, judging = assembly.posts[0], (*assembly.camps[0], *assembly.camps[1][:6])
    session.execute(update(Placing).values(group=None))
    revision = RevisionFactory(proposal_id=assembly.proposal.id, author_id=assembly.proposal.owner_id, number=2)
    claim = AddressingClaim(revision_id=revision.id, post_id=point.id)
    session.add(claim)
    session.flush()
    for person in judging:
        session.add(Judgement(claim_id=claim.id, person_id=person.id, holds=person in assembly.camps[0]))
    session.flush()
    evaluate(session, assembly.proposal)
    session.commit()
    assert point.status is Status.RESOLVED
    some_vote_changes(assembly)
    assembly.compute()
    session.expire_all()
    assert point.status is Status.ADDRESSED
    assert causes(session, point) == [(Status.ADDRESSED, Cause.GROUPS)]


def test_where_no_group_says_otherwise_than_before_nothing_is_evaluated_again(
    assembly: Assembly, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assembly.compute()
    unheard = PostFactory(proposal=assembly.proposal)
    VoteFactory(post=unheard, person=PersonFactory())
    session.commit()
    some_vote_changes(assembly)
    monkeypatch.setattr(opinions, "reevaluate", None)
    assert assembly.compute() is True
    assert not session.get_one(PostScore, unheard.id).rejected


def test_without_votes_nothing_is_told_of_groups_but_why(session: Session) -> None:
    proposal = ProposalFactory(votes_version=1)
    session.commit()
    opinions.compute_opinions(session, proposal.id)
    report = session.scalars(select(OpinionReport)).one().report
    assert (report["why_none"], report["groups"], report["agreement"]) == ("Nobody has voted yet.", [], None)
    assert (report["some_apart"], report["has_gap"]) == (False, False)
