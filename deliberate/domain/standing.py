"""How well a post holds up, from 0 to 1: its votes, lowered by what attacks it and raised by what supports it.

Quadratic energy (Potyka, 'Continuous dynamical systems for weighted bipolar argumentation', KR 2018) on the tree
of replies, in one pass from the leaves to the root.
"""

from __future__ import annotations

from dataclasses import dataclass

from deliberate.domain.graph import Graph, Node, State
from deliberate.domain.labels import Polarity

_SIGN = {Polarity.ATTACK: -1, Polarity.SUPPORT: 1, Polarity.NEUTRAL: 0}


@dataclass(frozen=True)
class Standing:
    """`value` is `base` (what the votes alone give) moved by the replies; the two counts are replies that moved it."""

    value: float
    base: float
    lowered_by: int
    raised_by: int


def base_score(agree: int, disagree: int) -> float:
    """(agree + 1) / (agree + disagree + 2): a half when nobody voted; passes count for neither."""
    return (agree + 1) / (agree + disagree + 2)


def edge_weight(voters: int) -> float:
    """n / (n + 3): what nobody but its author voted on moves nothing."""
    return voters / (voters + 3)


def combine(base: float, energy: float) -> float:
    """The base score moved down by negative energy and up by positive energy, never past 0 or 1."""
    pull = energy * energy / (1 + energy * energy)
    return base - base * pull if energy < 0 else base + (1 - base) * pull


def standings(graph: Graph) -> dict[int, Standing]:
    """The standing of every post that is not merged. Hidden and held posts have one but move nothing."""
    found: dict[int, Standing] = {}
    for node in graph.bottom_up():
        terms = [_term(reply, found[reply.id].value) for reply in graph.replies(node.id)]
        base = base_score(node.agree, node.disagree)
        found[node.id] = Standing(
            combine(base, sum(terms)), base, sum(term < 0 for term in terms), sum(term > 0 for term in terms)
        )
    return found


def _term(reply: Node, value: float) -> float:
    if reply.state is not State.VISIBLE:
        return 0.0
    return _SIGN[reply.polarity] * edge_weight(reply.voters) * value


def sentence(value: float, agree: int, passes: int, disagree: int) -> str:
    """The one sentence under the meter."""
    if agree + disagree == 0:
        start = "Nobody has agreed or disagreed yet" if not passes else "Everyone who voted passed"
        start += ", so it starts from 0.50"
    else:
        start = f"{agree} of {agree + disagree} agree, which gives {base_score(agree, disagree):.2f}"
    moved = value - base_score(agree, disagree)
    if abs(moved) < 0.005:
        return f"{start}; replies have not moved it."
    return f"{start}; replies {'raise' if moved > 0 else 'lower'} it to {value:.2f}."
