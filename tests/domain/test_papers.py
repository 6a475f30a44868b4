"""Votes as values: what voters were shown, in words that pages send."""

from __future__ import annotations

import pytest

from deliberate.domain.papers import Seen


@pytest.mark.parametrize(("seen", "text"), [(Seen(2), "2"), (Seen(1, 3), "1@3"), (Seen(12, 34), "12@34")])
def test_which_words_were_seen_is_read_as_it_is_written(seen: Seen, text: str) -> None:
    assert str(seen) == text
    assert Seen.parse(text) == seen


@pytest.mark.parametrize("text", ["", "@2", "1@", "1@2@3", "-1", "1.5", " 1", "1\n", "x", "1234567890", "\u0663"])
def test_nothing_else_says_what_was_seen(text: str) -> None:
    with pytest.raises(ValueError, match="is no wording"):
        Seen.parse(text)
