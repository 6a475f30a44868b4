"""The words of a passage with what is bold in them, linked or a cell, as safe HTML."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from markupsafe import Markup, escape

from deliberate.domain.texts.directions import balanced
from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.web.addresses import place_of
from deliberate.web.markdown import linked
from deliberate.web.words import _, untagged

_TAGS = {
    MarkKind.STRONG: (Markup("<strong>"), Markup("</strong>")),
    MarkKind.EMPHASIS: (Markup("<em>"), Markup("</em>")),
    MarkKind.CODE: (Markup("<code>"), Markup("</code>")),
}
_LINK = (Markup('<a href="{}" rel="nofollow ugc noopener">'), Markup("</a>"))
_SCHEMES = ("http://", "https://", "mailto:")
# Where addresses are not looked for: they are links already, or examples.
_AS_THEY_ARE = {MarkKind.LINK, MarkKind.CODE}


def marked_up(text: str, marks: Collection[Mark], notes: Mapping[str, str]) -> Markup:
    """`notes`: the anchor of each note by what it is called; a note that is not there is named without a link."""
    if not marks:
        return linked(text)
    spans = [mark for mark in marks if mark.kind is not MarkKind.NOTE and mark.start < mark.end]
    called = {mark.start: mark.to for mark in marks if mark.kind is MarkKind.NOTE}
    places = sorted({0, len(text), *called, *(at for mark in spans for at in (mark.start, mark.end))})
    pieces: list[Markup] = []
    open_marks: list[Mark] = []
    for at, following in zip(places, [*places[1:], len(text)], strict=True):
        pieces += _closed(open_marks, at)
        if at in called:
            pieces.append(_note(called[at], notes))
        for mark in sorted((mark for mark in spans if mark.start == at), key=lambda mark: -mark.end):
            pieces.append(_begin(mark))
            open_marks.append(mark)
        words = text[at:following]
        plain = any(mark.kind in _AS_THEY_ARE for mark in open_marks)
        pieces.append(escape(balanced(words)) if plain else linked(words))
    return Markup().join(pieces)


def _closed(open_marks: list[Mark], at: int) -> Iterator[Markup]:
    """Closes what ends here; what goes on although it began inside of that is closed and begun again."""
    ending = [place for place, mark in enumerate(open_marks) if mark.end <= at]
    if not ending:
        return
    inner = open_marks[ending[0] :]
    del open_marks[ending[0] :]
    yield from (_end(mark) for mark in reversed(inner))
    for mark in inner:
        if mark.end > at:
            yield _begin(mark)
            open_marks.append(mark)


def _begin(mark: Mark) -> Markup:
    if mark.kind in _TAGS:
        return _TAGS[mark.kind][0]
    return _LINK[0].format(mark.to) if _is_link(mark) else Markup()


def _end(mark: Mark) -> Markup:
    if mark.kind in _TAGS:
        return _TAGS[mark.kind][1]
    return _LINK[1] if _is_link(mark) else Markup()


def _is_link(mark: Mark) -> bool:
    return mark.kind is MarkKind.LINK and mark.to.lower().startswith(_SCHEMES)


def _note(name: str, notes: Mapping[str, str]) -> Markup:
    if name not in notes:
        return Markup("<sup>{}</sup>").format(name)
    link = Markup('<sup><a class="note" href="{}" aria-label="{}">{}</a></sup>')
    return link.format(f"#{place_of(notes[name])}", untagged(_("Note %(name)s", name=name)), name)
