"""Why posts stand as they do and what became of them, in sentences and lines for a page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import fsum

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import Forum, Rules, judge
from deliberate.domain.engine.explanations import Effect, Explanation, explain, printed, sentence, shown, signed
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.statuses import Outcome, Status
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
    """The number with its sentence and breakdown: it is likely to stand between `low` and `high`, whoever else votes.

    `base` is what the votes give, where `agree` of the `voted` are not simply the `share` that they are; `together` is
    what all posts do that move it, of which `more`, not listed, do `rest`; `silent` ones have nothing behind them.

    Nothing is said (`is_known`) where nobody voted and nothing acts.
    """

    is_known: bool
    value: float
    text: Say
    low: float
    high: float
    sentence: Say
    base: float
    agree: int
    voted: int
    share: float | None
    together: str
    reasons: tuple[Reason, ...]
    more: int
    rest: str
    silent: int
    balanced: bool


@dataclass(frozen=True)
class StatusView:
    """What became of a point, why, what would change it, and the posts that it rests on, of which `more` are not
    listed. `narrow`: one vote could change it; `few_share`: it is open or contested, and most do not share it."""

    status: Status
    reason: Say
    change: Say
    because: tuple[Reason, ...]
    more: int
    narrow: bool
    few_share: bool

    @property
    def outcome(self) -> Outcome:
        return Outcome.of(self.status, self.few_share)


@dataclass(frozen=True)
class RefutationView:
    """Why a reply counts for nothing, what would change that, and the accepted posts that defeat it; `narrow`: one vote
    could change it."""

    reason: Say
    change: Say
    because: tuple[Reason, ...]
    narrow: bool


_BEGINNINGS = select(Post.id, func.substr(Post.body, 1, 2 * _EXCERPT)).where(
    Post.id.in_(bindparam("posts", expanding=True))
)


class Telling:
    """The posts `ids` of a graph, told in one statement. The graph must hold all that acts on them."""

    def __init__(self, session: Session, graph: Graph, rules: Rules, forum: Forum, ids: Collection[int]) -> None:
        judged = judge(graph, forum, rules)
        self._graph = graph
        self._explained = {id: explain(graph, id, rules.semantics, rules.quorum) for id in ids}
        self._rulings = {id: judged.ruling(id) for id in ids}
        self._refutations = {id: judged.refutation(id) for id in ids}
        named = {effect.post for explanation in self._explained.values() for effect in _listed(explanation)}
        named |= {id for ruling in self._rulings.values() if ruling for id in ruling.because[:_LISTED]}
        named |= {id for refuted in self._refutations.values() if refuted for id in refuted.because[:_LISTED]}
        rows = session.execute(_BEGINNINGS, {"posts": named}) if named else ()
        self._words = {id: excerpt(body, _EXCERPT) for id, body in rows}

    def standing(self, post: int) -> StandingView:
        explanation = self._explained[post]
        listed = _listed(explanation)
        return StandingView(
            is_known=explanation.is_known,
            value=shown(explanation.standing),
            text=printed(explanation.standing),
            low=shown(explanation.low),
            high=shown(explanation.high),
            sentence=sentence(explanation, self._words),
            base=shown(explanation.base),
            agree=explanation.agree,
            voted=explanation.voted,
            share=explanation.share,
            together=signed(explanation.moved()),
            reasons=tuple(self._reason(effect.post, effect.polarity, signed(effect.printed)) for effect in listed),
            more=len(explanation.effects) - len(listed),
            rest=signed(fsum(effect.printed for effect in explanation.effects if effect not in listed)),
            silent=explanation.silent,
            balanced=explanation.balanced,
        )

    def outcome(self, post: int) -> StatusView | None:
        ruling = self._rulings[post]
        if ruling is None:
            return None
        because = self._because(post, ruling.because)
        return StatusView(
            ruling.status,
            ruling.reason,
            ruling.change,
            because,
            len(ruling.because) - len(because),
            ruling.narrow,
            ruling.few_share,
        )

    def refutation(self, post: int) -> RefutationView | None:
        refuted = self._refutations[post]
        if refuted is None:
            return None
        return RefutationView(refuted.reason, refuted.change, self._because(post, refuted.because), refuted.narrow)

    def _because(self, post: int, ids: tuple[int, ...]) -> tuple[Reason, ...]:
        acting = self._graph.acting_on(post)
        return tuple(self._reason(id, acting.get(id, self._graph.nodes[id].polarity)) for id in ids[:_LISTED])

    def _reason(self, post: int, polarity: Polarity, change: str = "") -> Reason:
        return Reason(post, self._graph.nodes[post].label, polarity, self._words.get(post, ""), change)


def _listed(explanation: Explanation) -> list[Effect]:
    """The strongest few, and the strongest of each direction, which the sentence names."""
    first = list(explanation.effects[:_LISTED])
    for polarity in (Polarity.ATTACK, Polarity.SUPPORT):
        first += [effect for effect in explanation.those(polarity)[:1] if effect not in first]
    return first
