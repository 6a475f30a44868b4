"""The kinds of things by name: databases, addresses and exports hold the names, and readers read the words."""

from __future__ import annotations

from enum import StrEnum

import pytest

from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.ranking import Order
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.facts import Phase, ProposalStatus
from deliberate.domain.labels import Ground, Label, Polarity, Target
from deliberate.domain.nodes import State
from deliberate.domain.predicates import Role
from deliberate.domain.rows import Act, Needs, Thing
from deliberate.domain.statuses import Cause, Outcome, Status
from deliberate.domain.texts.diffs import Change
from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.votes import Choice
from deliberate.domain.words import Worded

WORDED: list[type[Worded]] = [Cause, Ground, Label, Outcome, PassageKind, ProposalStatus, State, Status, Target]
NAMED = [*WORDED, Act, Change, Choice, Extent, Needs, Order, Phase, Polarity, Role, Semantics]

# Where the word is another one than the name.
WORDS: dict[Worded, str] = {
    Label.COUNTER_EVIDENCE: "counter-evidence",
    Outcome.FEW_SHARE: "open, few share it",
    Cause.VOTE: "a vote",
    Cause.REPLY: "a reply",
    Cause.EDIT: "other words",
    Cause.WORD: "the word of the person who raised it",
    Cause.CLAIM: "what people say of a revision",
    Cause.REVISION: "a revision",
    Cause.ACT: "an act of a moderator",
    Cause.WITHDRAWAL: "somebody who took a point back or over",
    Cause.GROUPS: "opinion groups, which were computed anew",
    Cause.RULES: "a change of the site’s rules",
    Cause.TOGETHER: "posts and votes that were put in together",
}


@pytest.mark.parametrize("kind", NAMED)
def test_what_is_stored_of_a_kind_is_its_name(kind: type[StrEnum]) -> None:
    assert [one.value for one in kind] == [one.name.lower().replace("_", "-") for one in kind]


@pytest.mark.parametrize("kind", WORDED)
def test_readers_read_the_name_or_a_word_that_says_more(kind: type[Worded]) -> None:
    assert {one: str(one.word) for one in kind} == {one: WORDS.get(one, one.value.replace("-", " ")) for one in kind}


def test_what_moderators_act_on_stands_in_addresses() -> None:
    assert " ".join(Thing) == "posts proposals revisions people"
