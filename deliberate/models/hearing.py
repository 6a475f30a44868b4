"""A database that lets one in and then gives no answer: who waits for a page waits so long, and not all at once.

Nothing ends such a wait by itself: the network is well, and what limits a statement's time is the database. So whoever
serves pages gives up by the clock, and while nothing is heard one alone tries again; the others are told at once, since
each would keep one of a few threads waiting, until none is left to say that all is well.
"""

from __future__ import annotations

import math
import time
from collections.abc import Generator
from contextvars import ContextVar
from threading import Lock
from typing import Any

from sqlalchemy import Engine, event

# Seconds for an answer, where somebody waits for a page; what is not for a page may take as long as it likes.
patience: ContextVar[float | None] = ContextVar("patience", default=None)
# Once nothing was heard, what else is asked meanwhile need not wait as long.
_WHILE_DEAF = 1.0


def listen(engine: Engine) -> None:
    """Makes the connections of a PostgreSQL engine give up so."""
    if engine.dialect.name == "postgresql":
        _Hearing(engine)


class _Hearing:
    def __init__(self, engine: Engine) -> None:
        from psycopg import Connection, Error, OperationalError  # only where it is used
        from psycopg.errors import ConnectionTimeout

        class Silence(OperationalError):
            """Whoever waited gave up."""

        self._silence, self._too_late = Silence, ConnectionTimeout
        self._is_deaf = False
        self._heard_at = -math.inf
        self._trying = Lock()
        hearing = self

        class Patient(Connection[Any]):
            """Its generators say that they wait, and are told every tenth of a second if nothing came."""

            def wait(self, gen: Generator[Any, Any, Any], *given: Any, **named: Any) -> Any:
                seconds = patience.get()
                if seconds is None:
                    return super().wait(gen, *given, **named)
                try:
                    answer = super().wait(hearing.within(gen, seconds), *given, **named)
                except Silence:
                    self.pgconn.finish()
                    raise
                except Error as error:
                    # A refusal is an answer, too.
                    if error.sqlstate:
                        hearing.heard()
                    raise
                hearing.heard()
                return answer

        self._kind = Patient
        event.listen(engine, "do_connect", self._connect)

    def heard(self) -> None:
        self._is_deaf, self._heard_at = False, time.monotonic()

    def within(self, waiting: Generator[Any, Any, Any], seconds: float) -> Generator[Any, Any, Any]:
        """The same, given up after so many seconds. Where others had an answer meanwhile, it was a lock that was waited
        for."""
        begin = time.monotonic()
        end = begin + (min(seconds, _WHILE_DEAF) if self._is_deaf else seconds)
        try:
            state = next(waiting)
            while True:
                ready = yield state
                if not ready and time.monotonic() > end:
                    self._is_deaf = self._heard_at < begin
                    raise self._silence("the server has let us in and gives no answer")
                state = waiting.send(ready)
        except StopIteration as done:
            return done.value

    def _connect(self, dialect: object, record: object, given: list[Any], named: dict[str, Any]) -> object:
        if patience.get() is None or not self._is_deaf:
            return self._let_in(given, named)
        if not self._trying.acquire(blocking=False):
            raise self._silence("the server gives no answer; somebody else is trying")
        try:
            return self._let_in(given, named)
        finally:
            self._trying.release()

    def _let_in(self, given: list[Any], named: dict[str, Any]) -> object:
        try:
            made = self._kind.connect(*given, **named)
        except self._too_late:
            self._is_deaf = True
            raise
        self.heard()
        return made
