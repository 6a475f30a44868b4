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
        at = error.start + len(content) - len(content.removeprefix(MARK))
        line = content.count(b"\n", 0, at) + 1
        raise FormatError(say("not UTF-8 text (byte %(byte)d)", byte=at), line=line) from error
