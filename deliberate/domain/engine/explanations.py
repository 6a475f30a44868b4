"""Why a standing is what it is: the base score, what each post that acts on it does to it, and a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.engine.standing import base_score, edge_weight
from deliberate.domain.engine.status import ACCEPTED_FROM, ROUNDING
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity, rule
from deliberate.domain.words import Say, Sentence, both, clauses, say

_NOTICEABLE = 0.005


@dataclass(frozen=True)
class Effect:
    """What one post does by itself, -1 to 1: the standing less the standing without this post's term.

    What the post does by way of others (it may attack another reply too, or stand in a circle) is in their effects.
    Effects do not add up: two objections that say it all lower less than twice as much as one.
    """

    post: int
    label: Label
    polarity: Polarity
    change: float


@dataclass(frozen=True)
class Explanation:
    """`effects` has the strongest first; `silent` is how many would act but have no votes, so that they count nothing.

    `balanced` is False when the standing is one of a circle that found no balance.
    """

    standing: float
    base: float
    agree: int
    passes: int
    disagree: int
    effects: tuple[Effect, ...]
    silent: int
    balanced: bool

    @property
    def moved(self) -> float:
        """What all effects do together, of the numbers as they are printed, so that readers can add up."""
        return shown(self.standing) - shown(self.base)

    @property
    def voted(self) -> int:
        """How many took sides."""
        return self.agree + self.disagree

    @property
    def share(self) -> float | None:
        """What part of them agree, 0 to 1, where few votes make the base noticeably another number; else None."""
        share = self.agree / self.voted if self.voted else self.base
        alike = abs(share - self.base) < _NOTICEABLE or f"{share:.2f}" == f"{shown(self.base):.2f}"
        return None if alike else share

    def those(self, polarity: Polarity) -> list[Effect]:
        return [effect for effect in self.effects if effect.polarity is polarity]

    def printed(self, effect: Effect) -> float:
        """What a page says that a post does: of a single one, what the numbers around it differ by, unless no
        balance was found and they say nothing of it."""
        return self.moved if self.balanced and len(self.effects) == 1 else effect.change


def explain(graph: Graph, post: int, semantics: Semantics = Semantics.QUADRATIC_ENERGY) -> Explanation:
    """From the standings that the graph's posts have; linear in what acts on the post."""
    import numpy as np

    from deliberate.domain.engine.gradual import FORMULAS

    node = graph.nodes[post]
    formula = FORMULAS[semantics]
    base = base_score(node.agree, node.disagree)
    acting = [(graph.nodes[id], p) for id, p in graph.acting_on(post).items() if p is not Polarity.NEUTRAL]
    heard = [(reply, polarity) for reply, polarity in acting if reply.voters]
    terms = {
        polarity: np.array(
            [formula.term(edge_weight(reply.voters) * reply.standing) for reply, p in heard if p is polarity]
        )
        for polarity in (Polarity.ATTACK, Polarity.SUPPORT)
    }
    whole = {polarity: some.sum() for polarity, some in terms.items()}
    value = float(formula.strength(base, whole[Polarity.ATTACK], whole[Polarity.SUPPORT]))
    effects = []
    for polarity, some in terms.items():
        without = whole | {polarity: whole[polarity] - some}
        changes = value - formula.strength(base, without[Polarity.ATTACK], without[Polarity.SUPPORT])
        these = [reply for reply, p in heard if p is polarity]
        effects += [Effect(reply.id, reply.label, polarity, float(c)) for reply, c in zip(these, changes, strict=True)]
    effects.sort(key=lambda effect: (-abs(effect.change), effect.post))
    return Explanation(
        standing=node.standing,
        base=base,
        agree=node.agree,
        passes=node.passes,
        disagree=node.disagree,
        effects=tuple(effects),
        silent=len(acting) - len(heard),
        balanced=node.balanced,
    )


def shown(standing: float) -> float:
    """As it is printed, with two digits; what is not enough to be accepted does not look like it."""
    printed = round(standing, 2)
    return printed - 0.01 if standing < ACCEPTED_FROM - ROUNDING and printed >= ACCEPTED_FROM else printed


def sentence(explanation: Explanation, words: Mapping[int, str]) -> Say:
    """One sentence; `words` holds a few words of the posts it may quote.

    '0.41: 12 of 18 say yes gives 0.65; lowered by 2 objections, most by “no way to police the funds” (−0.17); raised by
    1 support.'
    """
    parts: list[Sentence] = [_start(explanation)]
    for polarity in (Polarity.ATTACK, Polarity.SUPPORT):
        if effects := explanation.those(polarity):
            parts.append(_most(explanation, effects, _moved(polarity, effects), words))
    if len(parts) == 1:
        parts.append(say("no reply has moved it"))
    if not explanation.balanced:
        parts.append(say("posts that act on each other in a circle found no balance, so the number is unsettled"))
    return say("%(standing).2f: %(why)s.", standing=shown(explanation.standing), why=clauses(parts))


def _start(explanation: Explanation) -> Say:
    if explanation.voted:
        return say(
            "%(agree)d of %(voted)d say yes gives %(base).2f",
            agree=explanation.agree,
            voted=explanation.voted,
            base=shown(explanation.base),
        )
    if explanation.passes:
        return say("everyone who voted is unsure, so it starts from 0.50")
    return say("nobody has voted on it yet, so it starts from 0.50")


def _moved(polarity: Polarity, effects: list[Effect]) -> Say:
    counts = Counter(effect.label for effect in effects)
    replies = both(rule(label).count(number) for label, number in counts.most_common())
    if polarity is Polarity.ATTACK:
        return say("lowered by %(replies)s", replies=replies)
    return say("raised by %(replies)s", replies=replies)


def _most(explanation: Explanation, effects: list[Effect], moved: Say, words: Mapping[int, str]) -> Say:
    """With the strongest of them by name, and what it does."""
    strongest = effects[0]
    change = explanation.printed(strongest)
    if abs(change) < _NOTICEABLE:
        return say("%(moved)s by less than 0.01", moved=moved)
    if strongest.post not in words:
        return say("%(moved)s (%(change)s)", moved=moved, change=signed(change))
    post = words[strongest.post]
    if len(effects) > 1:
        return say("%(moved)s, most by “%(post)s” (%(change)s)", moved=moved, post=post, change=signed(change))
    return say("%(moved)s, “%(post)s” (%(change)s)", moved=moved, post=post, change=signed(change))


def signed(change: float) -> str:
    """'+0.05' or '−0.17', with a real minus sign; none before what is printed as '0.00'."""
    printed = f"{abs(change):.2f}"
    if printed == "0.00":
        return printed
    return f"{'−' if change < 0 else '+'}{printed}"
