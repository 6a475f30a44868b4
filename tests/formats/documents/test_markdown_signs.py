"""Whether a text is Markdown that nobody called so."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.markdown_signs import is_markdown
from tests.formats.texts import MADE, REAL, over_texts, text_of


@pytest.mark.parametrize(
    "text",
    [
        "# A plan", "  ## Aims", "Aims\n====\n", "Aims\n----", "* oaks\n* elms", "```\ncode\n```", "~~~ sh\n",
        "[^1]: A note.", "| a | b |\n|---|:-:|\n", "a | b\n--|--", "See [the page](https://a.example).",
        "It is **dear**.", "---\ntitle: A plan\n---\nText", "---\n# a comment\ntags:\n  - a\n---",
    ],
)  # fmt: skip
def test_signs_of_markdown_are_known(text: str) -> None:
    assert is_markdown(text)
    assert is_markdown(f"{text}\n\nMore.")


@pytest.mark.parametrize(
    "text",
    [
        "#1 of all plans", "#", "* * *", "* one alone", "A plan\n\n---\n\nMore", "Text goes on\nand on\n---",
        "- a\n- b", "1. a\n2. b", "a | b | c\nd | e | f", "see [1](2)", "2 ** 3 ** 4", "Sizes: 5 * 3 and 2 * 4",
        "", "[sic] (so)", "---\nwords and words\n---\n", "A very long title of a plan\n---\n", "ab`c`",
    ],
)  # fmt: skip
def test_other_texts_are_none(text: str) -> None:
    assert not is_markdown(text)


@pytest.mark.parametrize("name", over_texts(*MADE, *REAL))
def test_texts_as_they_come_are_none(name: str) -> None:
    assert not is_markdown(text_of(name))
