"""A new revision of a proposal's text, the points it claims to deal with, and what people say to such a claim."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.actions.thread import Thread, thread_of
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import RAISES_AN_ISSUE
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.texts import passages as domain
from deliberate.domain.texts.anchors import carry_anchors, fates
from deliberate.domain.words import say
from deliberate.models import AddressingClaim, Judgement, Passage, Person, Post, Proposal, Revision, now
from deliberate.queries.merges import kept_of
from deliberate.upkeep.rewording import follow_words


@dataclass(frozen=True)
class NewRevision:
    """`after` is the number of the revision that was changed; `addresses` the posts that the change deals with."""

    passages: Sequence[domain.Passage]
    summary: str
    after: int
    addresses: Collection[int] = ()
    # Where the author says that passages went about which that is not certain: the place among these, by the anchor.
    chosen: Mapping[str, int] = field(default_factory=dict)


def revise(session: Session, author: Person, proposal_id: int, new: NewRevision, *, hold: bool = False) -> int:
    """Puts a new revision in force and gives its number; sent again as it is, gives that of the one there is.

    Passages keep the anchors of those they were, so what was said about them stays where it is. With `hold` it waits
    for a moderator, unless the whole proposal does. Raises Refusal.
    """
    with thread_of(session, author, Act.REVISE, proposal=proposal_id) as thread:
        proposal = thread.proposal
        old, used = proposal.in_force, _every_anchor(session, proposal)
        before = [row.value() for row in old.passages]
        passages = carry_anchors(before, new.passages, used, new.chosen)
        is_same = before == passages
        if waiting := _waiting(session, proposal):
            return _same(waiting, new, used)
        if is_same and old.number == new.after + 1 and old.summary == new.summary:
            return old.number
        if old.number != new.after:
            raise Refusal(
                say(
                    "Revision %(number)d was put in force while you wrote this. Your text is below: "
                    "compare it with what changed, then send it again.",
                    number=old.number,
                )
            )
        if is_same:
            raise Refusal(say("The text is the same as before. Change it, and say what the change deals with."))
        points = _points(session, proposal, new.addresses)
        revision = Revision(
            proposal_id=proposal.id,
            number=_last_number(session, proposal) + 1,
            summary=new.summary,
            author_id=author.id,
            state=State.HELD if hold and proposal.state is State.VISIBLE else State.VISIBLE,
            asked=_asked(before, new.passages, passages),
            passages=Passage.rows(passages),
        )
        session.add(revision)
        session.flush()
        session.add_all(AddressingClaim(post_id=post, revision_id=revision.id) for post in points)
        if revision.state is State.VISIBLE:
            proposal.revision = revision.number
            thread.replace_text()
            thread.rearrange([*points, *follow_words(session, proposal, old.number)])
        return revision.number


def _asked(
    old: Sequence[domain.Passage], new: Sequence[domain.Passage], carried: Sequence[domain.Passage]
) -> dict[str, bool]:
    """The passages about which the author had to say where they went; whether they are still there."""
    anchors = {passage.anchor for passage in carried}
    return {fate.anchor: fate.anchor in anchors for fate in fates(old, new) if not fate.certain}


def _waiting(session: Session, proposal: Proposal) -> Revision | None:
    held = (Revision.proposal_id == proposal.id) & (Revision.state == State.HELD)
    return session.scalars(select(Revision).where(held)).first()


def _same(waiting: Revision, new: NewRevision, used: set[str]) -> int:
    """The number of the revision that waits, if this is it again."""
    before = [row.value() for row in waiting.passages]
    if carry_anchors(before, new.passages, used, new.chosen) == before and waiting.summary == new.summary:
        return waiting.number
    raise Refusal(
        say("Your revision %(number)d still waits for a moderator. Send this one afterwards.", number=waiting.number)
    )


def _last_number(session: Session, proposal: Proposal) -> int:
    """Of all revisions, in force or not."""
    return session.scalars(select(func.max(Revision.number)).where(Revision.proposal_id == proposal.id)).one()


def judge_claim(session: Session, person: Person, post_id: int, holds: bool) -> int:
    """`person` says that the latest revision claiming to deal with this point does, or does not; gives the point."""
    with thread_of(session, person, Act.JUDGE, post=post_id) as thread:
        claim = _claim(thread)
        said = session.get(Judgement, (claim, person.id)) or Judgement(claim_id=claim, person_id=person.id)
        if said.holds is not holds:
            said.holds, said.created = holds, now()
            session.add(said)
            thread.rearrange([thread.node.id])
        return thread.node.id


def withdraw_judgement(session: Session, person: Person, post_id: int) -> int:
    """Afterwards `person` says nothing to the claim; gives the point."""
    with thread_of(session, person, Act.JUDGE, post=post_id) as thread:
        if said := session.get(Judgement, (_claim(thread), person.id)):
            session.delete(said)
            thread.rearrange([thread.node.id])
        return thread.node.id


def _every_anchor(session: Session, proposal: Proposal) -> set[str]:
    statement = select(Passage.anchor).join(Revision, Revision.id == Passage.revision_id)
    return set(session.scalars(statement.where(Revision.proposal_id == proposal.id)))


def _points(session: Session, proposal: Proposal, wanted: Collection[int]) -> list[int]:
    """The posts that stand for those in `wanted`. Raises Refusal for what is no point that a text can deal with."""
    if not wanted:
        return []
    kept = kept_of(session, wanted)
    here = select(Post).where(Post.id.in_(kept.values()), Post.proposal_id == proposal.id)
    points = session.scalars(here.order_by(Post.id)).all()
    if set(wanted) - kept.keys() or len(points) < len(set(kept.values())):
        raise Refusal(say("One of the points you chose is not about this proposal."))
    if any(point.label not in RAISES_AN_ISSUE or point.state is not State.VISIBLE for point in points):
        raise Refusal(
            say(
                "Only objections, conditions and questions can be dealt with. One of the points you chose is none, or "
                "was hidden meanwhile: look at the list again."
            )
        )
    return [point.id for point in points]


def _claim(thread: Thread) -> int:
    """The latest claim about the post, or about one that it stands for; the door saw that there is one in force."""
    statement = (
        select(AddressingClaim.id)
        .join(Revision, Revision.id == AddressingClaim.revision_id)
        .where(AddressingClaim.post_id.in_(thread.cluster()), Revision.state == State.VISIBLE)
        .order_by(Revision.number.desc(), AddressingClaim.id.desc())
    )
    return thread.session.scalars(statement.limit(1)).one()
