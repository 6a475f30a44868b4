"""What a file says about its text: who wrote it, when, in which language, under which licence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

# As long as what an exported site may say.
MOST_OF_SUMMARY = 500
_MOST_OF_SOURCE = 500
_MOST_OF_AUTHOR = 200
_MOST_OF_TOPIC = 40
# A day comes before its month where dots part them; with slashes nobody can tell.
_DAYS = ("%d.%m.%Y", "%Y/%m/%d", "%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y")
# RFC 5646: a language, then its script, region and the like; so long as a site keeps it.
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MOST_OF_TAG = 12
# A region is written in capitals, a script with one.
_USUAL = {2: str.upper, 4: str.title}


@dataclass(frozen=True)
class Properties:
    title: str = ""
    authors: tuple[str, ...] = ()
    created: date | None = None
    language: str = ""
    licence: str = ""
    summary: str = ""
    topics: tuple[str, ...] = ()
    source: str = ""

    @property
    def short_summary(self) -> str:
        return shortened(self.summary, MOST_OF_SUMMARY)


def line(text: str) -> str:
    return " ".join(text.split())


def day(text: str) -> date | None:
    """'2026-03-01', also with a time of day; '1.3.2026', 'March 1, 2026'."""
    text = line(text)
    try:
        return date.fromisoformat(text[:10] if re.match(r"\d{4}-\d\d-\d\d(?!\d)", text) else text)
    except ValueError:
        pass
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def language(text: str) -> str:
    """'pt_BR' as 'pt-BR'; nothing for what is no tag of a language."""
    tag = text.strip().partition(".")[0].replace("_", "-")
    if not _TAG.fullmatch(tag) or len(tag) > _MOST_OF_TAG:
        return ""
    first, *rest = tag.lower().split("-")
    return "-".join([first, *(_USUAL.get(len(part), str.lower)(part) for part in rest)])


def authors(names: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order."""
    return _each(names, _MOST_OF_AUTHOR)


def topics(names: Iterable[str]) -> tuple[str, ...]:
    return _each(names, _MOST_OF_TOPIC)


def source(address: str) -> str:
    return address.strip() if len(address.strip()) <= _MOST_OF_SOURCE else ""


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _each(names: Iterable[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shortened(name, most) for each in names if (name := line(each))))
