"""Tables in a frame of their own, which scrolls where the page must not, by keyboard too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

# What the reader's language calls one, among the values that a parser is given for one text.
NAME = "table"


def framed(parser: MarkdownIt) -> None:
    parser.add_render_rule("table_open", _open)
    parser.add_render_rule("table_close", _close)


def _open(
    renderer: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, given: dict[str, Any]
) -> str:
    name = escapeHtml(given[NAME])
    return f'<div class="table" role="region" tabindex="0" aria-label="{name}"><table>\n'


def _close(
    renderer: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, given: dict[str, Any]
) -> str:
    return "</table></div>\n"
