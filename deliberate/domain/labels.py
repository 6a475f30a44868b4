"""The label grammar as one table: what a post may do, to what, and what voters are asked about it.

Forms, the API, the help page and the grammar test are all derived from `GRAMMAR`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum


class Label(StrEnum):
    SUPPORT = "support"
    OBJECTION = "objection"
    CONDITION = "condition"
    ALTERNATIVE = "alternative"
    AMENDMENT = "amendment"
    QUESTION = "question"
    ANSWER = "answer"
    REBUTTAL = "rebuttal"
    SAFEGUARD = "safeguard"
    CONCESSION = "concession"
    EVIDENCE = "evidence"
    COUNTER_EVIDENCE = "counter-evidence"
    COMMENT = "comment"


class Polarity(StrEnum):
    ATTACK = "attack"
    SUPPORT = "support"
    NEUTRAL = "neutral"


class Ground(StrEnum):
    ACCOUNTABILITY = "accountability"
    FEASIBILITY = "feasibility"
    EFFECTIVENESS = "effectiveness"
    EVIDENCE = "evidence"
    COST = "cost"
    RIGHTS = "rights"
    LAW = "law"
    SIDE_EFFECTS = "side-effects"
    SECURITY = "security"
    CONSENT = "consent"


class Target(StrEnum):
    """What a post may reply to besides another post."""

    PROPOSAL = "proposal"
    PASSAGE = "passage"


# Everything that can be replied to: the proposal, one of its passages, or a post with a label.
Place = Target | Label

_DOCUMENT: frozenset[Place] = frozenset(Target)
_ANYTHING: frozenset[Place] = _DOCUMENT | frozenset(Label)
# Posts that assert something, so that a source can bear on them; a question and a comment assert nothing.
_ASSERTIONS: frozenset[Place] = frozenset(Label) - {Label.QUESTION, Label.COMMENT}
_OPTIONS: frozenset[Place] = frozenset({Label.ALTERNATIVE, Label.AMENDMENT})


@dataclass(frozen=True)
class Rule:
    """One row of the grammar.

    `verb` completes 'I want to …'; `meaning` is the six-word gloss on a button; `asks` is the question voters
    are shown, empty where nobody votes.
    """

    label: Label
    targets: frozenset[Place]
    polarity: Polarity
    verb: str
    meaning: str
    example: str
    asks: str
    takes_ground: bool = False
    takes_settles: bool = False
    takes_source: bool = False
    takes_replacement: bool = False
    on_map: bool = True

    @property
    def takes(self) -> frozenset[str]:
        """What its posts may say besides their body: 'ground', 'settles' …"""
        flags = (one.name for one in fields(self) if one.name.startswith("takes_"))
        return frozenset(flag.removeprefix("takes_") for flag in flags if getattr(self, flag))


_ROWS = (
    Rule(
        Label.SUPPORT,
        _DOCUMENT | frozenset(Label) - {Label.QUESTION},
        Polarity.SUPPORT,
        "support",
        "Give a reason in its favour",
        "Most people who leave would rather stay if there were work at home.",
        "Is this a good reason?",
    ),
    Rule(
        Label.OBJECTION,
        _DOCUMENT | _OPTIONS,
        Polarity.ATTACK,
        "object",
        "Say what is wrong with it",
        "There is no way to police where the money goes.",
        "Is this a serious problem?",
        takes_ground=True,
        takes_settles=True,
    ),
    Rule(
        Label.CONDITION,
        _DOCUMENT | _OPTIONS,
        Polarity.ATTACK,
        "set a condition",
        "Say what must happen first",
        "Only once the border itself is secure.",
        "Must this be met first?",
        takes_ground=True,
        takes_settles=True,
    ),
    Rule(
        Label.ALTERNATIVE,
        _DOCUMENT,
        Polarity.NEUTRAL,
        "propose an alternative",
        "Offer another way to the goal",
        "Open regional processing centres instead.",
        "Is this the better option?",
    ),
    Rule(
        Label.AMENDMENT,
        frozenset({Target.PASSAGE}),
        Polarity.NEUTRAL,
        "amend",
        "Suggest new words for this passage",
        "Replace ‘would vote’ with ‘vote within three years’.",
        "Should the text change like this?",
        takes_replacement=True,
    ),
    Rule(
        Label.QUESTION,
        _ANYTHING,
        Polarity.NEUTRAL,
        "ask",
        "Ask what the text leaves open",
        "Who decides when the trial period ends?",
        "Should this be answered before a decision?",
        takes_settles=True,
    ),
    Rule(
        Label.ANSWER,
        frozenset({Label.QUESTION}),
        Polarity.NEUTRAL,
        "answer",
        "Reply to what was asked",
        "A joint commission of both parliaments decides.",
        "Does this answer the question?",
        takes_source=True,
    ),
    Rule(
        Label.REBUTTAL,
        frozenset(Label) - {Label.QUESTION, Label.COMMENT},
        Polarity.ATTACK,
        "rebut",
        "Say why it does not hold",
        "That audit covered a different programme.",
        "Does this refute it?",
        takes_source=True,
    ),
    Rule(
        Label.SAFEGUARD,
        frozenset({Label.OBJECTION, Label.CONDITION}),
        Polarity.ATTACK,
        "offer a safeguard",
        "Grant the problem, say what helps",
        "Pay each instalment only after an independent audit.",
        "Would this deal with it?",
        takes_source=True,
    ),
    Rule(
        Label.CONCESSION,
        frozenset({Label.OBJECTION, Label.CONDITION, Label.REBUTTAL}),
        Polarity.SUPPORT,
        "concede",
        "Grant that the point is right",
        "True: the text names nobody who would check.",
        "Is it right to concede this?",
    ),
    Rule(
        Label.EVIDENCE,
        _ASSERTIONS,
        Polarity.SUPPORT,
        "add evidence",
        "Back it up with a source",
        "The 2022 audit found a third of it unaccounted for.",
        "Does this source bear it out?",
        takes_source=True,
    ),
    Rule(
        Label.COUNTER_EVIDENCE,
        _ASSERTIONS,
        Polarity.ATTACK,
        "add counter-evidence",
        "Show a source that contradicts it",
        "The same programme passed its 2023 audit.",
        "Does this source contradict it?",
        takes_source=True,
    ),
    Rule(
        Label.COMMENT,
        _ANYTHING,
        Polarity.NEUTRAL,
        "comment",
        "Anything else; not on the map",
        "See also the debate on the second proposal.",
        "",
        on_map=False,
    ),
)

GRAMMAR: dict[Label, Rule] = {row.label: row for row in _ROWS}

# These can be open or answered; everything else merely stands better or worse.
RAISES_AN_ISSUE = frozenset({Label.OBJECTION, Label.CONDITION, Label.QUESTION})


def rule(label: Label) -> Rule:
    return GRAMMAR[label]


def allowed(place: Place) -> tuple[Label, ...]:
    """The labels a reply to `place` may carry, in the order forms show them."""
    return tuple(row.label for row in _ROWS if place in row.targets)


def name(place: Place) -> str:
    """The words for a place, with its article: 'an objection', 'the proposal', 'this passage'."""
    if place is Target.PROPOSAL:
        return "the proposal"
    if place is Target.PASSAGE:
        return "a passage"
    if place is Label.EVIDENCE or place is Label.COUNTER_EVIDENCE:
        return str(place)
    return f"{'an' if place[0] in 'aeiou' else 'a'} {place}"


def refusal(label: Label, place: Place) -> str | None:
    """Why `label` may not reply to `place`, in one sentence that says what would be allowed; None if it may."""
    if place in GRAMMAR[label].targets:
        return None
    if place is Label.QUESTION and label in {Label.REBUTTAL, Label.OBJECTION}:
        return "A question can be answered or asked back, not rebutted. Did you mean to answer it?"
    what = "" if label in {Label.EVIDENCE, Label.COUNTER_EVIDENCE} else ("an " if label[0] in "aeiou" else "a ")
    where = either(name(target) for target in _listed(GRAMMAR[label].targets))
    can = either(str(one) for one in allowed(place))
    return (
        f"{(what + label).capitalize()} cannot reply to {name(place)}; it replies to {where}. Here you can post: {can}."
    )


def either(words: Iterable[str]) -> str:
    """'a, b or c'."""
    *most, last = list(words)
    return f"{', '.join(most)} or {last}" if most else last


def _listed(places: frozenset[Place]) -> list[Place]:
    order: list[Place] = [*Target, *Label]
    return [place for place in order if place in places]
