"""Zip archives that nobody vouches for: what one would cost is known from its directory before anything is unpacked."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from deliberate.domain.words import Say, say
from deliberate.formats.documents.office.beginnings import ARCHIVE, COMPOUND
from deliberate.formats.documents.office.markup import Element, parsed, weight
from deliberate.formats.errors import FormatError

_MEGABYTE = 1_000_000
# A text of a thousand pages, as XML, is 5 to 15 MB; what takes the rest are pictures.
MOST_UNPACKED = 50 * _MEGABYTE
MOST_OF_A_PART = 20 * _MEGABYTE
MOST_PARTS = 2_000
# XML of long tables packs 20 to 40 to 1. Small parts may repeat themselves.
MOST_PACKED = 100
_SMALL = _MEGABYTE
# Of the trees of all parts that are read. Programs that write much about each letter need it for 200 pages.
MOST_WEIGHT = 200 * _MEGABYTE
# So much is taken from the file at once; a directory of MOST_PARTS with long names is a third of it.
_AT_ONCE = _MEGABYTE
_CHUNK = 1 << 16

_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Archive:
    """The parts of an archive by name; case and the kind of slash do not count, as in ECMA-376 part 2.

    Raises FormatError, here and when a part is read, for what is no archive, is broken or would cost too much.
    """

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = ZipFile(_Sparing(file))
        except FormatError:
            raise
        except _BROKEN:
            raise FormatError(_no_archive(file)) from None
        self._parts: dict[str, list[ZipInfo]] = {}
        for part in self._zip.infolist():
            self._parts.setdefault(_key(part.filename), []).append(part)
        _check_sums(self._zip.infolist())
        self._weight = 0

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def names(self) -> list[str]:
        """In small letters."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """Never more than the directory said. Raises KeyError where there is no such part."""
        named = self._parts[_key(name)]
        if len(named) > 1:
            raise FormatError(say("is there twice; which of them counts is not clear"), at=name)
        part = named[0]
        if part.flag_bits & 1:
            raise FormatError(locked())
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise FormatError(say("is packed in a way that text documents are not"), at=name)
        try:
            with self._zip.open(part) as packed:
                return b"".join(iter(lambda: packed.read(_CHUNK), b""))
        except _BROKEN:
            raise FormatError(say("cannot be unpacked: the file is cut off or damaged"), at=name) from None

    def xml(self, name: str) -> Element | None:
        """The root of a part, if there is such a part."""
        if name not in self:
            return None
        data = self.read(name)
        self._weight += weight(data)
        check_weight(self._weight)
        return parsed(data, name)


class _Sparing:
    """A file that gives only so much at once: a directory that says it is huge is not read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1, /) -> bytes:
        if size > _AT_ONCE:
            raise FormatError(say("the directory of the archive is too large"))
        return self._file.read(_AT_ONCE if size < 0 else size)


def locked() -> Say:
    return say("the file is locked with a password; save it without one")


def check_weight(size: int) -> None:
    """Raises FormatError for more than one file may take."""
    if size > MOST_WEIGHT:
        raise FormatError(say("the file takes more than %(most)d MB of memory to read", most=MOST_WEIGHT // _MEGABYTE))


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _check_sums(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise FormatError(
            say("the archive has %(number)d parts; at most %(most)d are read", number=len(parts), most=MOST_PARTS)
        )
    for part in parts:
        if part.file_size > MOST_OF_A_PART:
            raise FormatError(_too_large(part.file_size, MOST_OF_A_PART), at=part.filename[:80])
        if part.file_size > max(_SMALL, MOST_PACKED * part.compress_size):
            packed = say("would unpack to more than %(most)d times its size", most=MOST_PACKED)
            raise FormatError(packed, at=part.filename[:80])
    if (unpacked := sum(part.file_size for part in parts)) > MOST_UNPACKED:
        raise FormatError(say("the file: %(why)s", why=_too_large(unpacked, MOST_UNPACKED)))


def _too_large(size: int, most: int) -> Say:
    return say(
        "would unpack to %(size)d MB; at most %(most)d MB are read",
        size=-(-size // _MEGABYTE),
        most=most // _MEGABYTE,
    )


def _no_archive(file: BinaryIO) -> Say:
    """What the file is instead."""
    file.seek(0)
    beginning = file.read(len(COMPOUND))
    if beginning == COMPOUND:
        return _compound(file)
    if beginning.startswith(ARCHIVE):
        return say("the archive is cut off or damaged; save the document again")
    if beginning.startswith(b"{\\rtf"):
        return say("this is an RTF file; save it as DOCX or ODT")
    return say("this is neither a DOCX nor an ODT file: it is no zip archive")


def _compound(file: BinaryIO) -> Say:
    """Tells by the names in its directory, which are UTF-16 (MS-CFB 2.6.1)."""
    before = b""
    is_word = False
    while chunk := file.read(_CHUNK):
        seen = before + chunk
        if "EncryptedPackage".encode("utf-16-le") in seen:
            return locked()
        is_word = is_word or "WordDocument".encode("utf-16-le") in seen
        before = chunk[-64:]
    if is_word:
        return say("this is a file of Word before 2007 (.doc); save it as DOCX or ODT")
    return say("this is a file of an old office program, not a DOCX; save the text as DOCX or ODT")
