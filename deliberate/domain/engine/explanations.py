"""Why a standing is what it is: the base score, what each post that acts on it does to it, and a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

from deliberate.domain.engine import effects
from deliberate.domain.engine.acceptance import QUORUM
from deliberate.domain.engine.semantics import Semantics, beyond_half
from deliberate.domain.engine.standing import base_score, edge_weights
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity, rule
from deliberate.domain.words import Say, Sayable, Sentence, both, clauses, say, say_many

_NOTICEABLE = 0.005
# Of a hundredth.
_NOTHING = 1e-7
# '1.00' would say that nobody could ever be of another mind.
_NEARLY = 0.99
_DIRECTIONS = (Polarity.ATTACK, Polarity.SUPPORT)


@dataclass(frozen=True)
class Effect:
    """What one post, by `author`, does, -1 to 1: its part of what all do that act together. `printed` is that in
    hundredths, so that what is printed adds up.

    What it does by way of others (it may attack another reply too, or stand in a circle) is in their effects.
    """

    post: int
    label: Label
    author: int
    polarity: Polarity
    change: float
    printed: float


@dataclass(frozen=True)
class Explanation:
    """`effects` has the strongest first; `silent` is how many would act but have nothing behind them: no votes, or as
    much against as for them, or an accepted reply defeats them.

    `standing`, between `low` and `high`, and `base` are 0 to 1; `balanced` is False when the standing is one of a
    circle that found no balance.
    """

    standing: float
    low: float
    high: float
    base: float
    agree: int
    passes: int
    disagree: int
    effects: tuple[Effect, ...]
    silent: int
    balanced: bool

    @property
    def voted(self) -> int:
        """How many took sides."""
        return self.agree + self.disagree

    @property
    def is_known(self) -> bool:
        """Whether there is anything to say: somebody has voted, or something acts on it."""
        return bool(self.voted or self.effects)

    @property
    def share(self) -> float | None:
        """What part of them agree, 0 to 1, where few votes make the base noticeably another number; else None."""
        share = self.agree / self.voted if self.voted else self.base
        alike = abs(share - self.base) < _NOTICEABLE or f"{share:.2f}" == f"{self.base:.2f}"
        return None if alike else share

    def those(self, polarity: Polarity) -> list[Effect]:
        return [effect for effect in self.effects if effect.polarity is polarity]

    def moved(self, polarity: Polarity | None = None) -> float:
        """What all of one side do together, or all, as printed."""
        return sum(effect.printed for effect in (self.effects if polarity is None else self.those(polarity)))


def explain(
    graph: Graph, post: int, semantics: Semantics = Semantics.QUADRATIC_ENERGY, quorum: int = QUORUM
) -> Explanation:
    """From the standings that the graph's posts have; linear in what acts on the post."""
    node = graph.nodes[post]
    base = base_score(node.agree, node.disagree)
    acting = [(graph.nodes[id], side) for id, side in graph.acting_on(post).items() if side is not Polarity.NEUTRAL]
    weights = edge_weights(graph, post, quorum)
    force = {reply.id: beyond_half(reply.standing) * abs(weights.get(reply.id, 0.0)) for reply, _ in acting}
    moving = [
        (reply, side) for side in _DIRECTIONS for reply, polarity in acting if polarity is side and force[reply.id]
    ]
    attacks, supports = ([force[reply.id] for reply, polarity in moving if polarity is side] for side in _DIRECTIONS)
    lowered, raised = effects.effects(base, attacks, supports, semantics)
    changes = [*lowered, *raised]
    printed = effects.printed(changes, shown(node.standing) - shown(base)) if node.balanced else changes
    told = [
        Effect(reply.id, reply.label, reply.author, side, change, as_printed)
        for (reply, side), change, as_printed in zip(moving, changes, printed, strict=True)
    ]
    told.sort(key=lambda effect: (-abs(effect.change), effect.post))
    return Explanation(
        standing=node.standing,
        low=node.low,
        high=node.high,
        base=base,
        agree=node.agree,
        passes=node.passes,
        disagree=node.disagree,
        effects=tuple(told),
        silent=len(acting) - len(told),
        balanced=node.balanced,
    )


