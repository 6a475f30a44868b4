"""Proposals, their revisions, and the passages a revision is parsed into."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deliberate.domain.engine.assessment import Forum
from deliberate.domain.facts import Phase, ProposalFacts, ProposalStatus, status_of
from deliberate.domain.nodes import State
from deliberate.domain.texts import passages as domain
from deliberate.domain.texts.marks import Mark
from deliberate.domain.texts.passages import PassageKind
from deliberate.models.base import Base, MarksJson, now
from deliberate.models.people import Person


class Proposal(Base):
    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(500), default="")
    phase: Mapped[Phase] = mapped_column(default=Phase.OPEN)
    # By a moderator: nothing can be added or changed, whatever the phase.
    locked: Mapped[bool] = mapped_column(default=False)
    # Held or hidden, only its owner and moderators see it, with all that belongs to it.
    state: Mapped[State] = mapped_column(default=State.VISIBLE, index=True)
    # The document's own authors, as printed; `owner` is the person who speaks for it here.
    authors: Mapped[list[str]] = mapped_column(default=list)
    source: Mapped[str] = mapped_column(String(500), default="")
    language: Mapped[str] = mapped_column(String(12), default="en")
    created: Mapped[datetime] = mapped_column(default=now, index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    # The number of the revision that is in force.
    revision: Mapped[int] = mapped_column(default=1)
    # Raised by every change that a visitor could see on one of its pages.
    version: Mapped[int] = mapped_column(default=1)
    # Raised by every change of a vote: what is computed from the votes remembers it.
    votes_version: Mapped[int] = mapped_column(default=0)
    # How many people have voted in its thread, as last counted with its opinion groups; and of those, who came with an
    # import.
    crowd: Mapped[int] = mapped_column(default=0)
    carried_crowd: Mapped[int] = mapped_column(default=0)
    # Whether its opinion groups are told, and whether it is told what bridges opinions.
    groups_told: Mapped[bool] = mapped_column(default=False)
    bridges_told: Mapped[bool] = mapped_column(default=False)
    # How many people wrote a post that is visible (`Participation`).
    people: Mapped[int] = mapped_column(default=0)

    owner: Mapped[Person] = relationship()
    topics: Mapped[list[Topic]] = relationship(order_by="Topic.name", cascade="all, delete-orphan")
    in_force: Mapped[Revision] = relationship(
        primaryjoin=(
            "and_(Proposal.id == foreign(Revision.proposal_id), Proposal.revision == foreign(Revision.number))"
        ),
        viewonly=True,
    )

    @property
    def status(self) -> ProposalStatus:
        return status_of(self.phase, self.locked)

    @property
    def written_by(self) -> tuple[str, ...]:
        """Who is said to have written it: without authors of its own it is the owner's."""
        return tuple(self.authors) or (self.owner.name,)

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be added or changed any more."""
        return self.facts().closed

    def forum(self) -> Forum:
        return Forum(self.owner_id, self.crowd, self.groups_told)

    def facts(self) -> ProposalFacts:
        return ProposalFacts(self.owner_id, self.phase, self.locked, self.state)


class Topic(Base):
    __tablename__ = "proposal_topics"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class Revision(Base):
    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    number: Mapped[int]
    summary: Mapped[str] = mapped_column(String(500), default="")
    # When it came into force; while it waits, when it was written.
    created: Mapped[datetime] = mapped_column(default=now)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    # Held, it waits to be put in force; hidden, it never was.
    state: Mapped[State] = mapped_column(default=State.VISIBLE)
    # Passages of the one before it, by their anchors, about which its author was asked: whether they are still there.
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")

    author: Mapped[Person] = relationship()
    passages: Mapped[list[Passage]] = relationship(order_by="Passage.position", cascade="all, delete-orphan")


class Passage(Base):
    """One passage of one revision, in the document's order."""

    __tablename__ = "passages"
    __table_args__ = (UniqueConstraint("revision_id", "anchor"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    position: Mapped[int]
    anchor: Mapped[str] = mapped_column(String(100))
    kind: Mapped[PassageKind]
    level: Mapped[int]
    number: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    marks: Mapped[tuple[Mark, ...]] = mapped_column(MarksJson, default=(), server_default="[]")

    @classmethod
    def rows(cls, passages: Iterable[domain.Passage]) -> list[Passage]:
        """In the order of a document."""
        return [
            cls(
                position=position,
                anchor=passage.anchor,
                kind=passage.kind,
                level=passage.level,
                number=passage.number,
                text=passage.text,
                marks=passage.marks,
            )
            for position, passage in enumerate(passages)
        ]

    def value(self) -> domain.Passage:
        return domain.Passage(self.anchor, self.kind, self.level, self.text, self.number, self.marks)
