"""Who may do what to which thing: the whole of it, held to a table that was written by hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import get_args

import pytest

import deliberate
from deliberate.domain.acts import ACTS
from deliberate.domain.facts import (
    SITE,
    ClaimFacts,
    Facts,
    Phase,
    PostFacts,
    ProposalFacts,
    SiteFacts,
    facts_of,
    post_facts,
)
from deliberate.domain.graph import Graph, Node, State
from deliberate.domain.labels import Label
from deliberate.domain.permissions import VISITOR, Act, Actor, Role, can, must_sign_in
from deliberate.domain.predicates import any_of

WRITER, OWNER, RAISER, CLAIMANT = 3, 4, 5, 6
# The letters at the top of each column.
PEOPLE = {
    "v": VISITOR,
    "b": Actor(1),
    "w": Actor(WRITER),
    "o": Actor(OWNER),
    "r": Actor(RAISER),
    "c": Actor(CLAIMANT),
    "m": Actor(2, Role.MODERATOR),
}
THREADS = {
    "open": ProposalFacts(OWNER),
    "locked": ProposalFacts(OWNER, locked=True),
    "decided": ProposalFacts(OWNER, Phase.DECIDED),
}

# A visitor, Ben, who wrote it, who put the proposal up, who raised the point, who claims to have dealt with it, and
# Mo: + may, s signs in first, . may not. In an open, a locked and a decided thread; then in an open one what is held,
# hidden and merged.
BY_HAND = """
                      open     locked   decided  held     hidden   merged
propose    site       s++++++
revise     proposal   s..+...  s......  s......
read-post  post       +++++++  +++++++  +++++++  ..+...+  ..+...+  +++++++
reply      proposal   s++++++  .......  .......
reply      post       s++++++  .......  .......  .......  .......  .......
vote       proposal   s++++++  .......  .......
vote       post       s++++++  .......  .......  .......  .......  .......
accept     claim      s...+..  .......  .......  .......  .......  .......
judge      claim      s++++.+  .......  .......  .......  .......  .......
edit       post       s.+....  s......  s......  s.+....  s.+....  s.+....
flag       post       s++++++  s++++++  s++++++  .......  .......  .......
see-own    site       s++++++
moderate   site       s.....+
approve    site       s.....+
dismiss    site       s.....+
relabel    site       s.....+
move       site       s.....+
merge      site       s.....+
hide       site       s.....+
restore    site       s.....+
lock       site       s.....+
unlock     site       s.....+
undo       site       s.....+
"""


def kinds(about: type[Facts] | UnionType) -> tuple[type[Facts], ...]:
    return get_args(about) or (about,)


def conditions(kind: type[Facts]) -> list[Facts]:
    if kind is SiteFacts:
        return [SITE]
    if kind is ProposalFacts:
        return list(THREADS.values())
    places = [(State.VISIBLE, thread) for thread in THREADS.values()]
    places += [(state, THREADS["open"]) for state in (State.HELD, State.HIDDEN, State.MERGED)]
    if kind is PostFacts:
        return [PostFacts(WRITER, *place) for place in places]
    return [ClaimFacts(RAISER, CLAIMANT, *place) for place in places]


def letter(actor: Actor, act: Act, facts: Facts) -> str:
    if can(actor, act, facts):
        return "+"
    return "s" if must_sign_in(actor, act, facts) else "."


def printed() -> Iterator[str]:
    yield " " * 22 + "     ".join(["open ", "locked", "decided", "held ", "hidden", "merged"])
    for act, rule in ACTS.items():
        for kind in kinds(rule.about):
            cells = ["".join(letter(one, act, facts) for one in PEOPLE.values()) for facts in conditions(kind)]
            yield f"{act:<10} {kind.__name__.removesuffix('Facts').lower():<10} {'  '.join(cells)}"


def test_every_act_is_allowed_to_whom_the_table_written_by_hand_says() -> None:
    rows = [line.split() for line in BY_HAND.strip().splitlines()]
    print("\n".join(printed()))
    assert [line.split() for line in printed()] == rows


def test_every_act_has_its_rule() -> None:
    assert set(ACTS) == set(Act)


def test_an_act_is_not_asked_about_facts_of_another_kind() -> None:
    with pytest.raises(TypeError, match="edit is not about ProposalFacts"):
        can(Actor(OWNER), Act.EDIT, THREADS["open"])


def test_who_raised_a_point_may_judge_their_own_revision() -> None:
    both = ClaimFacts(raiser=CLAIMANT, claimant=CLAIMANT, state=State.VISIBLE, proposal=THREADS["open"])
    assert can(Actor(CLAIMANT), Act.JUDGE, both)


def test_any_of_holds_where_one_of_them_does() -> None:
    def says(answer: bool) -> bool:
        return any_of(lambda actor, facts: False, lambda actor, facts: answer)(VISITOR, SITE)

    assert says(True)
    assert not says(False)


def test_the_words_of_a_merged_post_are_read_where_those_of_the_kept_one_are() -> None:
    for kept, shown in ((State.VISIBLE, State.MERGED), (State.HIDDEN, State.HIDDEN), (State.HELD, State.HELD)):
        nodes = [Node(1, Label.SUPPORT, 7, state=kept), Node(2, Label.SUPPORT, 8, state=State.MERGED, merged_into=1)]
        assert facts_of(Graph(nodes), 2, THREADS["open"]) == PostFacts(8, shown, THREADS["open"])
        assert post_facts(8, State.MERGED, kept, THREADS["open"]).state is shown


def test_facts_are_made_in_one_place() -> None:
    """By the functions beside them, and for a proposal by its row."""
    root = Path(deliberate.__file__).parent
    making = {
        (str(file.relative_to(root)), name)
        for file in root.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and (name := ast.unparse(node.func)) in {"PostFacts", "ClaimFacts", "ProposalFacts", "SiteFacts"}
    }
    inside = {("domain/facts.py", name) for name in ("PostFacts", "ClaimFacts", "SiteFacts")}
    assert making == {*inside, ("models/proposals.py", "ProposalFacts")}
