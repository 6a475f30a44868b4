"""Reading a file of another program in a process of its own, within limits of time and memory.

What reads such files are large libraries, and a file may be made to use them up or to bring them down. The process is
started anew, not forked: a server has threads, whose locks a fork would copy as they are. It is given the file on its
standard input, and answers on its standard output with a document or with why there is none (`passing`). Where the
limits of `resource` do not exist (Windows, in part macOS) only the time is limited.
"""

from __future__ import annotations

import json
import signal
import subprocess  # nosec B404  # starts this Python alone
import sys
import threading
from dataclasses import dataclass
from typing import BinaryIO, Never

from deliberate.domain.words import Sayable, say, say_many
from deliberate.formats.documents import Document
from deliberate.formats.errors import FormatError
from deliberate.formats.passing import unpacked

# Makes a package without its `__init__`, which would make the whole site: over a second, and 60 MB. Neither the user's
# settings nor `site` have any part in it: the modules are those that the process which asks has.
_START = """
import json, sys, types
path, sys.path[:], *given = json.loads(sys.argv[1])
package = sys.modules["deliberate"] = types.ModuleType("deliberate")
package.__path__ = path
from deliberate.formats.apart_process import answer
answer(*given)
"""
# So many at a time, each with all of its memory; others wait for them.
_TOGETHER = threading.BoundedSemaphore(2)
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """`seconds` of a processor, and more for each megabyte of the file, up to `most`: what is made to be slow is small,
    and a book is not. `patience`: so many times as long it may take where the machine is busy. `megabytes` of memory
    in all; `largest`: megabytes of a file."""

    seconds: float = 3.5
    seconds_a_megabyte: float = 5.0
    most: float = 60.0
    patience: float = 5.0
    megabytes: int = 300
    largest: int = 50

    def seconds_for(self, size: int) -> int:
        return max(round(min(self.seconds + self.seconds_a_megabyte * size / _MEGABYTE, self.most)), 1)


USUAL = Limits()


def read_apart(module: str, name: str, file: BinaryIO, limits: Limits = USUAL) -> Document:
    """What `name` of `module` makes of the file. Raises FormatError with its reason, or with the limit it came to."""
    content = file.read(limits.largest * _MEGABYTE + 1)
    if len(content) > limits.largest * _MEGABYTE:
        raise FormatError(say("the file is larger than %(megabytes)d MB", megabytes=limits.largest))
    seconds = limits.seconds_for(len(content))
    with _TOGETHER:
        status, answer, complaint = _asked(module, name, content, seconds, limits)
    try:
        document, refusal = unpacked(answer)
    except (ValueError, TypeError, KeyError, RecursionError):
        _give_up(status, complaint, seconds, limits)
    if isinstance(document, Document):
        return document
    raise FormatError(refusal)


def _asked(module: str, name: str, content: bytes, seconds: int, limits: Limits) -> tuple[int, bytes, bytes]:
    """How the process ended, what it answered and what it complained of."""
    path = list(sys.modules["deliberate"].__path__)
    patience = seconds * limits.patience
    given = json.dumps([path, [*map(str, sys.path)], module, name, seconds, limits.megabytes, patience])
    with subprocess.Popen(  # noqa: S603  # nosec B603  # our own code; what it reads is on its standard input
        [sys.executable, "-I", "-S", "-c", _START, given],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            answer, complaint = process.communicate(content, patience)
        except subprocess.TimeoutExpired:
            raise FormatError(_too_long(patience)) from None
        finally:
            process.kill()
    return process.returncode, answer, complaint


def _give_up(status: int, complaint: bytes, seconds: int, limits: Limits) -> Never:
    """It ended without an answer."""
    if status in (-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGALRM", 0)) and status:
        raise FormatError(_too_long(seconds))
    cause = RuntimeError(complaint.decode("utf-8", "replace")[-2000:]) if complaint else None
    raise FormatError(
        say(
            "reading it broke off: it is damaged, or takes more than %(megabytes)d MB of memory",
            megabytes=limits.megabytes,
        )
    ) from cause


def _too_long(seconds: float) -> Sayable:
    return say_many(
        "reading it takes more than %(num)d second", "reading it takes more than %(num)d seconds", round(seconds)
    )
