"""From the passages of a marked text to a document: its title, the levels below it, contents, notes, typed markers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind, anchored
from deliberate.domain.words import Sayable, say
from deliberate.formats.documents import Document, LeftOut
from deliberate.formats.documents.markers import Marked, marked
from deliberate.formats.documents.properties import MOST_OF_SUMMARY, Properties
from deliberate.formats.documents.sections import with_named_kinds
from deliberate.formats.documents.shapes import names_contents
from deliberate.formats.documents.wording import leads_out
from deliberate.formats.errors import FormatError

# As deep as what an exported site may say.
_DEEPEST = 100
# Signs that stand before nothing but items; a hyphen or a dash may begin a line of speech.
_BULLETS = "•▪◦‣●○⁃∙■□➢➤❖✓"
# So many lines that lead to places in the text are its contents, also where no heading says so.
_CONTENTS = 3
CONTENTS = say("the table of contents")
_WORDS_IN_TITLE = 10
_WORD = re.compile(r"\w+")


def document(
    passages: Iterable[Passage],
    notes: Iterable[Passage],
    properties: Properties,
    unread: Sequence[Sayable],
    *,
    title_is_sure: bool,
) -> Document:
    """`title_is_sure`: the title that the file gives is that of the text, and not what a browser shows above the page.

    The one heading of the highest level is the title, if it is in the first half and the file does not surely give
    another; where it is not, or there is none or several, what the file gives, else the first of several of the very
    highest level, else the first words. Raises FormatError where there is nothing at all.
    """
    whole = [*passages, *notes]
    if len(properties.summary) > MOST_OF_SUMMARY:
        whole.insert(0, Passage("", PassageKind.PARAGRAPH, 0, properties.summary))
    kept, left = _without_contents(_with_typed_items(whole))
    if not (kept or left or properties.title):
        raise FormatError(say("there is no text in it"))
    title, kept, left = _titled(kept, left, properties, title_is_sure)
    return Document(
        title=title,
        passages=tuple(anchored(with_named_kinds(map(_tidy, kept)))),
        authors=properties.authors,
        source=properties.source,
        topics=properties.topics,
        language=properties.language,
        created=properties.created,
        summary=properties.short_summary,
        licence=properties.licence,
        left_out=tuple(replace(one, passage=_tidy(one.passage)) for one in left),
        unread=tuple(unread),
    )


def joined(passages: Iterable[Passage], kind: PassageKind, number: str | None) -> Passage | None:
    """All of them as one: a note of several paragraphs."""
    text, marks = "", set()
    for passage in passages:
        words = f"{passage.number} {passage.text}" if passage.number else passage.text
        start = len(text) + bool(text) + len(words) - len(passage.text)
        text += (" " if text else "") + " ".join(words.split("\n"))
        marks |= {
            replace(mark, start=start + mark.start, end=start + mark.end)
            for mark in passage.marks
            if mark.kind is not MarkKind.CELL
        }
    return Passage("", kind, 0, text, number, tuple(sorted(marks))) if text else None


def cut(passage: Passage, start: int) -> Passage:
    """Without its first letters."""
    marks = (
        replace(mark, start=max(mark.start - start, 0), end=mark.end - start)
        for mark in passage.marks
        if mark.end > start or (mark.kind is MarkKind.NOTE and mark.end == start)
    )
    return replace(passage, text=passage.text[start:], marks=tuple(sorted(marks)))


def without_number(heading: Passage) -> Passage:
    """'II. Means' as 'Means' with its number."""
    item = marked(heading.text)
    if item is None or item.number is None or heading.number is not None:
        return heading
    return replace(cut(heading, len(heading.text) - len(item.text)), number=item.number)


def _with_typed_items(passages: Iterable[Passage]) -> list[Passage]:
    """Paragraphs that begin with a marker that somebody typed are items, one level below those of another marker."""
    found: list[Passage] = []
    listed: list[str] = []
    for passage in passages:
        item = _typed(passage)
        if item is None:
            listed.clear()
            found.append(passage)
            continue
        del listed[listed.index(item.style) if item.style in listed else len(listed) :]
        listed.append(item.style)
        shorter = cut(passage, len(passage.text) - len(item.text))
        found.append(replace(shorter, kind=PassageKind.ITEM, level=len(listed), number=item.number))
    return found


def _typed(passage: Passage) -> Marked | None:
    if passage.kind is not PassageKind.PARAGRAPH:
        return None
    item = marked(passage.text)
    return item if item and (item.number or passage.text[0] in _BULLETS) else None


def _without_contents(passages: Sequence[Passage]) -> tuple[list[Passage], list[LeftOut]]:
    """Lines that do no more than lead to places in the text, and the heading above them."""
    kept: list[Passage] = []
    left: list[LeftOut] = []
    run: list[Passage] = []
    for passage in [*passages, None]:
        if passage and _leads_within(passage):
            run.append(passage)
            continue
        is_headed = bool(kept) and kept[-1].kind is PassageKind.HEADING and names_contents(kept[-1].text)
        if run and (is_headed or len(run) >= _CONTENTS):
            contents = [kept.pop(), *run] if is_headed else run
            left += (LeftOut(len(kept), one, CONTENTS) for one in contents)
        else:
            kept += run
        run = []
        if passage:
            kept.append(passage)
    return kept, left


def _leads_within(passage: Passage) -> bool:
    """All of its words are a link to a place in the same text, but for the number of the place."""
    if passage.kind not in (PassageKind.ITEM, PassageKind.PARAGRAPH):
        return False
    rest = passage.text
    for mark in reversed(passage.marks):
        if mark.kind is MarkKind.LINK and mark.to.startswith("#") and len(mark.to) > 1:
            rest = rest[: mark.start] + rest[mark.end :]
    return rest != passage.text and not re.search(r"[^\W\d]", rest)


def _titled(
    kept: list[Passage], left: list[LeftOut], properties: Properties, is_sure: bool
) -> tuple[str, list[Passage], list[LeftOut]]:
    """The title is of level 1, the highest of the other headings of level 2, unless there were levels between them."""
    headings = [at for at, passage in enumerate(kept) if passage.kind is PassageKind.HEADING]
    at = _title([(at, kept[at]) for at in headings], properties.title, is_sure, len(kept))
    if at is None and properties.title:
        kept = [Passage("", PassageKind.HEADING, 0, properties.title), *kept]
        left = [replace(one, before=one.before + 1) for one in left]
        headings, at = [0, *(one + 1 for one in headings)], 0
    if at is None:
        first = [*kept, *(one.passage for one in left)][0].text
        return " ".join(first.split(None, _WORDS_IN_TITLE)[:_WORDS_IN_TITLE]), kept, left
    level = kept[at].level
    highest = min((kept[one].level for one in headings if one != at), default=2)
    down = 1 - level if level and level < highest else 2 - highest
    for one in headings:
        heading = kept[one]
        kept[one] = (
            replace(heading, level=1) if one == at else without_number(replace(heading, level=heading.level + down))
        )
    return kept[at].text, kept, left


def _title(headings: Sequence[tuple[int, Passage]], given: str, is_sure: bool, passages: int) -> int | None:
    """The place of the heading that is the title, if one is. Sections that leave the highest level to a title leave it
    to one that stands elsewhere: of '## Summary', '## Motivation' and so on none is the title of the others."""
    named = next((at for at, heading in headings if _is_named(heading.text, given, is_sure)), None)
    if not headings or (given and is_sure):
        return named
    level = min(heading.level for _, heading in headings)
    highest = [at for at, heading in headings if heading.level == level]
    if len(highest) == 1 and 2 * highest[0] < passages:
        return highest[0]
    if given:
        return named
    return highest[0] if len(highest) > 1 and level <= 1 else None


def _is_named(heading: str, given: str, is_sure: bool) -> bool:
    """A browser shows the name of the site behind the title, too."""
    words, whole = _WORD.findall(heading.casefold()), _WORD.findall(given.casefold())
    return bool(words) and words == (whole if is_sure else whole[: len(words)])


def _tidy(passage: Passage) -> Passage:
    """With links that lead somewhere else only, and no deeper than a site keeps it."""
    marks = tuple(mark for mark in passage.marks if mark.kind is not MarkKind.LINK or leads_out(mark.to))
    return replace(passage, marks=marks, level=min(passage.level, _DEEPEST))
