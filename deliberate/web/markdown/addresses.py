"""Addresses that people write as they are, without brackets: where each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Callable

from linkify_it import LinkifyIt
from linkify_it.main import Match
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.linkify import linkify

# Quotation marks, brackets and full stops of other scripts, which no address holds as they are, and signs that nobody
# sees; dashes, apostrophes and the like only where they end it.
_BREAK = re.compile(
    "[“”„«»‹›‘‚「」『』【】〈〉《》（）。、，！？；：…\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_TRAILING = "’–—·?؟،؛۔।"
_SCHEME = re.compile(r"https?$", re.IGNORECASE)
_LONGEST_SCHEME = len("https")
# Browsers and servers take no longer ones.
_LONGEST = 2_000
_LOOKED_BACK = 8
_QUERY = re.compile(r"\?[\w=&%.+@/-]*[\w=%/]")
_WITHIN = tuple(".-/@:")
_MAY_HOLD_ONE = re.compile(r"://|@|www\.", re.IGNORECASE)


class Addresses(LinkifyIt):  # type: ignore[misc]  # has no types
    """http, https, www., mailto and e-mail addresses; no bare hosts: 'ended.It began' is a slip of the pen."""

    def __init__(self) -> None:
        super().__init__(options={"fuzzy_link": False, "fuzzy_email": True, "fuzzy_ip": False})
        self.add("ftp:", None).add("//", None)
        self.add("www.", {"validate": self._validate_www, "normalize": self._normalize_www})
        self._host = re.compile(rf"{self.re['src_host_port_strict']}{self.re['src_path']}", re.IGNORECASE)

    def pretest(self, text: str) -> bool:
        return _MAY_HOLD_ONE.search(text) is not None

    # `match` looks as closely, and is asked after it.
    test = pretest

    def _validate_http(self, text: str, pos: int) -> int:
        return _up_to_its_end(super()._validate_http, text, pos)

    def _validate_www(self, text: str, pos: int) -> int:
        # Within another address, or one that repeats itself, it begins nothing.
        before = text[: pos - len("www.")][-1:]
        return 0 if before in _WITHIN else _up_to_its_end(self._match_host, text, pos)

    def _match_host(self, text: str, pos: int) -> int:
        found = self._host.match(text, pos)
        return len(found[0]) if found else 0

    def _validate_mailto(self, text: str, pos: int) -> int:
        length: int = super()._validate_mailto(text, pos)
        query = _QUERY.match(text, pos + length) if length else None
        return query.end() - pos if query else length

    def _normalize_www(self, match: Match) -> None:
        match.url = f"https://{match.url}"


def _up_to_its_end(length_of: Callable[[str, int], int], text: str, pos: int) -> int:
    # No more of the text is looked at than an address may have, and what stands before it.
    begin = max(pos - _LOOKED_BACK, 0)
    text, pos = text[begin : pos + _LONGEST], pos - begin
    length = length_of(text, pos)
    found = _BREAK.search(text, pos, pos + length)
    end = found.start() if found else pos + len(text[pos : pos + length].rstrip(_TRAILING))
    # Once more without what does not belong to it, since a comma or bracket before that may not either.
    return length_of(text[:end], pos) if end < pos + length else length


def within_a_line(state: StateInline, silent: bool) -> bool:
    """The renderer's rule, which looks through all that stands before each '://', asked only where an address is."""
    if not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.src, max(state.pos - _LONGEST_SCHEME, 0), state.pos)
    if scheme is None or not state.md.linkify or not state.md.linkify.match_at_start(state.src[scheme.start() :]):
        return False
    return linkify(state, silent)
