"""Archives that want to be expensive, and files that are no archive."""

from __future__ import annotations

import struct
import tracemalloc
import warnings
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile

import pytest

from deliberate.formats.documents.office import archives
from deliberate.formats.documents.office.archives import Archive
from deliberate.formats.documents.office.beginnings import COMPOUND
from deliberate.formats.documents.office.markup import name
from deliberate.formats.errors import FormatError
from tests.formats.documents.office.making import docx, docx_parts, p, zipped

LETTERS = b"a" * 150_000_000


def refusal(content: bytes, wanted: str = "word/document.xml") -> str:
    with pytest.raises(FormatError) as refused:
        Archive(BytesIO(content)).xml(wanted)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def set_sizes(content: bytes, said: int) -> bytes:
    """The same archive with a directory that says so of every large part."""
    changed = bytearray(content)
    at = -1
    while (at := changed.find(b"PK\x01\x02", at + 1)) >= 0:
        if struct.unpack_from("<I", changed, at + 24)[0] > 100_000:
            struct.pack_into("<I", changed, at + 24, said)
    return bytes(changed)


def test_parts_are_found_whatever_their_case_and_slashes() -> None:
    archive = Archive(BytesIO(zipped({"Word\\Document.xml": "<a/>", "/b.txt": "b"})))
    assert "word/document.xml" in archive
    assert archive.read("B.txt") == b"b"
    assert sorted(archive.names()) == ["b.txt", "word/document.xml"]
    root = archive.xml("word/document.xml")
    assert root is not None
    assert name(root) == "?:a"
    assert archive.xml("other.xml") is None


def test_what_would_unpack_to_much_is_refused_before_anything_is_unpacked() -> None:
    bomb = zipped({"word/document.xml": LETTERS})
    assert len(bomb) < 160_000
    tracemalloc.start()
    try:
        assert refusal(bomb) == "word/document.xml: would unpack to 150 MB; at most 20 MB are read"
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_part_that_is_larger_than_its_directory_says_is_not_read_any_further() -> None:
    lying = set_sizes(zipped({"word/document.xml": LETTERS}), said=5_000)
    tracemalloc.start()
    try:
        assert refusal(lying) == "word/document.xml: cannot be unpacked: the file is cut off or damaged"
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_part_that_nobody_reads_may_not_be_a_bomb_either() -> None:
    packed = zipped({**docx_parts(p("Trees")), "word/media/a.png": bytes(2_000_000)})
    assert refusal(packed) == "word/media/a.png: would unpack to more than 100 times its size"


def test_parts_that_are_too_large_together_are_refused() -> None:
    parts = {f"{number}.bin": bytes(15_000_000) for number in range(4)}
    assert refusal(zipped(parts, ZIP_STORED)) == "the file: would unpack to 60 MB; at most 50 MB are read"


def test_small_parts_may_repeat_themselves() -> None:
    assert Archive(BytesIO(zipped({"a.txt": "a" * 500_000}))).read("a.txt") == b"a" * 500_000


def test_more_parts_than_any_document_has_are_refused() -> None:
    assert refusal(zipped({f"{number}": "" for number in range(2_001)})) == (
        "the archive has 2001 parts; at most 2000 are read"
    )


def test_a_directory_that_is_itself_too_large_is_not_read() -> None:
    assert refusal(zipped({f"{'long' * 50}{number}": "" for number in range(5_000)})) == (
        "the directory of the archive is too large"
    )


def test_more_elements_than_fit_in_memory_are_refused_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_WEIGHT", 1_000)
    parts = {"a.xml": f"<a>{'<b/>' * 6}</a>", "c.xml": "<c><d/><d/><d e='1'/></c>"}
    archive = Archive(BytesIO(zipped(parts)))
    assert archive.xml("a.xml") is not None
    with pytest.raises(FormatError, match="^the file takes more than 0 MB of memory to read$"):
        archive.xml("c.xml")


def test_a_part_that_is_there_twice_is_refused_where_it_is_read() -> None:
    made = BytesIO()
    with ZipFile(made, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/document.xml", "<b/>")
        archive.writestr("other.xml", "<c/>")
    assert refusal(made.getvalue()) == "word/document.xml: is there twice; which of them counts is not clear"
    assert Archive(BytesIO(made.getvalue())).xml("other.xml") is not None


def test_parts_that_are_packed_in_another_way_are_refused() -> None:
    packed = zipped({"word/document.xml": "<a/>" * 100}, ZIP_BZIP2)
    assert refusal(packed) == "word/document.xml: is packed in a way that text documents are not"


def test_a_part_under_a_password_is_said_to_be_locked() -> None:
    locked = bytearray(zipped({"word/document.xml": "<a/>"}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(locked)) == "the file is locked with a password; save it without one"


def damaged() -> bytes:
    return zipped({"word/document.xml": "<a>Trees and more trees.</a>"}, ZIP_STORED).replace(b"more", b"m\0re")


def _compound(*names: str) -> bytes:
    return COMPOUND + bytes(70_000) + "".join(names).encode("utf-16-le") + bytes(900)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: docx(p("Trees " * 99))[:-200], "the archive is cut off or damaged; save the document again"),
        (lambda: docx(p("Trees " * 99))[:700], "the archive is cut off or damaged; save the document again"),
        (
            damaged,
            "word/document.xml: cannot be unpacked: the file is cut off or damaged",
        ),
        (lambda: b"Trees for the town", "this is neither a DOCX nor an ODT file: it is no zip archive"),
        (lambda: b"", "this is neither a DOCX nor an ODT file: it is no zip archive"),
        (lambda: b"{\\rtf1 Trees}", "this is an RTF file; save it as DOCX or ODT"),
        (
            lambda: _compound("WordDocument"),
            "this is a file of Word before 2007 (.doc); save it as DOCX or ODT",
        ),
        (
            lambda: _compound("EncryptionInfo", "EncryptedPackage"),
            "the file is locked with a password; save it without one",
        ),
        (
            lambda: _compound("Workbook"),
            "this is a file of an old office program, not a DOCX; save the text as DOCX or ODT",
        ),
    ],
)
def test_what_is_no_archive_is_told_by_what_it_is(made: Callable[[], bytes], why: str) -> None:
    assert refusal(made()) == why
