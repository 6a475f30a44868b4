"""A new revision, the points it claims to deal with, and what people say to that."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.revising import NewRevision, judge_claim, revise, withdraw_judgement
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Status
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.models import AddressingClaim, Judgement, Person, Post, Proposal, Revision
from deliberate.queries.graphs import load_graph, load_reach
from deliberate.queries.search import search
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory

HEADING = Passage("", PassageKind.HEADING, 1, "The plan")
FIRST = Passage("", PassageKind.PARAGRAPH, 0, "The first thing that would be done.")
SECOND = Passage("", PassageKind.PARAGRAPH, 0, "The second thing that would be done, audited.")
AUDIT = Passage("", PassageKind.PARAGRAPH, 0, "Every transfer is published.")
TEXT = (HEADING, SECOND, AUDIT)


@pytest.fixture
def plan(session: Session, cast: Cast) -> Proposal:
    """Ada's; its text is 'The plan', 'first' and 'second'."""
    found = ProposalFactory(slug="plan", owner=cast.ada)
    session.commit()
    return found


@pytest.fixture
def objection(session: Session, cast: Cast, plan: Proposal) -> Post:
    """Ben's, on the passage 'second'."""
    found = PostFactory(proposal=plan, author=cast.ben, anchor="second")
    evaluate(session, plan)
    session.commit()
    return found


def revised(session: Session, cast: Cast, plan: Proposal, *points: Post, text: tuple[Passage, ...] = TEXT) -> int:
    return revise(session, cast.ada, plan.id, NewRevision(text, "Audits.", plan.revision, [one.id for one in points]))


def anchors(session: Session, plan: Proposal) -> list[str]:
    session.expire_all()
    which = (Revision.proposal_id == plan.id) & (Revision.number == plan.revision)
    found = session.scalars(select(Revision).where(which)).one()
    return [passage.anchor for passage in found.passages]


def status(session: Session, post: Post) -> Status | None:
    session.expire_all()
    return post.status


def people(session: Session, count: int) -> list[Person]:
    found = [PersonFactory() for _ in range(count)]
    session.commit()
    return found


def test_passages_that_are_kept_or_lightly_edited_keep_their_anchors(
    session: Session, cast: Cast, plan: Proposal
) -> None:
    assert revised(session, cast, plan) == 2
    assert anchors(session, plan) == ["plan", "second", "every-transfer-is-published"]
    assert revised(session, cast, plan, text=(HEADING, FIRST, SECOND)) == 3
    # 'first' was in an earlier revision; what is new now is another passage.
    assert anchors(session, plan) == ["plan", "the-first-thing-that-would-be", "second"]


def test_the_anchor_of_a_passage_that_is_gone_is_never_given_to_another(
    session: Session, cast: Cast, plan: Proposal
) -> None:
    """What another proposal's passages are called does not matter."""
    for text in (TEXT, (HEADING, SECOND), TEXT):
        revised(session, cast, plan, text=text)
    assert anchors(session, plan) == ["plan", "second", "every-transfer-is-published-2"]
    elsewhere = ProposalFactory(slug="elsewhere", owner=cast.ada)
    session.commit()
    revised(session, cast, elsewhere)
    assert anchors(session, elsewhere) == ["plan", "second", "every-transfer-is-published"]


def test_the_search_finds_the_new_text_and_not_the_old(session: Session, cast: Cast, plan: Proposal) -> None:
    revised(session, cast, plan)
    assert [hit.anchor for hit in search(session, "transfer published").hits] == ["every-transfer-is-published"]
    assert search(session, "first thing").hits == ()


def test_who_may_not_revise_is_told_why(session: Session, cast: Cast, plan: Proposal) -> None:
    for person in (cast.ben, cast.mo):
        with pytest.raises(Refusal, match="Only the person who put this proposal up"):
            revise(session, person, plan.id, NewRevision(TEXT, "Mine.", 1))
    plan.locked = True
    session.commit()
    with pytest.raises(Refusal, match="locked"):
        revised(session, cast, plan)
    assert anchors(session, plan) == ["plan", "first", "second"]


