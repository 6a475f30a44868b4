"""The token in the forms of a page: never the same letters twice, and always the same token."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate import tokens
from tests.cast import RAW_TOKEN, Cast
from tests.factories import PostFactory, ProposalFactory


@pytest.fixture
def address(cast: Cast) -> str:
    PostFactory(id=1, proposal=ProposalFactory(slug="plan"), author=cast.ada)
    return "/proposals/plan"


def on(page: str) -> set[str]:
    return set(re.findall(r'name="csrf_token" value="([^"]+)"', page))


def test_each_answer_has_it_in_other_letters_and_all_of_them_are_taken(cast: Cast, address: str) -> None:
    ben = cast.browser(cast.ben)
    ben.token()
    seen = [on(ben.get(address).text) for _ in range(3)]
    assert [len(one) for one in seen] == [1, 1, 1], "one on a page, which packs well"
    shown = set.union(*seen)
    assert len(shown) == 3
    assert RAW_TOKEN not in "".join(shown)
    for token in shown:
        answer = ben.post("/posts/1/vote", data={"csrf_token": token, "choice": "agree"})
        assert answer.status_code == 303
    by_script = {"X-CSRFToken": shown.pop(), "X-Requested-With": "fetch"}
    assert ben.post("/preview", data={"body": "Words."}, headers=by_script).status_code == 200


def test_the_token_of_somebody_else_is_refused(cast: Cast, address: str) -> None:
    ben, ada = cast.browser(cast.ben), cast.browser(cast.ada)
    ben.get(address)
    (theirs,) = on(ada.get(address).text)
    for token in (theirs, "", "a", "ä", "AAAA", tokens.masked("0" * 40), tokens.masked("")):
        answer = ben.post("/posts/1/flag", data={"csrf_token": token, "reason": "spam"})
        assert answer.status_code == 400, token


@given(st.text(alphabet="0123456789abcdef", max_size=40))
def test_what_is_masked_is_what_it_was(raw: str) -> None:
    assert tokens._unmasked(tokens.masked(raw)) == raw


@given(st.text(max_size=40))
def test_nonsense_is_no_token(sent: str) -> None:
    assert isinstance(tokens._unmasked(sent), str)
