"""Why posts stand as they do and what became of them, in sentences and lines for a page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import Rules
from deliberate.domain.engine.explanations import Effect, Explanation, explain, sentence, shown, signed
from deliberate.domain.engine.status import Judge, Ruling
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.statuses import Status
from deliberate.domain.words import Say
from deliberate.models import Post
from deliberate.queries.excerpts import excerpt

# How many of the posts that move a standing are listed under it.
_LISTED = 5
_EXCERPT = 60


@dataclass(frozen=True)
class Reason:
    """One line of a breakdown: a post, its first words, what it does ('−0.17'; nothing where it decides a status)."""

    post: int
    label: Label
    polarity: Polarity
    words: str
    change: str = ""


@dataclass(frozen=True)
class StandingView:
    """The number with its sentence and breakdown: `base` is what the votes give, where `agree` of the `voted` are not
    simply the `share` that they are; `together` is what all posts do that move it, of which `more` are not listed;
    `silent` ones have no votes."""

    value: float
    sentence: Say
    base: float
    agree: int
    voted: int
    share: float | None
    together: str
    reasons: tuple[Reason, ...]
    more: int
    silent: int
    balanced: bool


@dataclass(frozen=True)
class StatusView:
    """What became of a point, why, and the posts that it rests on, of which `more` are not listed."""

    status: Status
    reason: Say
    because: tuple[Reason, ...]
    more: int


class Telling:
    """The posts `ids` of a graph, told in one statement. The graph must hold all that acts on them; `owner` speaks for
    the proposal."""

    def __init__(self, session: Session, graph: Graph, rules: Rules, owner: int, ids: Collection[int]) -> None:
        judge = Judge(graph, owner, rules.quorum)
        self._graph = graph
        self._explained = {id: explain(graph, id, rules.semantics) for id in ids}
        self._rulings: dict[int, Ruling | None] = {id: judge.ruling(id) for id in ids}
        named = {effect.post for explanation in self._explained.values() for effect in _listed(explanation)}
        named |= {id for ruling in self._rulings.values() if ruling for id in ruling.because[:_LISTED]}
        rows = session.execute(select(Post.id, func.substr(Post.body, 1, 2 * _EXCERPT)).where(Post.id.in_(named)))
        self._words = {id: excerpt(body, _EXCERPT) for id, body in rows}

    def standing(self, post: int) -> StandingView:
        explanation = self._explained[post]
        listed = _listed(explanation)
        return StandingView(
            value=shown(explanation.standing),
            sentence=sentence(explanation, self._words),
            base=shown(explanation.base),
            agree=explanation.agree,
            voted=explanation.voted,
            share=explanation.share,
            together=signed(explanation.moved),
            reasons=tuple(
                self._reason(effect.post, effect.polarity, signed(explanation.printed(effect))) for effect in listed
            ),
            more=len(explanation.effects) - len(listed),
            silent=explanation.silent,
            balanced=explanation.balanced,
        )

    def outcome(self, post: int) -> StatusView | None:
        ruling = self._rulings[post]
        if ruling is None:
            return None
        acting = self._graph.acting_on(post)
        because = tuple(
            self._reason(id, acting.get(id, self._graph.nodes[id].polarity)) for id in ruling.because[:_LISTED]
        )
        return StatusView(ruling.status, ruling.reason, because, len(ruling.because) - len(because))

    def _reason(self, post: int, polarity: Polarity, change: str = "") -> Reason:
        return Reason(post, self._graph.nodes[post].label, polarity, self._words.get(post, ""), change)


def _listed(explanation: Explanation) -> list[Effect]:
    """The strongest few, and the strongest of each direction, which the sentence names."""
    first = list(explanation.effects[:_LISTED])
    for polarity in (Polarity.ATTACK, Polarity.SUPPORT):
        first += [effect for effect in explanation.those(polarity)[:1] if effect not in first]
    return first
