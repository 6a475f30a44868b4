"""People's Markdown as safe HTML, read as somebody means it who has never heard of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from deliberate.domain.texts.directions import balanced
from deliberate.domain.texts.indents import nested
from deliberate.web.markdown import tables
from deliberate.web.markdown.addresses import Addresses, within_a_line
from deliberate.web.markdown.asterisks import emphasis
from deliberate.web.markdown.numbers import as_written
from deliberate.web.room import Room, with_its_source
from deliberate.web.words import _

_ADDRESSES = Addresses()
_MADE: Room[Markup] = Room(1024 * 1024, with_its_source)


def _parser() -> MarkdownIt:
    """No headings and images, which would break the page; no code by indenting, which is how paragraphs begin; no
    addresses that are told below and swallow the line they stand in, as '[Ada]: Yes.'"""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True}).enable(["table", "linkify"])
    parser.disable(["image", "heading", "lheading", "code", "reference"])
    parser.inline.ruler.at("emphasis", emphasis)
    parser.inline.ruler.at("linkify", within_a_line)
    parser.core.ruler.before("inline", "numbers as written", as_written)
    parser.linkify = _ADDRESSES
    # Addresses read as they were written; where they lead is encoded.
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # as its manual says
    tables.framed(parser)
    return parser


_PARSER = _parser()
_TAGS = {
    *("p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "div"),
}
# What people write cannot give any of these but an address: the parser takes no HTML.
_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start", "class"},
    "li": {"value"},
    "div": {"class", "role", "tabindex", "aria-label"},
}


def to_html(text: str) -> Markup:
    """Paragraphs, emphasis, lists, quotations, links, tables."""
    table = _("Table")
    return _MADE.get_or_make((text, table), lambda: _to_html(text, table))


def _to_html(text: str, table: str) -> Markup:
    clean = nh3.clean(
        _PARSER.render(nested(text), {tables.NAME: table}),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return Markup(clean)  # noqa: S704  # nosec B704  # cleaned on the line above


def to_plain(text: str) -> str:
    """The words alone, on one line: for boxes, feeds and lists."""
    return " ".join(" ".join(_words(_PARSER.parse(nested(text)))).split())


def linked(text: str) -> Markup:
    """Words that are no Markdown, with their addresses as links; what is turned round in them is turned back."""
    text = balanced(text)
    addresses = (_ADDRESSES.match(text) if _ADDRESSES.pretest(text) else None) or ()
    pieces, at = [], 0
    for address in addresses:
        pieces += [escape(text[at : address.index]), _LINK.format(_PARSER.normalizeLink(address.url), address.text)]
        at = address.last_index
    return Markup().join([*pieces, escape(text[at:])])


_LINK = Markup('<a href="{}" rel="nofollow ugc noopener">{}</a>')


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_inline(token.children or ()))
        elif token.type == "fence":
            yield token.content
        elif token.type == "list_item_open" and token.info:
            yield token.info + token.markup


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        yield " " if token.type in ("softbreak", "hardbreak") else token.content
