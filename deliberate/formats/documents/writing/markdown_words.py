"""The words of a passage as CommonMark (0.31, section 6) that is read as those words and marks and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.texts.spans import Call, Close, Open, Run, Span, nested

# An underscore between letters and an ampersand that begins no entity mean nothing.
_SPECIAL = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# Before a link or a note these would make a picture or another note of it.
_BEFORE_BRACKETS = re.compile(r"[!^]\Z")
# Behind the call of a note these would make a link of it, or the note itself.
_AFTER_CALLS = re.compile(r"\A[(:]")
# What begins a block (section 4 and 5), a definition or a table.
_BEGINS = re.compile(r"(?=[#>:|])|(?=[-+](?:\s|\Z|-))|\d{1,9}(?=[.)](?:\s|\Z))")
_STARS = {MarkKind.STRONG: ("**", "**"), MarkKind.EMPHASIS: ("*", "*")}
_TAGS = {MarkKind.STRONG: ("<strong>", "</strong>"), MarkKind.EMPHASIS: ("<em>", "</em>")}
_IN_ADDRESS = re.compile(r"[\\()&]")
_NOT_IN_ADDRESS = re.compile(r"[\s<>\x00-\x20]")
_READER = MarkdownIt("commonmark")


def words(runs: Sequence[Run], notes: Mapping[str, str], *, in_table: bool = False) -> str:
    """On one line. `notes`: the labels of those that can be called; the sign of another is printed in brackets.

    Asterisks are no emphasis beside some signs and letters (section 6.2); where they would not be, tags stand for them.
    """
    pieces = list(nested(runs))
    written = "".join(_pieces(pieces, notes, _STARS))
    has_stars = any(isinstance(piece, Open) and piece.style.kind in _STARS for piece in pieces)
    if has_stars and list(_read(written)) != list(_meant(pieces, notes)):
        written = "".join(_pieces(pieces, notes, _TAGS))
    return written.replace("|", r"\|") if in_table else written


def block(text: str) -> str:
    """Such a line as a paragraph of its own, whatever it begins with."""
    text = text.strip(" ")
    match = _BEGINS.match(text)
    return f"{match[0]}\\{text[match.end() :]}" if match else text


def escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _pieces(
    pieces: Sequence[Run | Open | Close], notes: Mapping[str, str], signs: dict[MarkKind, tuple[str, str]]
) -> Iterator[str]:
    for before, piece, following in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        match piece:
            case Span() if piece.is_code:
                yield _code(piece.text)
            case Span(text):
                text = _BEFORE_BRACKETS.sub(r"\\\g<0>", escaped(text)) if following else escaped(text)
                yield _AFTER_CALLS.sub(r"\\\g<0>", text) if isinstance(before, Call) else text
            case Call(note):
                yield _call(note, notes)
            case Open(style):
                yield signs[style.kind][0] if style.kind in signs else "["
            case Close(style):
                yield signs[style.kind][1] if style.kind in signs else f"]({_address(style.to)})"


def _code(text: str) -> str:
    """Between more backticks than stand together in it."""
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    is_padded = text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " " and not text.isspace())
    return f"{ticks} {text} {ticks}" if is_padded else f"{ticks}{text}{ticks}"


def _call(note: str, notes: Mapping[str, str]) -> str:
    return f"[^{notes[note]}]" if note in notes else escaped(f"[{note}]")


def _address(to: str) -> str:
    """Where it leads to, without what would end it there."""
    encoded = _NOT_IN_ADDRESS.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), to)
    return _IN_ADDRESS.sub(r"\\\g<0>", encoded)


def _read(written: str) -> Iterator[str]:
    """What a reader makes of it, in short."""
    [token] = _READER.parseInline(written)
    return _joined(
        (_named(one), one.content if _named(one) in ("text", "code") else "") for one in token.children or ()
    )


def _named(token: Token) -> str:
    return {"text_special": "text", "code_inline": "code"}.get(token.type, token.type)


def _meant(pieces: Iterable[Run | Open | Close], notes: Mapping[str, str]) -> Iterator[str]:
    return _joined(_short(piece, notes) for piece in pieces)


def _short(piece: Run | Open | Close, notes: Mapping[str, str]) -> tuple[str, str]:
    names = {MarkKind.STRONG: "strong", MarkKind.EMPHASIS: "em", MarkKind.LINK: "link"}
    match piece:
        case Span(text):
            return "code" if piece.is_code else "text", text
        case Call(note):
            # A reader of CommonMark alone takes it for text.
            return "text", f"[^{notes[note]}]" if note in notes else f"[{note}]"
        case Open(style):
            return f"{names[style.kind]}_open", ""
        case Close(style):
            return f"{names[style.kind]}_close", ""


def _joined(named: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Texts in a row are one."""
    text = ""
    for name, content in named:
        if name == "text":
            text += content
            continue
        yield text
        text = ""
        yield f"{name} {content}"
    yield text
