"""A service that may be away: asked, left alone for a while when it gave no answer, and told of in the log once."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
C = TypeVar("C")

# So many seconds it is left alone after it gave no answer.
PAUSE = 5.0


class MayBeAway(Generic[C]):
    """`client` is made when it is first asked; `reason` says in one line what is wrong. The log is told when it goes
    away, by its name and with what is done meanwhile, and when it is back."""

    def __init__(
        self,
        log: logging.Logger,
        client: Callable[[], C],
        reason: Callable[[Exception], str],
        *,
        name: str,
        away: str,
        back: str,
    ) -> None:
        self._log, self._make, self._reason, self._name = log, client, reason, name
        self._away, self._back = away, back
        self._client: C | None = None
        self._next_look = 0.0
        self._lock = Lock()
        self.trouble = ""

    def ask(self, question: Callable[[C], T]) -> tuple[T] | None:
        """The answer, or None if there is none, whatever is wrong."""
        if not self._is_due():
            return None
        try:
            if self._client is None:
                self._client = self._make()
            answer = question(self._client)
        except Exception as error:  # whatever it is, nobody is refused a page for it
            self._note(self._reason(error))
            return None
        self._note("")
        return (answer,)

    def _is_due(self) -> bool:
        """While it is away one in some seconds asks, and the others do not wait."""
        with self._lock:
            now = time.monotonic()
            if self.trouble and now < self._next_look:
                return False
            self._next_look = now + PAUSE
            return True

    def _note(self, trouble: str) -> None:
        with self._lock:
            changed = bool(trouble) != bool(self.trouble)
            self.trouble = trouble
        if changed and trouble:
            self._log.warning("%s: %s. %s", self._name, trouble, self._away)
        elif changed:
            self._log.warning("%s: %s", self._name, self._back)
