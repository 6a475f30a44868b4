"""An asterisk within a word is a part of it, or a sign of arithmetic: 'Bürger*innen', '5*3*2'."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize

from deliberate.domain.texts.letters import is_unspaced


def emphasis(state: StateInline, silent: bool) -> bool:
    """What is written without spaces between words has no other place for it."""
    before, after = state.src[: state.pos][-1:], state.src[state.pos + 1 : state.pos + 2]
    is_within = state.src[state.pos] == "*" and before.isalnum() and after.isalnum()
    if not is_within or is_unspaced(before) or is_unspaced(after):
        return tokenize(state, silent)
    if not silent:
        state.pending += "*"
        state.pos += 1
    return not silent
