"""A DOCX or an ODT, told apart by what it holds, whatever it is called."""

from __future__ import annotations

from typing import BinaryIO

from deliberate.domain.words import say
from deliberate.formats.documents import Document
from deliberate.formats.documents.office import docx, odt
from deliberate.formats.documents.office.archives import MOST_OF_A_PART, Archive, check_weight
from deliberate.formats.documents.office.beginnings import is_flat
from deliberate.formats.documents.office.markup import parsed, weight
from deliberate.formats.errors import FormatError

# Namespaces stand in the first element, after a declaration at most.
_BEGINNING = 4096


def read(file: BinaryIO) -> Document:
    """Raises FormatError for any other file, and for one that would cost too much."""
    beginning = file.read(_BEGINNING)
    file.seek(0)
    if is_flat(beginning):
        return _read_flat(file)
    archive = Archive(file)
    return odt.read(archive) if odt.is_odt(archive) else docx.read(archive)


def _read_flat(file: BinaryIO) -> Document:
    data = file.read(MOST_OF_A_PART + 1)
    if len(data) > MOST_OF_A_PART:
        raise FormatError(say("the file is larger than %(most)d MB", most=MOST_OF_A_PART // 1_000_000))
    check_weight(weight(data))
    return odt.read_flat(parsed(data, "the file"))
