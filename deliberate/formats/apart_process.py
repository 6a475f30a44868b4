"""The process that reads one file within limits: the other side of `apart`."""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from io import BytesIO

from deliberate.domain.words import Sayable, say
from deliberate.formats.documents import Document
from deliberate.formats.errors import FormatError
from deliberate.formats.passing import packed

_BYTES = 1_000_000


def answer(module: str, name: str, seconds: int, megabytes: int, patience: float) -> None:
    """Reads what is on the standard input, and writes a document and nothing, or nothing and why."""
    content = sys.stdin.buffer.read()
    read = getattr(import_module(module), name)
    limit(seconds, megabytes, patience)
    document: Document | None = None
    why: Sayable = ""
    try:
        document = read(BytesIO(content))
        written = packed((document, why))
    except FormatError as error:
        written = packed((None, error.why))
    except MemoryError:
        why = say("reading it takes more than %(megabytes)d MB of memory", megabytes=megabytes)
        written = packed((None, why))
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()


def limit(seconds: int, megabytes: int, patience: float) -> None:
    """Of this process, from now on; where the system has no such limits, none."""
    if hasattr(signal, "alarm"):
        # Nobody may be left to end it.
        signal.alarm(int(patience) + 2)
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, megabytes * _BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        # Where a limit cannot be set (macOS has none of addresses), the others still are.
        try:
            resource.setrlimit(kind, (most, most + (kind == resource.RLIMIT_CPU)))
        except (ValueError, OSError):
            continue
