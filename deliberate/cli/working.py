"""`deliberate worker`, and the worker that a server brings with it."""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from deliberate.cli.opening import open_site, print_json

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

# How often, in seconds, an idle worker looks for something to do, and again when the database does not answer.
_PAUSE = 1.0
_LONG_PAUSE = 10.0
_HEAD_START = 1.0


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, say how much that was, and end.")
@click.option("--parent", type=int, hidden=True, help="End when this process has ended.")
def worker(once: bool, parent: int | None) -> None:
    """Do what follows from changes: opinion groups after votes, new standings after an upgrade.

    `deliberate serve` starts one by itself.
    """
    logging.basicConfig(format="deliberate worker: %(message)s")
    with _stopping(parent) as stop:
        if parent is not None:
            _give_way(stop)
        if stop.keep_going():
            with open_site() as session:
                (_once if once else _work)(session, stop)


def _give_way(stop: _Stop) -> None:
    """To the server, while it starts, and to who reads the site."""
    if hasattr(os, "nice"):
        os.nice(5)
    stop.wait(_HEAD_START)


def _once(session: Session, stop: _Stop) -> None:
    from sqlalchemy import func
    from sqlalchemy import select as select_rows

    from deliberate.jobs import run_due
    from deliberate.models import WorkRow

    done = run_due(session, stop.keep_going)
    print_json({"done": done, "waiting": session.scalar(select_rows(func.count(WorkRow.id)))})


def _work(session: Session, stop: _Stop) -> None:
    from sqlalchemy.exc import SQLAlchemyError

    from deliberate.jobs import log, run_due
    from deliberate.logs import note_outage
    from deliberate.models.trouble import trouble

    while stop.keep_going():
        try:
            run_due(session, stop.keep_going)
        except SQLAlchemyError as error:
            session.close()
            if trouble(error):
                note_outage(log, error, "work waits")
            else:
                log.exception("work waits")
            stop.wait(_LONG_PAUSE)
        else:
            stop.wait(_PAUSE)


class _Stop:
    """Whether the worker was asked to stop, by SIGTERM or SIGINT or by the end of the server that started it."""

    def __init__(self, parent: int | None, waiting: socket.socket) -> None:
        self._parent = parent
        self._waiting = waiting
        self.asked = False

    def keep_going(self) -> bool:
        return not self.asked and (self._parent is None or os.getppid() == self._parent)

    def wait(self, seconds: float) -> None:
        """Ends at once when asked to stop; looks once a second whether the server is there."""
        while self.keep_going() and seconds > 0:
            select.select([self._waiting], [], [], min(seconds, _PAUSE))
            seconds -= _PAUSE


@contextmanager
def _stopping(parent: int | None) -> Iterator[_Stop]:
    waiting, woken = socket.socketpair()
    woken.setblocking(False)
    stop = _Stop(parent, waiting)

    def ask(number: int, frame: object) -> None:
        stop.asked = True

    with waiting, woken:
        # A signal also writes to the one end, which ends the waiting at the other.
        before = signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
        handlers = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield stop
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(before)
