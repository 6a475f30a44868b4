"""The packed parts of a PDF, unpacked once before anything is read: how large they are, and whether they are whole.

PDFium stops where a stream is damaged and says nothing of it; what follows would be lost without a word.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from deliberate.domain.words import say
from deliberate.formats.errors import FormatError

_BEGINS = re.compile(rb"(?<!end)stream\r?\n")
# As far before a stream as its dictionary may begin: they are short.
_DICTIONARY = 4000
# Pictures hold no words. What is packed twice, or locked, is not looked into.
_PACKED = re.compile(rb"/Filter\s*(?:/FlateDecode|/Fl|\[\s*/FlateDecode\s*\])(?![A-Za-z])")
_PICTURE, _LOCKED = re.compile(rb"/Subtype\s*/Image"), re.compile(rb"/Encrypt\s+\d")
# A page of a map may take 20 MB, a book of a thousand pages 100.
_LARGEST, _ALL, _MEGABYTE = 64, 256, 1 << 20
_TAIL = 4096


def damaged(content: bytes) -> int:
    """How many streams break off. Raises FormatError for those that unpack to more than a text would, and for a file
    that ends in its middle."""
    if b"startxref" not in content[-_TAIL:] and b"%%EOF" not in content[-_TAIL:]:
        raise FormatError(say("the PDF breaks off: its end is missing"))
    if _LOCKED.search(content):
        return 0
    count = whole = 0
    for start in _packed(content):
        size, is_whole = _unpacked(content, start, _ALL * _MEGABYTE - whole)
        whole += size
        if size > _LARGEST * _MEGABYTE or whole >= _ALL * _MEGABYTE:
            raise FormatError(say("it unpacks to more than %(megabytes)d MB", megabytes=_LARGEST))
        count += not is_whole
    return count


def _packed(content: bytes) -> Iterator[int]:
    """Where the data of streams begin."""
    for stream in _BEGINS.finditer(content):
        near = content[max(stream.start() - _DICTIONARY, 0) : stream.start()]
        dictionary = near[near.rfind(b" obj") + 1 :]
        if _PACKED.search(dictionary) and not _PICTURE.search(dictionary):
            yield stream.end()


def _unpacked(content: bytes, start: int, most: int) -> tuple[int, bool]:
    """The size, as far as anybody needs to know it, and whether the end is there."""
    unpacking = zlib.decompressobj()
    size, rest = 0, memoryview(content)[start:]
    step = 1 << 16
    for at in range(0, len(rest), step):
        data: bytes | memoryview = rest[at : at + step]
        while data and not unpacking.eof:
            try:
                size += len(unpacking.decompress(data, _MEGABYTE))
            except zlib.error:
                return size, False
            if size > min(most, _LARGEST * _MEGABYTE):
                return size, True
            data = unpacking.unconsumed_tail
        if unpacking.eof:
            return size, True
    return size, False
