"""What is written to the log: never a value that was to be written to the database, and an outage once a minute."""

from __future__ import annotations

import logging
import mmap
import struct
from threading import Lock
from time import monotonic
from typing import Any

from deliberate.models.trouble import Trouble, described, is_of_a_database, traced, trouble

_MINUTE = 60.0
# After so many seconds without a failure, and a connection that was made, the next failure is another outage.
_QUIET = 10.0


_make_record = logging.getLogRecordFactory()


def keep_values_out() -> None:
    """Of this process's log, whichever library writes to it."""
    logging.setLogRecordFactory(_record)


def _record(*given: Any, **more: Any) -> logging.LogRecord:
    record = _make_record(*given, **more)
    if isinstance(record.args, tuple):
        record.args = tuple(map(_without_values, record.args))
    record.msg = _without_values(record.msg)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None and is_of_a_database(error):
        record.exc_info = None
        if trouble(error):  # where in our code it was noticed says nothing
            record.msg, record.args = f"{record.getMessage()}: {described(error)}", ()
        else:
            record.exc_text = traced(error)
    return record


def _without_values(told: object) -> object:
    return described(told) if isinstance(told, BaseException) and is_of_a_database(told) else told


class Outage:
    """A kind of trouble: said when it begins, and then once a minute with how many failures there were.

    The processes that gunicorn makes of one say it together: the memory is theirs in common. If two notice it in the
    same instant, both say it.
    """

    # When it was last said, when something last failed, when a connection was last made, what was not told of since.
    _FORM = "dddq"

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, struct.calcsize(self._FORM))
        self._lock = Lock()

    def note(self, log: logging.Logger, error: BaseException, what: str) -> None:
        with self._lock:
            said, failed, connected, untold = struct.unpack_from(self._FORM, self._memory)
            now = monotonic()
            another = failed < connected and now - failed > _QUIET
            due = not said or another or now - said >= _MINUTE
            now_said, now_untold = (now, 0) if due else (said, untold + 1)
            struct.pack_into(self._FORM, self._memory, 0, now_said, now, connected, now_untold)
        if due:
            since = f" ({untold} more since this was last said)" if untold else ""
            log.error("%s%s (%s)", what, since, described(error))

    def connected(self) -> None:
        struct.pack_into("d", self._memory, struct.calcsize("dd"), monotonic())


_OUTAGES = {kind: Outage() for kind in Trouble}


def note_outage(log: logging.Logger, error: BaseException, who: str) -> None:
    """`error` is trouble with the database, and it came between `who` and what was to be done."""
    kind = trouble(error) or Trouble.AWAY
    _OUTAGES[kind].note(log, error, f"{kind}: {who}")


def note_connection(*_: object) -> None:
    """One was made."""
    for outage in _OUTAGES.values():
        outage.connected()
