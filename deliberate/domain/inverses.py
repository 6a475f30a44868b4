"""What undoing an act of a moderator puts back, as a value that the log keeps as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from deliberate.domain.details import Replaced
from deliberate.domain.labels import Ground, Label
from deliberate.domain.nodes import State

# The fields of a post that an act may change, and how each comes back from JSON.
_READ: dict[str, Callable[[Any], Any]] = {
    "state": State,
    "label": Label,
    "ground": Ground,
    "parent_id": int,
    "anchor": str,
    "merged_into_id": int,
}

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """Fields of a post before and after an act."""

    post: int
    before: Fields
    after: Fields

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Change:
        return cls(kept["post"], _fields(kept["before"]), _fields(kept["after"]))


@dataclass(frozen=True)
class Inverse:
    """`flags` were dealt with by the act, `trusted` is who was trusted from then on, `status` that of the thread;
    `state` is that of the proposal, the revision or the profile text that the act was about; `decided` is the
    disagreement that it decided."""

    posts: tuple[Change, ...] = ()
    flags: tuple[int, ...] = ()
    trusted: int | None = None
    status: Replaced | None = None
    state: Replaced | None = None
    decided: int | None = None

    def as_json(self) -> dict[str, Any]:
        posts = [
            {"post": change.post, "before": dict(change.before), "after": dict(change.after)} for change in self.posts
        ]
        kept: dict[str, Any] = {"posts": posts, "flags": list(self.flags)}
        if self.trusted is not None:
            kept["trusted"] = self.trusted
        if self.status is not None:
            kept["proposal"] = _both(self.status)
        if self.state is not None:
            kept["state"] = _both(self.state)
        if self.decided is not None:
            kept["decided"] = self.decided
        return kept

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Inverse:
        return cls(
            tuple(map(Change.read, kept["posts"])),
            tuple(kept["flags"]),
            kept.get("trusted"),
            _replaced(kept.get("proposal")),
            _replaced(kept.get("state")),
            kept.get("decided"),
        )


def _both(replaced: Replaced) -> dict[str, str]:
    return {"before": replaced.before, "after": replaced.after}


def _replaced(kept: dict[str, str] | None) -> Replaced | None:
    return Replaced(kept["before"], kept["after"]) if kept else None


def _fields(kept: dict[str, Any]) -> Fields:
    return {name: None if value is None else _READ[name](value) for name, value in kept.items()}