def shown(standing: float) -> float:
    """As it is printed, with two digits; never 1 of what people voted on."""
    return min(_rounded(standing), _NEARLY)


def printed(standing: float) -> Say:
    """'0.41', or '0.99+' for what would be rounded to 1.00."""
    return say("0.99+") if _rounded(standing) > _NEARLY else say("%(number).2f", number=shown(standing))


def _rounded(standing: float) -> float:
    """To hundredths. Where a circle rests within next to nothing of a half of one, as votes give it, it is rounded as
    that is, or else what did nothing would have to make up for a hundredth."""
    return floor(100 * standing + 0.5 + _NOTHING) / 100


def sentence(explanation: Explanation, words: Mapping[int, Sayable]) -> Say:
    """One sentence; `words` holds a few words of the posts it may quote. Nothing to say where nobody voted and nothing
    acts is for the caller to see (`is_known`).

    '0.41: 12 of 18 say yes gives 0.65; 2 objections lower it by 0.26, most by “no way to police the funds” (−0.17);
    1 support raises it by 0.02.'
    """
    parts: list[Sentence] = [_start(explanation)]
    for polarity in _DIRECTIONS:
        if effects := explanation.those(polarity):
            parts.append(_moved(effects, f"{abs(explanation.moved(polarity)):.2f}", words))
    if not explanation.effects:
        parts.append(say("no reply has moved it"))
    if not explanation.balanced:
        parts.append(say("posts that act on each other in a circle found no balance, so the number is unsettled"))
    return say("%(standing)s: %(why)s.", standing=printed(explanation.standing), why=clauses(parts))


def _start(explanation: Explanation) -> Say:
    if explanation.voted:
        return say(
            "%(agree)d of %(voted)d say yes gives %(base)s",
            agree=explanation.agree,
            voted=explanation.voted,
            base=printed(explanation.base),
        )
    if explanation.passes:
        return say("everyone who voted is unsure, so it starts from 0.50")
    return say("nobody has voted on it yet, so it starts from 0.50")


def _moved(effects: list[Effect], together: str, words: Mapping[int, Sayable]) -> Say:
    """'2 objections lower it by 0.30, most by “no way to police the funds” (−0.17)', of those of one side."""
    strongest = effects[0]
    named = words.get(strongest.post) if abs(strongest.printed) >= _NOTICEABLE else None
    replies, number = _replies(effects, named), len(effects)
    by = say("less than 0.01") if together == "0.00" else say("%(number).2f", number=float(together))
    if strongest.polarity is Polarity.ATTACK:
        moved = say_many(
            "%(replies)s lowers it by %(by)s", "%(replies)s lower it by %(by)s", number, replies=replies, by=by
        )
    else:
        moved = say_many(
            "%(replies)s raises it by %(by)s", "%(replies)s raise it by %(by)s", number, replies=replies, by=by
        )
    if named is None or number == 1:
        return moved
    change = signed(strongest.printed)
    return say("%(moved)s, most by “%(post)s” (%(change)s)", moved=moved, post=named, change=change)


def _replies(effects: list[Effect], named: Sayable | None) -> Sentence:
    """How many of each kind, and by how many people where those are fewer; a single one by its words."""
    counts = Counter(effect.label for effect in effects)
    replies = both(rule(label).count(number) for label, number in counts.most_common())
    people = len({effect.author for effect in effects})
    if people < len(effects):
        return say_many("%(replies)s by %(num)d person", "%(replies)s by %(num)d people", people, replies=replies)
    if len(effects) == 1 and named is not None:
        return say("%(replies)s (“%(post)s”)", replies=replies, post=named)
    return replies


def signed(change: float) -> str:
    """'+0.05' or '−0.17', with a real minus sign; none before what is printed as '0.00'."""
    printed = f"{abs(change):.2f}"
    if printed == "0.00":
        return printed
    return f"{'−' if change < 0 else '+'}{printed}"
