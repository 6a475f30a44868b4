"""Who may do what to which thing: the whole of it, held to a table that was written by hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import UnionType
from typing import get_args

import pytest

import deliberate
from deliberate.domain.acts import ACTS
from deliberate.domain.facts import (
    SITE,
    ClaimFacts,
    EntryFacts,
    Facts,
    Phase,
    PostFacts,
    ProposalFacts,
    SiteFacts,
    facts_of,
    post_facts,
)
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import Node, State
from deliberate.domain.permissions import VISITOR, Act, Actor, Role, can, must_sign_in
from deliberate.domain.predicates import any_of

WRITER, OWNER, RAISER, CLAIMANT, HEIR = 3, 4, 5, 6, 7
# The letters at the top of each column.
PEOPLE = {
    "v": VISITOR,
    "b": Actor(1),
    "w": Actor(WRITER),
    "o": Actor(OWNER),
    "r": Actor(RAISER),
    "c": Actor(CLAIMANT),
    "h": Actor(HEIR),
    "m": Actor(2, Role.MODERATOR),
}
THREADS = {
    "open": ProposalFacts(OWNER),
    "locked": ProposalFacts(OWNER, locked=True),
    "decided": ProposalFacts(OWNER, Phase.DECIDED),
}
OUT_OF_SIGHT = [ProposalFacts(OWNER, state=state) for state in (State.HELD, State.HIDDEN)]

# Something that was done to what the writer and the claimant wrote; what is against nobody, was undone, was appealed
# against, and what was decided; then what Mo did, and what was done to what Mo wrote.
_DONE = EntryFacts(by=8, concerned=frozenset({WRITER, CLAIMANT}))
ENTRIES: list[Facts] = [
    _DONE,
    replace(_DONE, against=False),
    replace(_DONE, undone=True),
    replace(_DONE, appealed=True),
    replace(_DONE, appealed=True, decided=True),
    replace(_DONE, by=2),
    replace(_DONE, concerned=frozenset({2, HEIR})),
]

# A visitor, Ben, who wrote it, who put the proposal up, who raised the point, who claims to have dealt with it, who
# took it over, and Mo: + may, s signs in first, . may not. In an open, a locked and a decided thread; then in an open
# one what is held, hidden and merged (of proposals the held and the hidden); then in a held and a hidden proposal; then
# what was withdrawn, let go but held by others, and taken over. Of what moderators did, see ENTRIES.
BY_HAND = """
                          open      locked    decided   held      hidden    merged    of-held   of-hidden withdrawn let-go    taken
propose          site      s+++++++
revise           proposal  s..+....  s.......  s.......  s..+....  s..+....
read-proposal    proposal  ++++++++  ++++++++  ++++++++  ...+...+  ...+...+
read-post        post      ++++++++  ++++++++  ++++++++  ..+....+  ..+....+  ++++++++  ...+...+  ...+...+  ..+....+  ++++++++  ++++++++
reply            proposal  s+++++++  ........  ........  ........  ........
reply            post      s+++++++  ........  ........  ........  ........  ........  ........  ........  ........  s+++++++  s+++++++
vote             proposal  s+++++++  ........  ........  ........  ........
vote             post      s+.+++++  ........  ........  ........  ........  ........  ........  ........  ........  s+.+++++  s+.+++++
accept           claim     s...+...  ........  ........  ........  ........  ........  ........  ........
judge            claim     s++++.++  ........  ........  ........  ........  ........  ........  ........
say-where        claim     s...+...  ........  ........  ........  ........  ........  ........  ........
answer-where     claim     s....+..  ........  ........  ........  ........  ........  ........  ........
edit             post      s.+.....  s.......  s.......  s.+.....  s.+.....  s.+.....  s.+.....  s.+.....  s.......  s.......  s.......
withdraw         post      s.+.....  s.......  s.......  s.+.....  s.......  s.+.....  s.+.....  s.......  s.......  s.......  s.....+.
put-back         post      s.......  s.......  s.......  s.......  s.......  s.......  s.......  s.......  s.+.....  s.+.....  s.......
take-over        post      s.......  ........  ........  ........  ........  ........  ........  ........  ........  s+++++++  s.......
flag             post      s+++++++  s+++++++  s+++++++  ........  ........  ........  ........  ........  ........  s+++++++  s+++++++
see-own          site      s+++++++
moderate         site      s......+
approve          site      s......+
dismiss          site      s......+
relabel          site      s......+
move             site      s......+
decide-where     site      s......+
merge            site      s......+
hide             site      s......+
restore          site      s......+
lock             site      s......+
unlock           site      s......+
approve-proposal site      s......+
hide-proposal    site      s......+
restore-proposal site      s......+
approve-revision site      s......+
hide-revision    site      s......+
approve-profile  site      s......+
hide-profile     site      s......+
restore-profile  site      s......+
undo             site      s......+
appeal           entry     s.+..+..  s.......  s.......  s.......  s.......  s.+..+..  s.....++
uphold           entry     s.......  s.......  s.......  s......+  s.......  s.......  s.......
"""  # noqa: E501  # a table


def kinds(about: type[Facts] | UnionType) -> tuple[type[Facts], ...]:
    return get_args(about) or (about,)


def conditions(kind: type[Facts]) -> list[Facts]:
    if kind is SiteFacts:
        return [SITE]
    if kind is ProposalFacts:
        return [*THREADS.values(), *OUT_OF_SIGHT]
    if kind is EntryFacts:
        return ENTRIES
    places = [(State.VISIBLE, thread) for thread in THREADS.values()]
    places += [(state, THREADS["open"]) for state in (State.HELD, State.HIDDEN, State.MERGED)]
    hidden = [(State.VISIBLE, thread) for thread in OUT_OF_SIGHT]
    if kind is ClaimFacts:
        return [ClaimFacts(RAISER, CLAIMANT, *place) for place in [*places, *hidden]]
    withdrawn = [(State.WITHDRAWN, None), (State.VISIBLE, None), (State.VISIBLE, HEIR)]
    posts: list[Facts] = [PostFacts(WRITER, *place) for place in [*places, *hidden]]
    return posts + [PostFacts(WRITER, state, THREADS["open"], True, heir) for state, heir in withdrawn]


def letter(actor: Actor, act: Act, facts: Facts) -> str:
    if can(actor, act, facts):
        return "+"
    return "s" if must_sign_in(actor, act, facts) else "."


def printed() -> Iterator[str]:
    for act, rule in ACTS.items():
        for kind in kinds(rule.about):
            cells = ["".join(letter(one, act, facts) for one in PEOPLE.values()) for facts in conditions(kind)]
            yield f"{act:<17}{kind.__name__.removesuffix('Facts').lower():<9} {'  '.join(cells)}"


def test_every_act_is_allowed_to_whom_the_table_written_by_hand_says() -> None:
    _, *rows = BY_HAND.strip().splitlines()
    assert [line.split() for line in printed()] == [row.split() for row in rows]


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
