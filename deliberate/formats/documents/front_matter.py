"""What stands between two lines --- at the very top of a Markdown file.

It is YAML (yaml.org, 1.2), of which this reads what people write there: scalars, plain or quoted or over several lines,
and lists, as a block or in brackets. A key with anything else is not guessed at but named.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from deliberate.domain.words import Sayable, say
from deliberate.formats.documents import properties
from deliberate.formats.documents.properties import Properties

_KEY = re.compile(r"([A-Za-z_][\w.-]*(?: [\w.-]+)*)[ \t]*:(?:[ \t]+(.*))?")
_NAMES = {
    **dict.fromkeys(("title",), "title"),
    **dict.fromkeys(("author", "authors", "by", "creator"), "authors"),
    **dict.fromkeys(("date", "created", "published"), "created"),
    **dict.fromkeys(("lang", "language", "locale"), "language"),
    **dict.fromkeys(("licence", "license", "rights"), "licence"),
    **dict.fromkeys(("summary", "description", "abstract"), "summary"),
    **dict.fromkeys(("topics", "tags", "keywords"), "topics"),
    **dict.fromkeys(("source", "url"), "source"),
}
_ESCAPED = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "", "_": "\u00a0", "N": "\n", "L": "\n", "P": "\n"}
_QUOTED = re.compile(r"(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)')[ \t]*(?:[ \t]#.*)?", re.DOTALL)
_COMMENT = re.compile(r"(?:^|[ \t]+)#.*")
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?(?:[ \t]+#.*)?")
_FLOW = re.compile(r"\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,\[\]{}\"']*)\s*(,|$)", re.DOTALL)
# What stands for more than its letters.
_MORE = tuple("{[&*!%@`|>?")
# Where somebody is named in a list, more may be said of them: '  email: ada@example.org'.
_OF_SOMEBODY = re.compile(r"[ \t]+(?!name:)[A-Za-z_][\w-]*:(?:[ \t]|$)")
_SHOWN = 80


@dataclass(frozen=True)
class _Entry:
    """A key with its value: nothing where it cannot be read. `has_more`: what was read is not all."""

    key: str
    written: str
    values: tuple[str, ...] | None
    has_more: bool = False


def split(text: str) -> tuple[Properties, tuple[Sayable, ...], str]:
    """What the front matter says, what of it is not understood, and the text after it. A text whose first lines are no
    front matter has none."""
    lines = text.split("\n")
    fence = lines[0].rstrip()
    ends = {"---": ("---", "..."), "+++": ("+++",)}.get(fence, ())
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in ends), None)
    entries = None if end is None else _toml(lines[1:end]) if fence == "+++" else _yaml(lines[1:end])
    if entries is None or end is None:
        return Properties(), (), text
    return *_understood(entries), "\n".join(lines[end + 1 :])


def _yaml(lines: Sequence[str]) -> list[_Entry] | None:
    """None where a line begins that is neither a key nor goes on with one."""
    entries: list[tuple[str, str, list[str]]] = []
    for line in lines:
        if line[:1] == "#" or (not line.strip() and not entries):
            continue
        if match := _KEY.fullmatch(line.rstrip()):
            entries.append((match[1], (match[2] or "").strip(), []))
        elif entries and (not line.strip() or line[0] in " \t" or line.startswith("- ") or line[0] in "]}"):
            entries[-1][2].append(line)
        else:
            return None
    return [
        _Entry(key, " ".join([first, *rest]), _values(first, rest), any(map(_OF_SOMEBODY.match, rest)))
        for key, first, rest in entries
    ]


def _toml(lines: Sequence[str]) -> list[_Entry] | None:
    """The same in TOML, as some makers of sites write it."""
    try:
        table = tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return None
    return [_Entry(key, str(value), _plain(value)) for key, value in table.items()]


def _plain(value: Any) -> tuple[str, ...] | None:
    values = value if isinstance(value, list) else [value]
    return tuple(map(str, values)) if all(isinstance(one, str | int | float | date) for one in values) else None


def _values(first: str, rest: Sequence[str]) -> tuple[str, ...] | None:
    if _BLOCK.fullmatch(first):
        return (properties.line(" ".join(rest)),)
    rest = [line.strip() for line in rest if line.strip() and not line.lstrip().startswith("#")]
    first = "" if first.startswith("#") else first
    if not first and rest and rest[0].startswith("- "):
        return _listed(rest)
    whole = " ".join([first, *rest]).strip()
    if whole.startswith("["):
        return _in_brackets(_COMMENT.sub("", whole) if not whole.endswith("]") else whole)
    scalar = _scalar(whole)
    return None if scalar is None or (not first and _KEY.match(whole)) else (scalar,) if scalar else ()


def _listed(lines: Iterable[str]) -> tuple[str, ...] | None:
    values: list[str | None] = []
    for line in lines:
        if line.startswith("- "):
            values.append(_scalar(line[2:].strip().removeprefix("name: ")))
        elif values and values[-1] is not None and not _KEY.fullmatch(line):
            values[-1] = f"{values[-1]} {line}"
    return None if None in values else tuple(value for value in values if value)


def _in_brackets(text: str) -> tuple[str, ...] | None:
    values: list[str] = []
    at, end = 1, len(text) - 1
    if text[-1:] != "]":
        return None
    while at < end:
        match = _FLOW.match(text, at, end)
        value = _scalar(match[1]) if match else None
        if match is None or value is None:
            return None
        values.append(value)
        at = match.end()
    return tuple(value for value in values if value)


def _scalar(text: str) -> str | None:
    if quoted := _QUOTED.fullmatch(text):
        text = quoted[2].replace("''", "'") if quoted[1] is None else _ESCAPED.sub(_unescaped, quoted[1])
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # \ud83c\udf33 is one letter
    text = _COMMENT.sub("", text)
    if text.startswith((*_MORE, '"', "'")) or re.search(r":(?: |$)", text):
        return None
    return "" if text in ("~", "null") else text


def _unescaped(match: re.Match[str]) -> str:
    sign = match[1]
    return chr(int(sign[1:], 16)) if len(sign) > 1 else _ESCAPES.get(sign, sign)


def _understood(entries: Iterable[_Entry]) -> tuple[Properties, tuple[Sayable, ...]]:
    said: dict[str, Any] = {}
    more: list[str] = []
    for entry in entries:
        name = _NAMES.get(entry.key.lower(), "")
        value = _MEANINGS[name](entry.values) if name and entry.values else None
        is_understood = bool(value) and name not in said
        if is_understood:
            said[name] = value
        if entry.written.strip() and (entry.has_more or not is_understood):
            more.append(properties.shortened(f"{entry.key}: {properties.line(entry.written)}", _SHOWN))
    lines = "; ".join(more)
    unread = (say("lines of its front matter: %(lines)s", lines=lines),) if more else ()
    return Properties(**said), unread


def _one(values: Sequence[str]) -> str:
    return properties.line(" ".join(values))


def _several(values: Sequence[str], signs: str) -> Iterator[str]:
    """A list; or one line, in which signs part them."""
    return iter(values if len(values) > 1 else re.split(signs, values[0]))


_MEANINGS: dict[str, Callable[[Sequence[str]], Any]] = {
    "title": _one,
    "authors": lambda values: properties.authors(_several(values, ";")),
    "created": lambda values: properties.day(_one(values)),
    "language": lambda values: properties.language(_one(values)),
    "licence": _one,
    "summary": _one,
    "topics": lambda values: properties.topics(_several(values, "[,;]")),
    "source": lambda values: properties.source(_one(values)),
}
