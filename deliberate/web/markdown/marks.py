"""The words of a passage with what is bold in them, linked or a cell, as safe HTML."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from markupsafe import Markup, escape

from deliberate.domain.texts.directions import balanced
from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.spans import Call, Close, Open, Span, nested, spans
from deliberate.web.addresses import place_of
from deliberate.web.markdown import linked
from deliberate.web.words import _, untagged

_TAGS = {
    MarkKind.STRONG: (Markup("<strong>"), Markup("</strong>")),
    MarkKind.EMPHASIS: (Markup("<em>"), Markup("</em>")),
    MarkKind.LINK: (Markup('<a href="{}" rel="nofollow ugc noopener">'), Markup("</a>")),
}


def marked_up(text: str, marks: Collection[Mark], notes: Mapping[str, str]) -> Markup:
    """`notes`: the anchor of each note by what it is called; a note that is not there is named without a link."""
    if not marks:
        return linked(text)
    pieces: list[Markup] = []
    for run in nested(spans(text, marks)):
        match run:
            case Open(style):
                pieces.append(_TAGS[style.kind][0].format(style.to))
            case Close(style):
                pieces.append(_TAGS[style.kind][1])
            case Call(name):
                pieces.append(_note(name, notes))
            case Span():
                pieces.append(_words(run))
    return Markup().join(pieces)


def _words(span: Span) -> Markup:
    """Addresses are not looked for in what is a link already, and in code, where they are examples."""
    if span.is_code:
        return Markup("<code>{}</code>").format(balanced(span.text))
    return escape(balanced(span.text)) if span.link else linked(span.text)


def _note(name: str, notes: Mapping[str, str]) -> Markup:
    if name not in notes:
        return Markup("<sup>{}</sup>").format(name)
    link = Markup('<sup><a class="note" href="{}" aria-label="{}">{}</a></sup>')
    return link.format(f"#{place_of(notes[name])}", untagged(_("Note %(name)s", name=name)), name)
