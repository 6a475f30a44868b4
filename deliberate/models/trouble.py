"""What is wrong when the database cannot do its work, told from our own mistakes; and words for it without any value.

What a database says of a failing statement may hold what was to be written: a vote with its voter, a text, an e-mail
address, the hash of a password. Of that only names are repeated: of the kind of error, the table, the rule it broke.
"""

from __future__ import annotations

import errno
import re
import sqlite3
import traceback
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, DisconnectionError, PendingRollbackError, StatementError
from sqlalchemy.exc import TimeoutError as NoConnectionFree


class Trouble(StrEnum):
    """What ends by itself or by the hand of whoever runs the site; until then nobody can do anything about it."""

    # It does not answer.
    AWAY = "the database does not answer"
    # It can be read.
    FULL = "nothing can be saved"
    # Others are first, for longer than one waits.
    BUSY = "the database is too busy"


# By the first letters of what PostgreSQL calls an error: of the longest that fit counts the last.
_POSTGRESQL = {
    "08": Trouble.AWAY,  # connection
    "25006": Trouble.FULL,  # read only, as after a failover
    "28": Trouble.AWAY,  # not let in
    "3D": Trouble.AWAY,  # there is no such database
    "40": Trouble.BUSY,  # deadlock, serialization
    "53": Trouble.BUSY,  # insufficient resources
    "53100": Trouble.FULL,
    "53300": Trouble.BUSY,  # too many connections
    "55P03": Trouble.BUSY,  # a lock
    "57": Trouble.AWAY,  # shut down, starting up
    "57014": Trouble.BUSY,  # it took too long
    "58": Trouble.AWAY,  # of the system it runs on
    "58030": Trouble.FULL,  # input and output
}
_SQLITE = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_PROTOCOL: Trouble.BUSY,
    sqlite3.SQLITE_READONLY: Trouble.FULL,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.FULL,
    sqlite3.SQLITE_NOMEM: Trouble.AWAY,
    sqlite3.SQLITE_INTERRUPT: Trouble.AWAY,
    sqlite3.SQLITE_CORRUPT: Trouble.AWAY,
    sqlite3.SQLITE_NOTADB: Trouble.AWAY,
    sqlite3.SQLITE_CANTOPEN: Trouble.AWAY,
    sqlite3.SQLITE_PERM: Trouble.AWAY,
    sqlite3.SQLITE_AUTH: Trouble.AWAY,
}
_OF_FILES = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO}
_CHANGE = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) \w+")
_DATABASES = {"sqlalchemy", "sqlite3", "psycopg"}


def trouble(error: BaseException) -> Trouble | None:
    """None where the mistake is ours."""
    if isinstance(error, OSError) and error.errno in _OF_FILES:
        return Trouble.FULL
    if isinstance(error, NoConnectionFree):
        return Trouble.BUSY
    if isinstance(error, DisconnectionError):
        return Trouble.AWAY
    if isinstance(error, PendingRollbackError):  # what went wrong before is in what it came from
        return next(filter(None, map(trouble, [one for one in _chain(error) if one is not error])), None)
    if isinstance(error, DBAPIError) and error.orig is not None:
        return trouble(error.orig) or (Trouble.AWAY if error.connection_invalidated else None)
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if _family(error) == "psycopg":
        return _of_postgresql(error)
    return None


def _of_postgresql(error: BaseException) -> Trouble | None:
    """The driver is loaded only where it is used, so its kinds of error are known by their names."""
    if state := getattr(error, "sqlstate", None):
        fitting = [code for code in _POSTGRESQL if str(state).startswith(code)]
        return _POSTGRESQL[max(fitting, key=len)] if fitting else None
    # No answer of the server's: what the driver itself noticed.
    lost = {"OperationalError", "InterfaceError"}
    return Trouble.AWAY if lost & {kind.__name__ for kind in type(error).__mro__} else None


def is_of_a_database(error: BaseException) -> bool:
    """Whether it, or what it came from, may repeat what was to be written."""
    return any(_family(one) in _DATABASES for one in _chain(error))


def described(error: BaseException) -> str:
    """In one line; of a database's error only names."""
    if not is_of_a_database(error):
        return _one_line(f"{type(error).__name__}: {error}")
    found = error.orig if isinstance(error, StatementError) and error.orig is not None else error
    if trouble(error):
        # Of the server and its files, not of what was to be written; details come in later lines.
        return _one_line(f"{type(found).__name__}: {str(found).partition(chr(10))[0]}")
    diagnosis = getattr(found, "diag", None)
    named = ("sqlstate", "table_name", "column_name", "constraint_name")
    names = [getattr(diagnosis, name, None) for name in named] + [getattr(found, "sqlite_errorname", None)]
    kinds = dict.fromkeys(type(one).__name__ for one in (error, found))
    told = ", ".join(name for name in names if name)
    return ": ".join(kinds) + (f" ({told})" if told else "")


def traced(error: BaseException) -> str:
    """The way it came about, as Python prints it, each error of a database's and what it came from described."""
    lines = []
    for one in reversed(list(_chain(error))):
        lines += ["Traceback (most recent call last):\n", *traceback.format_tb(one.__traceback__), _last_line(one)]
    return "".join(lines).rstrip("\n")


def _last_line(error: BaseException) -> str:
    told = described(error) if _family(error) else type(error).__name__
    change = _CHANGE.match(getattr(error, "statement", None) or "")
    return f"{told} in {change[0]}\n" if change else f"{told}\n"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """It, what it came from, and so on."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _family(error: BaseException) -> str:
    """The package that an error, or the kind of error it is one of, comes from."""
    families = {kind.__module__.split(".")[0] for kind in type(error).__mro__}
    return next(iter(sorted(families & _DATABASES)), "")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:500]
