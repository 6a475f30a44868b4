"""How office files begin. Nothing here needs the libraries that read them."""

from __future__ import annotations

# A zip archive, with parts and without.
ARCHIVE = b"PK\x03\x04"
EMPTY_ARCHIVE = b"PK\x05\x06"
# A compound file (MS-CFB 2.2): Word before 2007, and any office file under a password.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The first part of an ODT has this name and says, not packed, what the file is (ODF 1.3 part 2, 3.3).
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_FLAT = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def is_odt(beginning: bytes) -> bool:
    return (beginning.startswith(ARCHIVE) and _ODT in beginning[:200]) or is_flat(beginning)


def is_flat(beginning: bytes) -> bool:
    """An ODT in one XML file. It declares its namespaces in its first lines."""
    return beginning.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and _FLAT in beginning


def is_office(beginning: bytes) -> bool:
    """Any archive or compound file: its reader says what it is, if it is no text."""
    return beginning.startswith((ARCHIVE, EMPTY_ARCHIVE, COMPOUND))
