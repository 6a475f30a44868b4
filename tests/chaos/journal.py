"""What was sent and what was acknowledged, and whether a database has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Engine, text


@dataclass
class Written:
    """What one thing can be: as it was acknowledged last, or as somebody tried to make it since, with no answer."""

    may_be: list[str] = field(default_factory=list)
    acknowledged: bool = False


# By kind, what the database has under a key; the edits and posts are the words of posts, by number and by themselves.
_NOW = {
    "person": "SELECT name, name FROM people",
    "post": "SELECT body, body FROM posts UNION ALL SELECT body, body FROM earlier_wordings",
    "vote": "SELECT votes.post_id || ' by ' || people.name, votes.choice FROM votes"
    " JOIN people ON people.id = votes.person_id",
    "edit": "SELECT CAST(id AS TEXT), body FROM posts",
    "act": "SELECT reason, reason FROM moderation_log",
}


class Journal:
    def __init__(self) -> None:
        self.done = 0
        self._lock = Lock()
        self._written: dict[tuple[str, str], Written] = defaultdict(Written)

    @contextmanager
    def writing(self, kind: str, key: str, value: str) -> Iterator[Callable[[bool], None]]:
        """`value` may be there from now on, and must be once it is acknowledged."""
        written = self._written[kind, key]
        written.may_be.append(value)

        def answered(done: bool) -> None:
            with self._lock:
                if done:
                    written.may_be, written.acknowledged = [value], True
                    self.done += 1
                elif value in written.may_be:
                    written.may_be.remove(value)

        yield answered

    def count(self, kind: str) -> int:
        return sum(written.acknowledged for (what, _), written in self._written.items() if what == kind)

    def lost(self, engine: Engine) -> list[str]:
        """What was acknowledged and is not there, or is there twice."""
        with engine.connect() as connection:
            now: dict[tuple[str, str], list[str]] = defaultdict(list)
            for kind, statement in _NOW.items():
                for key, value in connection.execute(text(statement)):
                    now[kind, key].append(value)
        return [
            f"{kind} {key}: {found} instead of {written.may_be}"
            for (kind, key), written in self._written.items()
            if written.acknowledged and not (len(found := now[kind, key]) == 1 and found[0] in written.may_be)
        ]
