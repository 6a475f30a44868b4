"""Small threads, one for each thing that can become of a post, with what the engine finds of them.

The votes follow from the rules of a site, so that each shows what it is an example of by whatever quorum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from deliberate.domain.engine.acceptance import quorum_for
from deliberate.domain.engine.assessment import Forum, Rules, assess, judge
from deliberate.domain.engine.explanations import Explanation, explain, sentence
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import Claim, Node
from deliberate.domain.statuses import Outcome, Status
from deliberate.domain.words import Say, say

# How many hold a point, in the table of how many are asked for.
HOLDERS = (9, 40, 500, 2_000)
# How many have voted in the threads.
CROWD = 1_000
_OWNER = 0
_NOBODY_CHECKS = say("Nobody can check where the money goes.")
_AUDIT = say("An auditor publishes each transfer.")


@dataclass(frozen=True)
class Draft:
    """A post of an example, with who voted and what replies to it."""

    label: Label
    words: Say
    agree: int = 0
    disagree: int = 0
    replies: tuple[Draft, ...] = ()
    by_owner: bool = False
    claim: Claim | None = None


@dataclass(frozen=True)
class Box:
    """A post as it is drawn: `outcome` is what became of it, if it raises an issue."""

    label: Label
    polarity: Polarity
    words: Say
    agree: int
    disagree: int
    by_owner: bool
    outcome: Outcome | None
    refuted: bool
    claim: Claim | None
    replies: tuple[Box, ...]

    @property
    def sides(self) -> int:
        """How many took sides."""
        return self.agree + self.disagree


@dataclass(frozen=True)
class Example:
    """A thread with its sentences: why, what would change it (None where nothing is said of that), and why its first
    post stands as it does."""

    box: Box
    reason: Say | None
    change: Say | None
    narrow: bool
    standing: Explanation
    sentence: Say


def asked_table(rules: Rules) -> list[tuple[int, int]]:
    """How many must accept a reply to a point that so many hold."""
    return [(holders, quorum_for(holders, rules.quorum)) for holders in HOLDERS]


@lru_cache(maxsize=4)
def examples(rules: Rules) -> Mapping[str, Example]:
    """By what they are examples of: each status, 'few-share', 'narrowly', 'refuted', 'standing'."""
    return {name: _example(draft, rules) for name, draft in _drafts(rules.quorum).items()}


def _drafts(quorum: int) -> dict[str, Draft]:
    few, many, crowd = (quorum_for(people, quorum) for people in (9, 500, CROWD))

    def objection(
        agree: int, disagree: int, *replies: Draft, words: Say = _NOBODY_CHECKS, claim: Claim | None = None
    ) -> Draft:
        return Draft(Label.OBJECTION, words, agree, disagree, replies, claim=claim)

    def safeguard(agree: int, disagree: int = 0) -> Draft:
        return Draft(Label.SAFEGUARD, _AUDIT, agree, disagree)

    granted = Draft(Label.CONCESSION, say("That is right: the plan does not say who checks."), by_owner=True)
    last_year = say("Last year no money was lost.")
    gap = Draft(Label.REBUTTAL, say("The accounts of last year show a gap."), few + 5, 1)
    evidence = Draft(Label.EVIDENCE, say("Two towns could not say where theirs went."), few + 2, 1)
    return {
        Status.OPEN: objection(9, 1),
        Status.CONTESTED: objection(500, 60, safeguard(3)),
        Status.ANSWERED: objection(500, 60, safeguard(many + 3, 4)),
        Status.CONCEDED: objection(9, 2, granted),
        Status.ADDRESSED: objection(40, 5, claim=Claim(2, 2, 0)),
        Status.RESOLVED: objection(9, 1, claim=Claim(2, few + 6, 1)),
        "few-share": objection(4, crowd + 8, words=say("The plan is a trick.")),
        "narrowly": objection(40, 5, safeguard(quorum_for(40, quorum) - 1)),
        "refuted": Draft(Label.SUPPORT, last_year, 9, 3, (gap,)),
        "standing": objection(40, 4, safeguard(many + 3, 4), evidence),
    }


def _example(draft: Draft, rules: Rules) -> Example:
    drafts = dict(enumerate(_flat(draft), 1))
    forum = Forum(_OWNER, CROWD)
    graph = assess(Graph(_nodes(drafts)), forum, rules)
    judged = judge(graph, forum, rules)
    ruling, refutation = judged.ruling(1), judged.refutation(1)
    explanation = explain(graph, 1, rules.semantics, rules.quorum)
    why = ruling or refutation
    return Example(
        box=_box(graph, drafts, 1),
        reason=why.reason if why else None,
        change=ruling.change if ruling else None,
        narrow=bool(ruling and ruling.narrow),
        standing=explanation,
        sentence=sentence(explanation, {id: said.words for id, said in drafts.items()}),
    )


def _flat(draft: Draft) -> Iterator[Draft]:
    """The post and the replies to it, which nothing replies to."""
    yield draft
    yield from draft.replies


def _nodes(drafts: dict[int, Draft]) -> Iterator[Node]:
    for id, said in drafts.items():
        author, parent = (_OWNER if said.by_owner else id), (None if id == 1 else 1)
        yield Node(id, said.label, author, parent, agree=said.agree, disagree=said.disagree, claim=said.claim)


def _box(graph: Graph, drafts: dict[int, Draft], post: int) -> Box:
    node, draft = graph.nodes[post], drafts[post]
    return Box(
        label=node.label,
        polarity=node.polarity,
        words=draft.words,
        agree=node.agree,
        disagree=node.disagree,
        by_owner=draft.by_owner,
        outcome=Outcome.of(node.status, node.few_share) if node.status else None,
        refuted=node.is_refuted,
        claim=node.claim,
        replies=tuple(_box(graph, drafts, reply.id) for reply in graph.replies(post)),
    )