def test_a_revision_of_an_older_text_is_refused_and_the_same_one_sent_twice_is_one(
    session: Session, cast: Cast, plan: Proposal
) -> None:
    new = NewRevision(TEXT, "Audits.", 1)
    assert revise(session, cast.ada, plan.id, new) == revise(session, cast.ada, plan.id, new) == 2
    with pytest.raises(Refusal, match="Revision 2 was put in force while you wrote this"):
        revise(session, cast.ada, plan.id, NewRevision((HEADING, FIRST), "Shorter.", 1))
    with pytest.raises(Refusal, match="same as before"):
        revise(session, cast.ada, plan.id, NewRevision(TEXT, "Nothing.", 2))
    assert len(session.scalars(select(Revision)).all()) == 2


def test_a_claim_addresses_a_point_and_the_person_who_raised_it_resolves_it(
    session: Session, cast: Cast, plan: Proposal, objection: Post
) -> None:
    assert status(session, objection) is Status.OPEN
    revised(session, cast, plan, objection)
    assert status(session, objection) is Status.ADDRESSED
    assert judge_claim(session, cast.ben, objection.id, True) == objection.id
    assert status(session, objection) is Status.RESOLVED
    judge_claim(session, cast.ben, objection.id, False)
    assert status(session, objection) is Status.OPEN
    assert withdraw_judgement(session, cast.ben, objection.id) == objection.id
    assert status(session, objection) is Status.ADDRESSED


def test_enough_voters_confirm_it_and_each_has_one_word(
    session: Session, cast: Cast, plan: Proposal, objection: Post
) -> None:
    revised(session, cast, plan, objection)
    one, two, three = people(session, 3)
    for person in (one, one, one, two):
        judge_claim(session, person, objection.id, True)
    assert status(session, objection) is Status.ADDRESSED
    judge_claim(session, three, objection.id, True)
    assert status(session, objection) is Status.RESOLVED
    assert len(session.scalars(select(Judgement)).all()) == 3


def test_the_claimant_does_not_confirm_it_unless_the_point_is_their_own(
    session: Session, cast: Cast, plan: Proposal, objection: Post
) -> None:
    own = PostFactory(proposal=plan, author=cast.ada, label=Label.QUESTION)
    session.commit()
    revised(session, cast, plan, objection, own)
    with pytest.raises(Refusal, match="You wrote the revision"):
        judge_claim(session, cast.ada, objection.id, True)
    judge_claim(session, cast.ada, own.id, True)
    assert status(session, own) is Status.RESOLVED


def test_a_later_claim_begins_afresh(session: Session, cast: Cast, plan: Proposal, objection: Post) -> None:
    revised(session, cast, plan, objection)
    judge_claim(session, cast.ben, objection.id, False)
    session.expire_all()
    revised(session, cast, plan, objection, text=(HEADING, SECOND, AUDIT, FIRST))
    assert status(session, objection) is Status.ADDRESSED
    judge_claim(session, cast.ben, objection.id, True)
    assert status(session, objection) is Status.RESOLVED
    graph, _ = load_reach(session, plan.id, [objection.id])
    assert graph.nodes[objection.id].claim == load_graph(session, plan.id).nodes[objection.id].claim


def test_what_raises_no_point_is_hidden_or_elsewhere_cannot_be_dealt_with(
    session: Session, cast: Cast, plan: Proposal, objection: Post
) -> None:
    support = PostFactory(proposal=plan, label=Label.SUPPORT)
    hidden = PostFactory(proposal=plan, state=State.HIDDEN)
    elsewhere = PostFactory()
    session.commit()
    for post, why in ((support, "Only objections"), (hidden, "hidden meanwhile"), (elsewhere, "not about this")):
        with pytest.raises(Refusal, match=why):
            revised(session, cast, plan, post)
    assert session.scalars(select(AddressingClaim)).all() == []
    assert anchors(session, plan) == ["plan", "first", "second"]
    with pytest.raises(Refusal, match="No revision claims"):
        judge_claim(session, cast.mo, objection.id, True)


def test_a_claim_about_a_twin_counts_for_the_post_that_is_kept(
    session: Session, cast: Cast, plan: Proposal, objection: Post
) -> None:
    twin = PostFactory(proposal=plan)
    session.commit()
    revised(session, cast, plan, twin)
    twin.state, twin.merged_into_id = State.MERGED, objection.id
    evaluate(session, plan)
    session.commit()
    assert status(session, objection) is Status.ADDRESSED
    for person in people(session, 3):
        assert judge_claim(session, person, twin.id, True) == objection.id
    assert status(session, objection) is Status.RESOLVED
