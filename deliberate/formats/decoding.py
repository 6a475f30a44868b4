"""What a file holds as text."""

from __future__ import annotations

from deliberate.domain.words import say
from deliberate.formats.errors import FormatError

# Some editors begin each file with it.
MARK = b"\xef\xbb\xbf"


def decoded(content: bytes) -> str:
    """The text without a byte order mark; raises FormatError, which says where, for what is not UTF-8."""
    try:
        return content.removeprefix(MARK).decode()
    except UnicodeDecodeError as error:
        raise not_text(error, len(content) - len(error.object)) from error


def not_text(error: UnicodeDecodeError, before: int, lines: int = 0) -> FormatError:
    """`before`: so many bytes, in so many whole lines, came before those that were decoded."""
    line = lines + error.object.count(b"\n", 0, error.start) + 1
    return FormatError(say("not UTF-8 text (byte %(byte)d)", byte=before + error.start), line=line)
