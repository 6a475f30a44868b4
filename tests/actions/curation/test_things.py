"""Proposals, revisions and profile texts: approved, hidden and restored, each with its reason, and undone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.accounts import set_about
from deliberate.actions.curation import Mandate
from deliberate.actions.posting import Outdated
from deliberate.actions.revising import NewRevision, revise
from deliberate.domain.acts import Act
from deliberate.domain.arranging import Refusal
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Denied
from deliberate.domain.statuses import Status
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.extensions import db
from deliberate.models import LogEntry, Person, Post, Proposal, Revision
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory
from tests.patience import PATIENCE

Do = Callable[[Session, Mandate, int], LogEntry]
WHY = "It advertises."


@pytest.fixture
def nora(session: Session) -> Person:
    """Somebody new."""
    person: Person = PersonFactory(name="Nora", trusted=False, password_hash="x")
    session.commit()
    return person


@pytest.fixture
def proposal(session: Session, nora: Person) -> Proposal:
    plan: Proposal = ProposalFactory(owner=nora)
    session.commit()
    return plan


def by(cast: Cast, version: int | None = 1) -> Mandate:
    return Mandate(cast.mo, WHY, version)


def changed(session: Session, nora: Person, proposal: Proposal, words: str, points: list[int], **more: bool) -> int:
    text = [Passage("first", PassageKind.PARAGRAPH, 0, words)]
    return revise(session, nora, proposal.id, NewRevision(text, "Clearer.", proposal.revision, points), **more)


# Proposals


def test_a_proposal_is_hidden_and_restored_each_with_a_reason(session: Session, cast: Cast, proposal: Proposal) -> None:
    curation.hide_proposal(session, by(cast), proposal.id)
    assert proposal.state is State.HIDDEN
    curation.restore_proposal(session, by(cast), proposal.id)
    assert proposal.state is State.VISIBLE
    entries = session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
    assert [(one.act, one.reason, one.post_id) for one in entries] == [
        (Act.HIDE_PROPOSAL, WHY, None),
        (Act.RESTORE_PROPOSAL, WHY, None),
    ]


def test_approving_a_proposal_shows_it_and_trusts_its_owner_until_it_is_undone(
    session: Session, cast: Cast, nora: Person, proposal: Proposal
) -> None:
    proposal.state = State.HELD
    session.commit()
    entry = curation.approve_proposal(session, by(cast), proposal.id)
    assert (proposal.state, nora.trusted) == (State.VISIBLE, True)
    with pytest.raises(Refusal, match="nothing to approve"):
        curation.approve_proposal(session, by(cast), proposal.id)
    curation.undo(session, by(cast), entry.id)
    assert (proposal.state, nora.trusted) == (State.HELD, False)


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (State.HIDDEN, curation.hide_proposal),
        (State.HIDDEN, curation.approve_proposal),
        (State.VISIBLE, curation.restore_proposal),
        (State.HELD, curation.restore_proposal),
    ],
)
def test_what_makes_no_sense_any_more_is_told(
    session: Session, cast: Cast, proposal: Proposal, state: State, act: Do
) -> None:
    proposal.state = state
    session.commit()
    with pytest.raises(Outdated, match=f"It is {state} at the moment"):
        act(session, by(cast), proposal.id)


def test_a_text_that_was_changed_since_it_was_looked_at_is_not_approved(
    session: Session, cast: Cast, nora: Person, proposal: Proposal
) -> None:
    proposal.state = State.HELD
    session.commit()
    changed(session, nora, proposal, "Buy boats.", [], hold=True)
    assert proposal.revision == 2, "all of it waits, so this does not wait once more"
    with pytest.raises(Outdated, match="changed this since"):
        curation.approve_proposal(session, by(cast, 1), proposal.id)
    curation.approve_proposal(session, by(cast, 2), proposal.id)


@pytest.mark.parametrize("reason", ["", "  no  ", "x" * 501])
def test_nothing_is_done_without_a_reason(session: Session, cast: Cast, proposal: Proposal, reason: str) -> None:
    for act, thing in ((curation.hide_proposal, proposal.id), (curation.hide_profile, cast.ben.id)):
        with pytest.raises(Refusal, match="Give a reason"):
            act(session, Mandate(cast.mo, reason, 1), thing)
    assert session.scalars(select(LogEntry)).all() == []


def test_ben_is_refused(session: Session, cast: Cast, proposal: Proposal) -> None:
    for act, thing in ((curation.hide_proposal, proposal.id), (curation.hide_profile, cast.ada.id)):
        with pytest.raises(Denied, match="Only moderators"):
            act(session, Mandate(cast.ben, WHY, 1), thing)


def test_an_act_is_undone_once_and_only_while_no_later_one_stands_on_it(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    first = curation.hide_proposal(session, by(cast), proposal.id)
    second = curation.restore_proposal(session, by(cast), proposal.id)
    third = curation.hide_proposal(session, by(cast), proposal.id)
    for entry, why in ((first, "was hidden later"), (second, "was hidden later")):
        with pytest.raises(Refusal, match=why):
            curation.undo(session, by(cast), entry.id)
    for entry, state in ((third, State.VISIBLE), (second, State.HIDDEN), (first, State.VISIBLE)):
        undone = curation.undo(session, by(cast), entry.id)
        assert proposal.state is state
        with pytest.raises(Outdated, match="undone already"):
            curation.undo(session, by(cast), entry.id)
        with pytest.raises(Refusal, match="do the act again"):
            curation.undo(session, by(cast), undone.id)


def test_a_lock_does_not_stand_in_the_way_of_undoing_that_it_was_hidden(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    hidden = curation.hide_proposal(session, by(cast), proposal.id)
    locked = curation.lock_thread(session, by(cast), proposal.id)
    curation.undo(session, by(cast), hidden.id)
    curation.undo(session, by(cast), locked.id)
    assert (proposal.state, proposal.locked) == (State.VISIBLE, False)


def test_of_moderators_who_act_at_once_one_is_first(app: Flask, cast: Cast, proposal: Proposal) -> None:
    """And the other is told, as with a profile text."""
    moderator, person, plan, start = cast.mo.id, cast.ben.id, proposal.id, Barrier(2)
    db.session.commit()

    def acting(act: Do, thing: int) -> str:
        with app.app_context():
            session = db.session()
            mandate = Mandate(session.get_one(Person, moderator), WHY, 1)
            start.wait(PATIENCE)
            try:
                act(session, mandate, thing)
            except Outdated as outdated:
                return str(outdated.why)
            return "done"

    with ThreadPoolExecutor(2) as pool:
        for act, thing in ((curation.hide_proposal, plan), (curation.hide_profile, person)):
            told = sorted(pool.map(lambda _, act=act, thing=thing: acting(act, thing), range(2)))
            assert told == ["It is hidden at the moment: look at it again before you decide.", "done"]


# Revisions


@pytest.fixture
def point(session: Session, proposal: Proposal) -> Post:
    post: Post = PostFactory(proposal=proposal, anchor="first")
    evaluate(session, proposal)
    session.commit()
    return post


def waiting(session: Session, proposal: Proposal) -> Revision:
    return session.scalars(select(Revision).where(Revision.state == State.HELD)).one()


def test_a_revision_that_waits_is_in_force_once_it_is_approved(
    session: Session, cast: Cast, nora: Person, proposal: Proposal, point: Post
) -> None:
    """So is what it claims to deal with."""
    assert changed(session, nora, proposal, "Audits.", [point.id], hold=True) == 2
    assert (proposal.revision, point.status) == (1, Status.OPEN)
    entry = curation.approve_revision(session, by(cast), waiting(session, proposal).id)
    session.expire_all()
    assert (proposal.revision, point.status, nora.trusted) == (2, Status.ADDRESSED, True)
    assert entry.details == {"revision": 2}
    curation.undo(session, by(cast), entry.id)
    session.expire_all()
    assert (proposal.revision, point.status, nora.trusted) == (1, Status.OPEN, False)
    assert waiting(session, proposal).number == 2


def test_while_one_waits_there_is_no_other_and_sent_again_it_is_the_same(
    session: Session, nora: Person, proposal: Proposal
) -> None:
    for _ in range(2):
        assert changed(session, nora, proposal, "Audits.", [], hold=True) == 2
    for hold in (True, False):
        with pytest.raises(Refusal, match="revision 2 still waits"):
            changed(session, nora, proposal, "No audits.", [], hold=hold)


def test_a_revision_that_was_hidden_leaves_its_number_and_the_way_for_another(
    session: Session, cast: Cast, nora: Person, proposal: Proposal
) -> None:
    changed(session, nora, proposal, "Buy boats.", [], hold=True)
    hidden = waiting(session, proposal)
    entry = curation.hide_revision(session, by(cast), hidden.id)
    assert (proposal.revision, hidden.state) == (1, State.HIDDEN)
    assert changed(session, nora, proposal, "Audits.", [], hold=True) == 3
    approved = curation.approve_revision(session, by(cast), waiting(session, proposal).id)
    assert proposal.revision == 3
    with pytest.raises(Refusal, match="A later revision is in force"):
        curation.approve_revision(session, by(cast), hidden.id)
    curation.undo(session, by(cast), entry.id)
    assert (hidden.state, proposal.revision) == (State.HELD, 3)
    curation.undo(session, by(cast), approved.id)
    assert proposal.revision == 1


def test_an_approval_is_not_undone_once_a_later_revision_is_in_force(
    session: Session, cast: Cast, nora: Person, proposal: Proposal
) -> None:
    changed(session, nora, proposal, "Audits.", [], hold=True)
    entry = curation.approve_revision(session, by(cast), waiting(session, proposal).id)
    changed(session, nora, proposal, "Audits each year.", [])
    with pytest.raises(Refusal, match="A later revision is in force"):
        curation.undo(session, by(cast), entry.id)
    assert proposal.revision == 3


# Profile texts


def test_a_profile_text_is_hidden_and_what_replaces_it_waits(session: Session, cast: Cast) -> None:
    set_about(session, cast.ben, "Sells boats.")
    entry = curation.hide_profile(session, by(cast, 2), cast.ben.id)
    assert (entry.person_id, entry.proposal_id, entry.reason) == (cast.ben.id, None, WHY)
    for words in ("", "Sells cars.", "Sells cars and boats."):
        set_about(session, cast.ben, words)
        assert cast.ben.about_state is State.HELD
    with pytest.raises(Outdated, match="changed this since"):
        curation.approve_profile(session, by(cast, 4), cast.ben.id)
    curation.approve_profile(session, by(cast, cast.ben.about_version), cast.ben.id)
    set_about(session, cast.ben, "Reads.")
    assert cast.ben.about_state is State.VISIBLE


def test_what_somebody_new_says_of_themselves_waits_where_the_site_says_so(
    session: Session, cast: Cast, nora: Person
) -> None:
    set_about(session, nora, "Buys boats.", hold=True)
    assert nora.about_state is State.HELD
    entry = curation.approve_profile(session, by(cast, 2), nora.id)
    assert (nora.about_state, nora.trusted) == (State.VISIBLE, True)
    curation.undo(session, by(cast), entry.id)
    assert (nora.about_state, nora.trusted) == (State.HELD, False)


def test_acts_on_a_profile_are_undone_in_order(session: Session, cast: Cast) -> None:
    set_about(session, cast.ben, "Sells boats.")
    hidden = curation.hide_profile(session, by(cast, 2), cast.ben.id)
    restored = curation.restore_profile(session, by(cast, 2), cast.ben.id)
    with pytest.raises(Refusal, match="was restored later"):
        curation.undo(session, by(cast), hidden.id)
    curation.undo(session, by(cast), restored.id)
    set_about(session, cast.ben, "Sells cars.")
    with pytest.raises(Refusal, match="has changed since"):
        curation.undo(session, by(cast), hidden.id)
    assert cast.ben.about_state is State.HELD
