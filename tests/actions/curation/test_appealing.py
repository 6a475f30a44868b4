"""Whoever an act is against appeals once, and another moderator decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate, appeal, uphold
from deliberate.domain.arranging import Refusal
from deliberate.domain.details import Details
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act, Denied, Role
from deliberate.domain.telling import OnAct, Outcome
from deliberate.models import LogEntry, Person, Post, Proposal, Revision, now
from deliberate.queries.appeals import appeals, decides
from deliberate.queries.logs import LogLine, log_line
from tests.actions.curation.moderating import mandate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory

WHY = "It is a question that I ask in earnest."


@pytest.fixture
def cy(session: Session) -> Person:
    """Another moderator."""
    found = PersonFactory(name="Cy", role=Role.MODERATOR)
    session.commit()
    return found


@pytest.fixture
def post(session: Session, proposal: Proposal, cast: Cast) -> Post:
    found = PostFactory(proposal=proposal, author=cast.ben)
    session.commit()
    return found


def line_of(session: Session, entry: LogEntry) -> LogLine:
    session.expire_all()
    found = log_line(session, entry.id)
    assert found
    return found


def came_to(session: Session, entry: LogEntry) -> tuple[Outcome | None, str, str]:
    found = line_of(session, entry).appeal
    assert found
    return found.outcome, found.by, found.why


def version(session: Session, proposal_id: int) -> int:
    session.expire_all()
    return session.get_one(Proposal, proposal_id).version


def test_who_wrote_it_appeals_once_and_another_moderator_upholds_it(
    session: Session, cast: Cast, cy: Person, post: Post
) -> None:
    entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
    before = version(session, post.proposal_id)
    for stranger in (cast.ada, cast.mo, cy):
        with pytest.raises(Denied, match="Only the person whose text"):
            appeal(session, stranger, entry.id, WHY)
    asked = appeal(session, cast.ben, entry.id, f"  {WHY} ")
    assert (asked.reason, asked.answers_id, asked.inverse) == (WHY, entry.id, None)
    with pytest.raises(Denied, match="There can be one"):
        appeal(session, cast.ben, entry.id, WHY)
    assert came_to(session, entry) == (None, "", "")
    assert appeals(session).total == 1
    for involved in (cast.mo, cast.ben):
        with pytest.raises(Denied):
            uphold(session, Mandate(involved, "It stays."), entry.id)
    done = uphold(session, Mandate(cy, "It names a child."), entry.id)
    assert (done.act, done.answers_id) == (Act.UPHOLD, asked.id)
    assert came_to(session, entry) == (Outcome.UPHELD, "Cy", "It names a child.")
    assert session.get_one(Post, post.id).state is State.HIDDEN
    with pytest.raises(Denied, match="decided already"):
        uphold(session, Mandate(cy, "It names a child."), entry.id)
    assert appeals(session).waiting == ()
    # Whoever has read the log is shown it anew.
    assert version(session, post.proposal_id) == before + 2


def test_the_log_tells_of_an_appeal_and_of_what_was_decided(
    session: Session, cast: Cast, cy: Person, post: Post
) -> None:
    entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
    asked = appeal(session, cast.ben, entry.id, WHY)
    done = uphold(session, Mandate(cy, "It names a child."), entry.id)
    lines = [line_of(session, one) for one in (asked, done)]
    assert [(line.who, line.reason, line.done, line.post) for line in lines] == [
        ("Ben", WHY, Act.HIDE, post.id),
        ("Cy", "It names a child.", Act.HIDE, post.id),
    ]
    assert [str(line.said) for line in lines] == ["appealed against this: hid", "upheld after an appeal: hid"]
    assert all(line.appeal is None and not line.can_be_undone and not line.facts.against for line in lines)


@pytest.mark.parametrize("by_the_first", [False, True])
def test_undoing_it_reverses_it_whoever_does_it(
    session: Session, cast: Cast, cy: Person, post: Post, *, by_the_first: bool
) -> None:
    entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
    asked = appeal(session, cast.ben, entry.id, WHY)
    undone = curation.undo(session, Mandate(cast.mo if by_the_first else cy, "He is right."), entry.id)
    assert undone.answers_id == asked.id
    assert came_to(session, entry)[0] is Outcome.REVERSED
    assert appeals(session).total == 0


def test_another_moderator_settles_it_by_changing_the_same_otherwise(
    session: Session, cast: Cast, cy: Person, post: Post
) -> None:
    entry = curation.relabel_post(session, mandate(cast.mo, post), post.id, Label.QUESTION)
    appeal(session, cast.ben, entry.id, WHY)
    others = PostFactory(proposal=post.proposal, author=cast.ben)
    session.commit()
    untouched = curation.relabel_post(session, mandate(cast.mo, others), others.id, Label.QUESTION)
    appeal(session, cast.ben, untouched.id, WHY)
    # It changes something else; then the one who did it does it again; then somebody else does.
    hidden = curation.hide_post(session, mandate(cy, post), post.id)
    again = curation.relabel_post(session, mandate(cast.mo, post), post.id, Label.SUPPORT)
    assert came_to(session, entry)[0] is None
    changed = curation.relabel_post(session, mandate(cy, post), post.id, Label.CONDITION)
    assert came_to(session, entry)[:2] == (Outcome.CHANGED, "Cy")
    assert came_to(session, untouched)[0] is None
    assert [one.answers_id is None for one in (hidden, again, changed)] == [True, True, False]


def test_who_appealed_does_not_settle_it_as_a_moderator(session: Session, cast: Cast, cy: Person) -> None:
    post = PostFactory(author=cy)
    session.commit()
    entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
    appeal(session, cy, entry.id, WHY)
    curation.restore_post(session, mandate(cy, post), post.id)
    assert came_to(session, entry)[0] is None


@pytest.mark.parametrize("sealed", [False, True])
def test_what_an_appeal_says_can_be_left_out_of_sight(
    session: Session, cast: Cast, cy: Person, post: Post, *, sealed: bool
) -> None:
    entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
    asked = appeal(session, cast.ben, entry.id, WHY)
    done = uphold(session, Mandate(cy, "It advertises."), entry.id, sealed=sealed)
    shown = line_of(session, entry).appeal
    assert shown
    assert (shown.words, line_of(session, asked).reason) == (("", "") if sealed else (WHY, WHY))
    assert line_of(session, done).details == OnAct(Act.HIDE, Details(), sealed)


def test_what_is_against_nobody_was_undone_or_came_from_elsewhere_is_not_appealed_against(
    session: Session, cast: Cast, post: Post
) -> None:
    hidden = curation.hide_post(session, mandate(cast.mo, post), post.id)
    restored = curation.restore_post(session, mandate(cast.mo, post), post.id)
    with pytest.raises(Denied, match="not done against anybody"):
        appeal(session, cast.ben, restored.id, WHY)
    curation.undo(session, Mandate(cast.mo, "It was fair."), restored.id)
    curation.undo(session, Mandate(cast.mo, "It was fair."), hidden.id)
    with pytest.raises(Denied, match="was undone"):
        appeal(session, cast.ben, hidden.id, WHY)
    came = LogEntry(proposal_id=post.proposal_id, post_id=post.id, moderator_id=cast.mo.id, act=Act.HIDE, reason="Old.")
    session.add(came)
    session.commit()
    with pytest.raises(Denied, match="not done against anybody"):
        appeal(session, cast.ben, came.id, WHY)


def test_an_appeal_and_what_was_decided_are_not_undone(session: Session, cast: Cast, cy: Person, post: Post) -> None:
    entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
    asked = appeal(session, cast.ben, entry.id, WHY)
    done = uphold(session, Mandate(cy, "It stays."), entry.id)
    for one in (asked, done):
        with pytest.raises(Refusal, match="nothing to undo"):
            curation.undo(session, Mandate(cast.mo, "A mistake."), one.id)


def test_an_imported_appeal_against_an_undo_stands_in_nobodys_way(session: Session, cast: Cast, post: Post) -> None:
    about = {"proposal_id": post.proposal_id, "post_id": post.id, "moderator_id": cast.mo.id, "reason": "Old."}
    undone = LogEntry(**about, act=Act.UNDO)
    session.add(undone)
    session.flush()
    session.add(LogEntry(**about, act=Act.APPEAL, answers_id=undone.id))
    session.commit()
    assert curation.hide_post(session, mandate(cast.mo, post), post.id).answers_id is None
    assert [line.id for line in appeals(session).waiting] == [undone.id]


@pytest.mark.parametrize("words", ["", "  a ", "x" * 501])
def test_an_appeal_says_why(session: Session, cast: Cast, post: Post, words: str) -> None:
    entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
    with pytest.raises(Refusal, match="3 to 500"):
        appeal(session, cast.ben, entry.id, words)
    assert line_of(session, entry).appeal is None


def _hide_proposal(session: Session, by: Person, ben: Person) -> LogEntry:
    proposal = ProposalFactory(owner=ben)
    session.commit()
    return curation.hide_proposal(session, Mandate(by, "It advertises.", 1), proposal.id)


def _lock(session: Session, by: Person, ben: Person) -> LogEntry:
    proposal = ProposalFactory(owner=ben)
    session.commit()
    return curation.lock_thread(session, Mandate(by, "They shout."), proposal.id)


def _hide_revision(session: Session, by: Person, ben: Person) -> LogEntry:
    proposal = ProposalFactory(owner=ben)
    for number in (2, 3):
        session.add(
            Revision(proposal_id=proposal.id, number=number, author_id=ben.id, summary="More.", state=State.HELD)
        )
    session.commit()
    second, third = session.scalars(
        select(Revision).where(Revision.proposal_id == proposal.id, Revision.number > 1).order_by(Revision.number)
    )
    # What is done to another revision settles nothing about this one.
    entry = curation.hide_revision(session, Mandate(by, "It says nothing."), second.id)
    appeal(session, ben, entry.id, WHY)
    cy = session.scalars(select(Person).where(Person.name == "Cy")).one()
    assert curation.hide_revision(session, Mandate(cy, "It says nothing."), third.id).answers_id is None
    return entry


def _hide_profile(session: Session, by: Person, ben: Person) -> LogEntry:
    ben.about = "I sell boats."
    session.commit()
    return curation.hide_profile(session, Mandate(by, "It advertises.", ben.about_version), ben.id)


@pytest.mark.parametrize("done", [_hide_proposal, _lock, _hide_revision, _hide_profile])
def test_whoever_a_proposal_a_revision_or_a_profile_belongs_to_appeals(
    session: Session, cast: Cast, cy: Person, done: Callable[[Session, Person, Person], LogEntry]
) -> None:
    entry = done(session, cast.mo, cast.ben)
    with pytest.raises(Denied, match="Only the person whose text"):
        appeal(session, cast.ada, entry.id, WHY)
    if line_of(session, entry).appeal is None:
        appeal(session, cast.ben, entry.id, WHY)
    uphold(session, Mandate(cy, "It stays."), entry.id)
    assert came_to(session, entry) == (Outcome.UPHELD, "Cy", "It stays.")
    other = done(session, cast.mo, cast.ben) if done is not _hide_profile else None
    if other is not None:
        if line_of(session, other).appeal is None:
            appeal(session, cast.ben, other.id, WHY)
        curation.undo(session, Mandate(cy, "He is right."), other.id)
        assert came_to(session, other)[0] is Outcome.REVERSED


def test_a_text_about_a_person_that_another_moderator_restores_is_settled(
    session: Session, cast: Cast, cy: Person
) -> None:
    entry = _hide_profile(session, cast.mo, cast.ben)
    appeal(session, cast.ben, entry.id, WHY)
    curation.restore_profile(session, Mandate(cy, "He sells none.", cast.ben.about_version), cast.ben.id)
    assert came_to(session, entry)[:2] == (Outcome.CHANGED, "Cy")


def test_who_owns_the_proposal_does_not_appeal_for_others(session: Session, cast: Cast, post: Post) -> None:
    entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
    with pytest.raises(Denied, match="Only the person whose text"):
        appeal(session, cast.ada, entry.id, WHY)


def test_who_took_it_over_may_appeal(session: Session, cast: Cast, post: Post) -> None:
    post.withdrawn_at, post.heir_id = now(), cast.ada.id
    session.commit()
    entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
    assert appeal(session, cast.ada, entry.id, WHY).moderator_id == cast.ada.id


def test_an_act_has_one_appeal_and_an_appeal_one_answer_whoever_writes_them(
    session: Session, cast: Cast, post: Post
) -> None:
    entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
    appeal(session, cast.ben, entry.id, WHY)
    about = {"proposal_id": post.proposal_id, "moderator_id": cast.ben.id, "reason": "More."}
    session.add(LogEntry(**about, act=Act.APPEAL, answers_id=entry.id))
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_whether_there_is_another_moderator(session: Session, cast: Cast, post: Post) -> None:
    entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
    assert not decides(session, line_of(session, entry))
    PersonFactory(name="Cy", role=Role.MODERATOR)
    session.commit()
    assert decides(session, line_of(session, entry))


def test_how_long_appeals_take_is_told_by_the_one_in_the_middle(session: Session, cast: Cast, cy: Person) -> None:
    assert appeals(session).half is None
    for hours in (1, 3, 50):
        post = PostFactory(author=cast.ben)
        session.commit()
        entry = curation.hide_post(session, mandate(cast.mo, post), post.id)
        asked = appeal(session, cast.ben, entry.id, WHY)
        done = uphold(session, Mandate(cy, "It stays."), entry.id)
        done.at = asked.at + timedelta(hours=hours)
        session.commit()
    found = appeals(session)
    assert (found.half, found.decided, found.total) == (timedelta(hours=3), 3, 0)


def test_many_that_wait_are_counted_and_the_oldest_are_listed(session: Session, cast: Cast, proposal: Proposal) -> None:
    entries = []
    for _ in range(12):
        post = PostFactory(proposal=proposal, author=cast.ben)
        session.commit()
        entries.append(curation.hide_post(session, mandate(cast.mo, post), post.id).id)
        appeal(session, cast.ben, entries[-1], WHY)
    found = appeals(session)
    assert found.total == 12
    assert [line.id for line in found.waiting] == entries[:10]
