"""Counts in a file that all processes on this machine share."""

from __future__ import annotations

import os
import sqlite3
import time
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from limits.storage import Storage

_TABLE = """
CREATE TABLE IF NOT EXISTS tries (key BLOB PRIMARY KEY, number INTEGER NOT NULL, ends REAL NOT NULL) WITHOUT ROWID
"""
# A window that is over is followed by a new one.
_COUNT = """
INSERT INTO tries (key, number, ends) VALUES (:key, max(0, :amount), :ends)
ON CONFLICT (key) DO UPDATE SET
    number = max(0, :amount + CASE WHEN ends > :now THEN number ELSE 0 END),
    ends = CASE WHEN ends > :now THEN ends ELSE :ends END
RETURNING number
"""
# So many seconds another process is waited for, and so many the windows that are over may stay.
_PATIENCE = 1.0
_SWEEP = 60.0


class FileStorage(Storage):
    """An SQLite file. What is lost of it when a machine stops is a few tries, so nothing waits for the disk."""

    STORAGE_SCHEME = None

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._lock = Lock()
        # Opened when something is first counted: no connection may be shared with a process that this one begins.
        self._connection: sqlite3.Connection | None = None
        self._next_sweep = 0.0

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        return sqlite3.Error, OSError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        with self._lock:
            opened = self._opened()
            if now >= self._next_sweep:
                opened.execute("DELETE FROM tries WHERE ends <= ?", [now])
                self._next_sweep = now + _SWEEP
            values = {"key": _hidden(key), "amount": amount, "now": now, "ends": now + expiry}
            number: int = opened.execute(_COUNT, values).fetchone()[0]
            return number

    def get(self, key: str) -> int:
        return int(self._found(key)[0])

    def get_expiry(self, key: str) -> float:
        return float(self._found(key)[1])

    def check(self) -> bool:
        with self._lock:
            self._opened()
        return True

    def reset(self) -> int:
        with self._lock:
            return self._opened().execute("DELETE FROM tries").rowcount

    def clear(self, key: str) -> None:
        with self._lock:
            self._opened().execute("DELETE FROM tries WHERE key = ?", [_hidden(key)])

    def _found(self, key: str) -> tuple[int, float]:
        now = time.time()
        statement = "SELECT number, ends FROM tries WHERE key = ? AND ends > ?"
        with self._lock:
            return self._opened().execute(statement, [_hidden(key), now]).fetchone() or (0, now)

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
            opened = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
            for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF", _TABLE):
                opened.execute(statement)
            self._connection = opened
        return self._connection


def _hidden(key: str) -> bytes:
    """Names and addresses are not written down."""
    return blake2b(key.encode(), digest_size=16).digest()
