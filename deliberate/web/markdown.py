"""People's Markdown as safe HTML."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_PARSER = (
    MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(["image", "heading", "lheading"])
)
_TAGS = {
    *("p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


@lru_cache(maxsize=2048)
def to_html(text: str) -> Markup:
    """Paragraphs, emphasis, lists, quotations, links, tables; no headings or images, which would break the page."""
    clean = nh3.clean(
        _PARSER.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return Markup(clean)  # noqa: S704  # cleaned on the line above


def to_plain(text: str) -> str:
    """The words alone, on one line: for boxes, feeds and lists."""
    return " ".join(nh3.clean(_PARSER.render(text), tags=set()).split())
