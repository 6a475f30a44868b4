"""What the log keeps of an act besides its name, as values; in the database and in exports it is JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deliberate.domain import places
from deliberate.domain.facts import ProposalStatus
from deliberate.domain.labels import Label, Target
from deliberate.domain.places import OnPassage, OnPost, OnProposal
from deliberate.domain.words import Sayable, Value, say


@dataclass(frozen=True)
class Details:
    """What an act changed, for the log's readers; kept and exported as JSON. Most have nothing to add to their name."""

    def as_json(self) -> dict[str, Any]:
        return {}

    def told(self) -> tuple[tuple[str, Value], ...]:
        """What goes into the sentence of the log, by name."""
        return ()

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Details:
        """What came with an imported log may be less than an act writes here."""
        return cls()


@dataclass(frozen=True)
class Replaced(Details):
    """One value by another: a label, a place, a status."""

    before: str = ""
    after: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"from": self.before, "to": self.after}

    def told(self) -> tuple[tuple[str, Value], ...]:
        return ("before", _in_words(self.before)), ("after", _in_words(self.after))

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Replaced:
        return cls(str(kept.get("from", "")), str(kept.get("to", "")))


def _in_words(kept: str) -> Sayable:
    """A label, place or status as the log keeps it, to be said."""
    if kept in set(Label):
        return Label(kept)
    if kept in set(ProposalStatus):
        return ProposalStatus(kept)
    match places.parse(kept):
        case OnPost(post):
            return say("post %(number)s", number=post)
        case OnPassage(anchor):
            name, revision = places.dated(anchor)
            if revision is None:
                return say("passage %(anchor)s", anchor=name)
            return say("passage %(anchor)s as it stood in revision %(number)d", anchor=name, number=revision)
        case OnProposal():
            return Target.PROPOSAL
    return kept


@dataclass(frozen=True)
class Numbered(Details):
    """A revision."""

    number: int = 0

    def as_json(self) -> dict[str, Any]:
        return {"revision": self.number}

    def told(self) -> tuple[tuple[str, Value], ...]:
        return (("number", str(self.number)),)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Numbered:
        number = kept.get("revision")
        return cls(number if isinstance(number, int) else 0)


@dataclass(frozen=True)
class Into(Details):
    """The post that was kept."""

    post: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {"into": self.post}

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Into:
        into = kept.get("into")
        return cls(into if isinstance(into, int) else None)
