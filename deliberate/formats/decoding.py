"""What a file holds as text: by its mark, by what it says of itself, else as UTF-8, else by a guess that is shown."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from deliberate.domain.words import Sayable, say
from deliberate.formats.errors import FormatError

# Some editors begin each file with it.
MARK = codecs.BOM_UTF8
# The longer one first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Names that pages use for an encoding that holds more (WHATWG, Encoding Standard, section 4.2).
_MEANT = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    **{"iso8859-9": "cp1254", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"},
    **{"euc_kr": "cp949", "big5": "big5hkscs", "utf-16": "utf-8", "iso8859-11": "cp874"},
    **{"windows-874": "cp874", "x-sjis": "cp932", "windows-31j": "cp932", "iso-8859-8-i": "iso8859-8"},
    **{"x-mac-cyrillic": "mac-cyrillic"},
}
# The encodings of that standard, as Python names them; what else Python knows by a name may be no encoding of letters.
_KNOWN = {
    *("utf-8", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "gb18030", "big5hkscs", "euc_jp"),
    *("iso2022_jp", "cp932", "cp949", "cp874", "utf-16-le", "utf-16-be"),
    *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    *(f"cp125{part}" for part in range(9)),
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_FOREIGN_WORD = re.compile(r"\w*[^\W\x00-\x7f]\w*")
# Text has a control character now and then; of what is packed or a picture, a tenth are such bytes.
_MOST_CONTROLS = 0.01
# Of a text in Latin letters in UTF-16 nearly every other byte is zero.
_FEWEST_ZEROS = 0.5


class Decoded(NamedTuple):
    """`guesses`: what a person has to look at, where nothing says in which encoding the file is."""

    text: str
    guesses: tuple[Sayable, ...] = ()


def decoded(content: bytes, said: str = "") -> Decoded:
    """The text without a byte order mark; `said` is the encoding that the file itself names, if it does.

    Raises FormatError, which says where, for what is no text, and for an encoding that nobody knows.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(_in(encoding, content, len(mark)))
    if said and (encoding := known(said)) != "utf-8":
        return Decoded(_in(encoding, content))
    if encoding := _with_zeros(content):
        return Decoded(text := content.decode(encoding), _shown(text, "UTF-16"))
    try:
        return Decoded(content.decode())
    except UnicodeDecodeError as error:
        if not _may_be_guessed(content):
            raise not_text(error, 0) from error
    text = _in("cp1252", content)
    return Decoded(text, _shown(text, "Windows-1252"))


def utf_8(content: bytes) -> str:
    """For formats that are written by programs: the text without a mark; raises FormatError for anything else."""
    return _in("utf-8", content, len(MARK) if content.startswith(MARK) else 0)


def known(name: str) -> str:
    """What Python calls an encoding. Raises FormatError for a name that is none."""
    found = name.strip().lower()
    with suppress(LookupError, ValueError):
        found = codecs.lookup(found).name
    encoding = _MEANT.get(found, found)
    if encoding not in _KNOWN:
        raise FormatError(say("it says that it is in %(name)s, which is no known encoding", name=repr(name[:40])))
    return encoding


def not_text(error: UnicodeDecodeError, before: int, lines: int = 0) -> FormatError:
    """`before`: so many bytes, in so many whole lines, came before those that were decoded."""
    line = lines + error.object.count(b"\n", 0, error.start) + 1
    name = error.encoding.upper()
    return FormatError(say("not %(name)s text (byte %(byte)d)", name=name, byte=before + error.start), line=line)


def _in(encoding: str, content: bytes, start: int = 0) -> str:
    if encoding == "cp1252":  # whose five empty places are control characters for everybody else
        return "".join(_western(content[start:]))
    try:
        return content[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise not_text(error, start) from error


def _western(content: bytes) -> Iterator[str]:
    for part in re.split(rb"([\x81\x8d\x8f\x90\x9d]+)", content):
        yield part.decode("latin-1" if part[:1] in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d") else "cp1252")


def _with_zeros(content: bytes) -> str:
    """UTF-16 without its mark: zeros, but in one of each two bytes only."""
    zeros = (content[::2].count(0), content[1::2].count(0))
    if len(content) % 2 or min(zeros) or not max(zeros) or max(zeros) < _FEWEST_ZEROS * len(content) / 2:
        return ""
    encoding = "utf-16-be" if zeros[0] else "utf-16-le"
    try:
        return "" if _CONTROLS.search(content.decode(encoding)) else encoding
    except UnicodeDecodeError:
        return ""


def _may_be_guessed(content: bytes) -> bool:
    """It has the bytes of a text, and is not UTF-8 with a mistake in it, in which most letters are right."""
    if b"\0" in content or len(_CONTROL.findall(content)) > _MOST_CONTROLS * len(content):
        return False
    sequences = b"".join(_SEQUENCE.findall(content))
    return 2 * len(sequences) < len(_HIGH.findall(content))


def _shown(text: str, name: str) -> tuple[Sayable, ...]:
    """With some of the words that show whether the guess is right."""
    words = list(dict.fromkeys(_FOREIGN_WORD.findall(text)))[:3]
    if not words:
        return (say("its encoding, which is guessed to be %(name)s", name=name),)
    shown = ", ".join(word[:40] for word in words)
    return (say("its encoding, which is guessed to be %(name)s: see %(words)s", name=name, words=shown),)
