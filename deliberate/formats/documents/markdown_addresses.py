"""Addresses in Markdown stay as they are written: where a link may lead is decided for all formats in `wording`."""

from __future__ import annotations

from markdown_it import MarkdownIt


def as_written(parser: MarkdownIt) -> MarkdownIt:
    """The parser, which changes and refuses none. Its manual has these two methods replaced so."""
    parser.normalizeLink = str  # type: ignore[method-assign, assignment]  # its manual has it replaced by a function
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the same
    return parser
