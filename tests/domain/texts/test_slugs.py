"""Words as they stand in an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts import slugs


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Who pays for it?", "who-pays-for-it"),
        ("America’s borders", "americas-borders"),
        ("America's `borders`", "americas-borders"),
        ("The Mérida Initiative, 2020–2024", "the-merida-initiative-20202024"),
        ("İstanbul № 5", "istanbul-no-5"),
        ("One two three four five six seven", "one-two-three-four-five-six"),
        ("x" * 300, "x" * 80),
        ("Straße, Øresund", "straße-øresund"),
        ("川辺の計画", "川辺の計画"),
        ("ガーデン、駅前", "ガーデン-駅前"),
        ("한국어 계획", "한국어-계획"),
        ("خطة الحديقة العامة", "خطة-الحديقة-العامة"),
        ("תוכנית הגן", "תוכנית-הגן"),
        ("Новый план", "новый-план"),
        ("हिन्दी में", "हिन्दी-में"),
        ("計" * 100, "計" * 26),
        ("🌳🚲", "deciduous-tree-bicycle"),
        ("🌲❤️", "evergreen-tree-heavy-black-heart"),
        ("* * *", "asterisk-asterisk-asterisk"),
        ("—", "em-dash"),
        ("\ue000", "ue000"),
        ("\u202e", "untitled"),
        ("", "untitled"),
    ],
)
def test_an_address_is_the_first_words_in_their_own_letters(text: str, address: str) -> None:
    assert slugs.slug(text, 6) == address
    assert slugs.is_slug(address)


@given(st.text())
def test_every_text_has_an_address_that_can_be_one(text: str) -> None:
    found = slugs.slug(text, 6)
    assert slugs.is_slug(found)
    assert len(found.encode()) <= slugs.LONGEST


@pytest.mark.parametrize("text", ["", "a b", "A", "a--b", "-a", "a-", "a_b", "a/b", "e\u0301", "x" * 81, "計画\u202e"])
def test_nothing_else_can_be_an_address(text: str) -> None:
    assert not slugs.is_slug(text)


def test_a_title_gets_an_address_unlike_those_taken() -> None:
    assert slugs.of_title("New") == "new-2"
    assert slugs.of_title("The fence", {"the-fence", "the-fence-2"}) == "the-fence-3"
    long = slugs.of_title("x" * 300)
    assert slugs.of_title("x" * 300, {long}) == "x" * 70
    assert slugs.of_title("x" * 300, {long, "x" * 70}) == f"{'x' * 70}-2"
