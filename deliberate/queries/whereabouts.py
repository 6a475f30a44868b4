"""Where the words are now that a post was raised on, and what is said about that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain import places
from deliberate.domain.facts import ClaimFacts, claim_facts
from deliberate.domain.nodes import State, raised_by
from deliberate.domain.texts.anchors import fates
from deliberate.domain.texts.diffs import Change, Run, word_diff
from deliberate.domain.texts.passages import Passage
from deliberate.domain.texts.quotations import Quotation, quotations, stand_in
from deliberate.models import Passage as PassageRow
from deliberate.models import Person, Post, Proposal, Revision, Whereabouts
from deliberate.queries.documents import passages_of
from deliberate.queries.texts import LastWords, passages_in_force


@dataclass(frozen=True)
class Said:
    """Where whoever raised a post says that its words are: at the passage `anchor`, or nowhere; whether the author of
    the text agrees, if they answered, and whether a moderator decided."""

    who: str
    at: datetime
    revision: int
    anchor: str | None
    agreed: bool | None
    decided: bool

    @property
    def is_open(self) -> bool:
        """Whether the author of the text has yet to answer."""
        return self.agreed is None

    @property
    def is_disputed(self) -> bool:
        """Whether a moderator has yet to decide."""
        return self.agreed is False and not self.decided

    @property
    def is_settled(self) -> bool:
        return self.agreed is True or self.decided


@dataclass(frozen=True)
class Where:
    """`before` are the words that a post was raised on, as they stood last in `revision`; `now` what stands at its
    place, nothing where they are gone. `asked`: that is what the author of the text says, who was asked."""

    post: int
    anchor: str
    before: str
    revision: int
    now: str | None
    asked: bool
    # Whether these words changed since that was last settled, too.
    is_new: bool
    said: Said | None
    # The words of the passage that it is said to be about.
    said_words: str
    facts: ClaimFacts

    @property
    def changed(self) -> bool:
        return self.before != self.now

    @cached_property
    def runs(self) -> list[Run]:
        """What changed, word by word; nothing where the words are gone, or so many are others that it would tell
        nothing."""
        runs = [] if self.now is None or not self.changed else word_diff(self.before, self.now)
        kept = sum(len(run.text) for run in runs if run.change is Change.KEPT)
        return runs if 2 * kept >= len(self.before) else []

    @property
    def is_disputed(self) -> bool:
        return self.said is not None and self.said.is_disputed

    @property
    def can_be_said(self) -> bool:
        """Whether it makes sense that somebody says otherwise."""
        return self.changed and self.is_new and not self.is_disputed

    @property
    def last(self) -> LastWords:
        """What stands at its place, or stood there last."""
        return LastWords(self.before if self.now is None else self.now, self.revision, self.now is not None)

    @property
    def gone(self) -> str:
        """The place of what is about these words and no others."""
        return places.as_of(self.anchor, self.revision)


def load_where(session: Session, proposal: Proposal, post: Post) -> Where | None:
    """In two statements, or three where somebody says otherwise; None for what is not said to a passage, or to one that
    no revision has."""
    if post.anchor is None:
        return None
    said = said_of_posts(session, [post.id]).get(post.id)
    name, as_of = places.dated(post.anchor)
    rows = _wordings(session, proposal, name)
    had = [row for row in rows if row.text is not None]
    if not had:
        return None
    last = _raised_on(post, rows, had, said)
    since = max(row.number for row in had if row.text == last.text)
    about = proposal.facts()
    raiser = raised_by(post.author_id, post.withdrawn_at is not None, post.heir_id)
    now = rows[-1].text if as_of is None else None
    is_settled = said is not None and said.is_settled and now == _at(had, said.revision).text
    return Where(
        post=post.id,
        anchor=post.anchor,
        before=last.text,
        revision=since,
        now=now,
        asked=as_of is None and any(name in row.asked for row in rows if row.number > since),
        is_new=as_of is None and not is_settled,
        said=said,
        said_words=_words(session, proposal, said.anchor) if said and said.anchor else "",
        facts=claim_facts(raiser, proposal.owner_id, post.state, about),
    )


@dataclass(frozen=True)
class Quoted:
    """What a post quotes of the words it was raised on; if these stand in another passage now, which."""

    quotation: Quotation
    elsewhere: Passage | None


def quoted_words(session: Session, proposal: Proposal, where: Where | None, body: str) -> tuple[Quoted, ...]:
    """Where the passage has changed; in no statement unless words are quoted that it no longer has."""
    if where is None or not where.changed:
        return ()
    found = quotations(body, where.before, where.now)
    text: list[Passage] = []
    if any(one.now is None for one in found):
        rows = session.scalars(passages_in_force(PassageRow).where(Proposal.id == proposal.id))
        text = [row.value() for row in rows]
    return tuple(
        Quoted(one, next((passage for passage in text if one.now is None and stand_in(one.words, passage.text)), None))
        for one in found
    )


def said_of_posts(session: Session, posts: Collection[int]) -> dict[int, Said]:
    """What was said last of each, in one statement."""
    rows = session.execute(
        select(Whereabouts, Person.name)
        .join(Person, Person.id == Whereabouts.person_id)
        .where(Whereabouts.post_id.in_(posts))
        .order_by(Whereabouts.id)
    )
    return {
        row.post_id: Said(name, row.created, row.revision, row.anchor, row.agreed, row.decided is not None)
        for row, name in rows
    }


def candidates(session: Session, proposal: Proposal, where: Where) -> tuple[list[Passage], list[Passage]]:
    """The passages in force that the words may be, the likest first; and all others but the one that the post is at."""
    numbers = (where.revision, proposal.revision)
    ids = dict(
        session.execute(
            select(Revision.number, Revision.id).where(
                Revision.proposal_id == proposal.id, Revision.number.in_(numbers)
            )
        ).all()
    )
    old, new = (passages_of(session, ids[number]) for number in numbers)
    # The page prints the title by itself.
    others = [passage for passage in new if passage.anchor != where.anchor and passage.text != proposal.title]
    fate = next((fate for fate in fates(old, new) if fate.anchor == places.dated(where.anchor)[0]), None)
    likely = [new[place] for place in (*fate.places, *fate.candidates)] if fate else []
    likely = [passage for passage in likely if passage.anchor != where.anchor]
    return likely, [passage for passage in others if passage not in likely]


def _wordings(session: Session, proposal: Proposal, anchor: str) -> Sequence[Any]:
    """Every revision that came into force, with what it says there."""
    here = (PassageRow.revision_id == Revision.id) & (PassageRow.anchor == anchor)
    return session.execute(
        select(Revision.number, Revision.created, Revision.asked, PassageRow.text)
        .outerjoin(PassageRow, here)
        .where(Revision.proposal_id == proposal.id, Revision.state == State.VISIBLE)
        .where(Revision.number <= proposal.revision)
        .order_by(Revision.number)
    ).all()


def _raised_on(post: Post, rows: Sequence[Any], had: Sequence[Any], said: Said | None) -> Any:
    """The revision with the words that it was raised on, or that it was said to be about since and went to."""
    upto = places.dated(post.anchor or "")[1]
    if upto is None:
        upto = max((row.number for row in rows if row.created <= post.created), default=0)
        if said and said.is_settled and said.anchor == post.anchor:
            upto = max(upto, said.revision)
    return _at(had, upto)


def _at(had: Sequence[Any], number: int) -> Any:
    """The last revision up to this one that has words there, else the first."""
    return next((row for row in reversed(had) if row.number <= number), had[0])


def _words(session: Session, proposal: Proposal, anchor: str) -> str:
    in_force = select(Revision.id).where(Revision.proposal_id == proposal.id, Revision.number == proposal.revision)
    passage = select(PassageRow.text).where(
        PassageRow.revision_id == in_force.scalar_subquery(), PassageRow.anchor == anchor
    )
    return session.scalar(passage) or ""
