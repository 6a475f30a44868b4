"""The number or sign that somebody writes at the beginning of a line is what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Wider ones would stand outside of the list.
_WIDE = 100
_LONGEST = 4
_OPENS = ("ordered_list_open", "bullet_list_open")
_CLOSES = ("ordered_list_close", "bullet_list_close")
# Below zero: '- 5 degrees', but not '- 7. May'.
_QUANTITY = re.compile(r"\d[\d.,]*(?<![.,])(?![\d.)])")


def as_written(state: StateCore) -> None:
    """Lists count as they were written, each item with its own number; a date at the beginning of a line is no list,
    nor is what is more (+) or less (-), or speaks for something and against it."""
    signs = {id(token) for token in _signs(state.tokens)}
    open_at: list[int] = []
    found: list[Token] = []
    for token in state.tokens:
        found.append(token)
        if token.type in _OPENS:
            open_at.append(len(found) - 1)
        elif token.type in _CLOSES:
            start = open_at.pop()
            if token.type == "ordered_list_close":
                found[start:] = _as_written(found[start:])
            elif id(found[start]) in signs:
                found[start:] = _lines(found[start + 1 : -1], found[start].level)
    state.tokens = found


def _signs(tokens: Sequence[Token]) -> Iterator[Token]:
    """What opens a list whose signs say something."""
    open_at: list[int] = []
    before: dict[int, Token] = {}  # what opened the list that ends here
    for place, token in enumerate(tokens):
        if token.type in _OPENS:
            open_at.append(place)
        elif token.type in _CLOSES:
            start = open_at.pop()
            opening, neighbour = tokens[start], before.get(start - 1)
            before[place] = opening
            if neighbour and {opening.markup, neighbour.markup} == {"+", "-"}:
                yield from (opening, neighbour)
            elif opening.markup == "+" or (opening.markup == "-" and _is_quantity(tokens[start : place + 1])):
                yield opening


def _is_quantity(tokens: Sequence[Token]) -> bool:
    """Whether one thing is listed, and begins with a number."""
    items = [token for token in tokens if token.type == "list_item_open" and token.level == tokens[0].level + 1]
    first = next((token for token in tokens if token.type == "inline"), None)
    return len(items) == 1 and first is not None and bool(_QUANTITY.match(first.content))


def _as_written(tokens: list[Token]) -> list[Token]:
    """The same for one ordered list, from its first token to its last."""
    ordered = tokens[0]
    items = [token for token in tokens if token.type == "list_item_open" and token.level == ordered.level + 1]
    if not _is_list(tokens, items):
        return _lines(tokens[1:-1], ordered.level)
    _number(ordered, items)
    return tokens


def _is_list(tokens: list[Token], items: list[Token]) -> bool:
    """Several items, or one that holds more than a paragraph, whose numbers a browser writes as they were written."""
    if any(item.info != str(int(item.info)) or len(item.info) > _LONGEST for item in items):
        return False
    holds_one_paragraph = [token.type for token in tokens[2:-2]] == ["paragraph_open", "inline", "paragraph_close"]
    return len(items) > 1 or not (holds_one_paragraph or len(tokens) == _EMPTY)


_EMPTY = 4  # the tokens of a list with one item that holds nothing


def _number(ordered: Token, items: list[Token]) -> None:
    for item in items:
        item.attrSet("value", item.info)
    signs = [
        *(["bracketed"] if ordered.markup == ")" else []),
        *(["wide"] if any(int(item.info) >= _WIDE for item in items) else []),
    ]
    if signs:
        ordered.attrSet("class", " ".join(signs))


def _lines(tokens: list[Token], level: int) -> list[Token]:
    """What was taken for items, as the paragraphs they are, each with its number in front."""
    found: list[Token] = []
    number = ""
    for token in tokens:
        if token.level == level + 1 and token.type in ("list_item_open", "list_item_close"):
            if number:  # nothing stood behind it
                found += _paragraph(number, level)
            number = token.info + token.markup if token.type == "list_item_open" else ""
            continue
        if number and token.type != "paragraph_open":
            if token.type == "inline":
                token.content = f"{number} {token.content}"
            else:
                found += _paragraph(number, level)
            number = ""
        token.level -= 2
        if token.level == level:
            token.hidden = False
        found.append(token)
    return found


def _paragraph(content: str, level: int) -> list[Token]:
    inline = Token("inline", "", 0, children=[], content=content, level=level + 1)
    return [Token("paragraph_open", "p", 1, level=level), inline, Token("paragraph_close", "p", -1, level=level)]
