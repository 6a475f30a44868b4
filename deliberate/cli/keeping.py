"""The worker that a server brings with it: started again when it ends before the server does."""

from __future__ import annotations

import os
import subprocess  # nosec B404  # our own interpreter only
import sys
from time import monotonic

from deliberate.cli.opening import tell
from deliberate.domain.words import say

# Seconds until it is started again: more each time, unless it had lived for longer than the longest of them.
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
# How long a server that ends waits for what its worker is doing. The worker finishes that in any case.
_PATIENCE = 5.0


class Keeper:
    """Without a worker, where none is wanted, it does nothing."""

    def __init__(self, *, wanted: bool) -> None:
        self._owner = os.getpid()
        self._pause = _FIRST_PAUSE
        self._next_start: float | None = None
        self._started = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        if wanted:
            self._start()

    def look(self) -> None:
        """To be called every second or so."""
        if self._process is None:
            return
        if self._next_start is None and self._process.poll() is not None:
            self._note_end()
        elif self._next_start is not None and monotonic() >= self._next_start:
            self._start()

    def stop(self) -> None:
        """Only in the process that started it: gunicorn's others are copies of that one."""
        if self._process is None or os.getpid() != self._owner:
            return
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            tell(say("The worker ends when it has done what it is doing."))

    def _start(self) -> None:
        """One that ends by itself when this process does, however that ends.

        In a session of its own: Ctrl-C stops the server, which stops it.
        """
        arguments = [sys.executable, "-m", "deliberate", "worker", "--parent", str(os.getpid())]
        self._process = subprocess.Popen(arguments, start_new_session=True)  # noqa: S603  # nosec B603  # our own interpreter, no shell
        self._started, self._next_start = monotonic(), None

    def _note_end(self) -> None:
        now = monotonic()
        if now - self._started > _LONGEST_PAUSE:
            self._pause = _FIRST_PAUSE
        tell(say("The worker has ended. It is started again in %(seconds)d s.", seconds=round(self._pause)))
        self._next_start = now + self._pause
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)
