from __future__ import annotations

import pytest

from deliberate.domain.labels import GRAMMAR, Rule
from deliberate.domain.votes import KEYS, YES_NO, Choice


def test_the_names_in_data_are_not_the_words_for_people() -> None:
    assert [*Choice] == ["agree", "pass", "disagree"]
    assert [str(YES_NO.word(choice)) for choice in Choice] == ["yes", "unsure", "no"]


def test_each_choice_has_a_key_of_its_own() -> None:
    assert [KEYS[choice] for choice in Choice] == ["y", "u", "n"]


def test_votes_are_told_in_numbers_and_in_shares() -> None:
    assert str(YES_NO.tally(17, 5, 15)) == "yes 17 · unsure 5 · no 15"
    assert str(YES_NO.shares(80, 5, 15)).replace("\N{NO-BREAK SPACE}", " ") == "yes 80 % · unsure 5 % · no 15 %"


@pytest.mark.parametrize("rule", [rule for rule in GRAMMAR.values() if rule.asks], ids=lambda rule: rule.label)
def test_what_is_answered_with_yes_or_no_is_a_yes_or_no_question(rule: Rule) -> None:
    first, *_, last = str(rule.asks).split()
    assert (first in {"Is", "Must", "Should", "Does", "Would"}, last.endswith("?")) == (rule.choices is YES_NO, True)
