"""Readers as no reader should be, for a process of their own."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import BinaryIO, Never

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.words import say
from deliberate.formats.documents import Document
from deliberate.formats.errors import FormatError


def gives(file: BinaryIO) -> Document:
    words = file.read().decode()
    return Document(words, (Passage("oaks", PassageKind.PARAGRAPH, 0, words),), unread=(say("scripts"),))


def names_site(file: BinaryIO) -> Document:
    """Whether the site was loaded with it."""
    return Document(str("flask" in sys.modules or "sqlalchemy" in sys.modules), ())


def refuses(file: BinaryIO) -> Never:
    raise FormatError(say("%(name)s is not a label; labels are %(names)s", name="oak", names="objection"), line=3)


def fails(file: BinaryIO) -> Never:
    raise LookupError("no such tree")


def eats(file: BinaryIO) -> Document:
    eaten = [bytearray(10_000_000) for _ in range(100)]
    return Document(str(len(eaten)), ())


def loops(file: BinaryIO) -> Never:
    while True:
        pass


def sleeps(file: BinaryIO) -> Document:
    time.sleep(600)
    return Document("", ())


def dies(file: BinaryIO) -> Never:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def leaves(file: BinaryIO) -> Never:
    os._exit(0)


def babbles(file: BinaryIO) -> Document:
    sys.stdout.write("warning: ")
    sys.stdout.flush()
    return Document("", ())


def gives_nonsense(file: BinaryIO) -> Document:
    return Document("", (), topics=(object(),))  # type: ignore[arg-type]
