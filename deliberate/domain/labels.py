"""The label grammar as one table: what a post may do, to what, and what voters are asked about it.

Forms, the API, the help page and the grammar test are all derived from `GRAMMAR`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum

from deliberate.domain.votes import YES_NO, Choices
from deliberate.domain.words import Capital, Say, Sayable, Sentence, Worded, either, say, say_in, say_many


class Label(Worded):
    SUPPORT = "support", say("support")
    OBJECTION = "objection", say("objection")
    CONDITION = "condition", say("condition")
    ALTERNATIVE = "alternative", say("alternative")
    AMENDMENT = "amendment", say("amendment")
    QUESTION = "question", say("question")
    ANSWER = "answer", say("answer")
    REBUTTAL = "rebuttal", say("rebuttal")
    SAFEGUARD = "safeguard", say("safeguard")
    CONCESSION = "concession", say("concession")
    EVIDENCE = "evidence", say("evidence")
    COUNTER_EVIDENCE = "counter-evidence", say("counter-evidence")
    COMMENT = "comment", say("comment")


class Polarity(StrEnum):
    ATTACK = "attack"
    SUPPORT = "support"
    NEUTRAL = "neutral"


class Ground(Worded):
    ACCOUNTABILITY = "accountability", say("accountability")
    FEASIBILITY = "feasibility", say("feasibility")
    EFFECTIVENESS = "effectiveness", say("effectiveness")
    EVIDENCE = "evidence", say("evidence")
    COST = "cost", say("cost")
    RIGHTS = "rights", say("rights")
    LAW = "law", say("law")
    SIDE_EFFECTS = "side-effects", say("side effects")
    SECURITY = "security", say("security")
    CONSENT = "consent", say("consent")


class Target(Worded):
    """What a post may reply to besides another post."""

    PROPOSAL = "proposal", say("proposal")
    PASSAGE = "passage", say("passage")


# Everything that can be replied to: the proposal, one of its passages, or a post with a label.
Repliable = Target | Label

_DOCUMENT: frozenset[Repliable] = frozenset(Target)
_ANYTHING: frozenset[Repliable] = _DOCUMENT | frozenset(Label)
# Posts that assert something, so that a source can bear on them; a question and a comment assert nothing.
_ASSERTIONS: frozenset[Repliable] = frozenset(Label) - {Label.QUESTION, Label.COMMENT}
_OPTIONS: frozenset[Repliable] = frozenset({Label.ALTERNATIVE, Label.AMENDMENT})


@dataclass(frozen=True)
class Rule:
    """One row of the grammar.

    `one` is its name with the article, `count` of a number, `to` with what it replies to; `verb` completes
    'I want to …'; `meaning` is the six-word gloss on a button; `asks` is the question voters are shown, None where
    nobody votes; `choices` are the words that answer it.
    """

    label: Label
    targets: frozenset[Repliable]
    polarity: Polarity
    one: Say
    count: Callable[[int], Say]
    to: Callable[[Sayable], Say]
    verb: Say
    meaning: Say
    example: Say
    asks: Say | None
    choices: Choices = YES_NO
    takes_ground: bool = False
    takes_settles: bool = False
    takes_source: bool = False
    takes_replacement: bool = False
    # Without a source it says nothing.
    needs_source: bool = False
    # It says that what it replies to is not so, instead of what could be done about it.
    refutes: bool = False
    on_map: bool = True

    @property
    def takes(self) -> frozenset[str]:
        """What its posts may say besides their body: 'ground', 'settles' …"""
        flags = (field.name for field in fields(self) if field.name.startswith("takes_"))
        return frozenset(flag.removeprefix("takes_") for flag in flags if getattr(self, flag))


_ROWS = (
    Rule(
        Label.SUPPORT,
        _DOCUMENT | frozenset(Label) - {Label.QUESTION},
        Polarity.SUPPORT,
        one=say("a support"),
        count=lambda n: say_many("%(num)d support", "%(num)d supports", n),
        to=lambda what: say("Support for %(what)s", what=what),
        verb=say_in("I want to …", "support"),
        meaning=say("Give a reason in its favour"),
        example=say("Most people who leave would rather stay if there were work at home."),
        asks=say("Is this a good reason?"),
    ),
    Rule(
        Label.OBJECTION,
        _DOCUMENT | _OPTIONS,
        Polarity.ATTACK,
        one=say("an objection"),
        count=lambda n: say_many("%(num)d objection", "%(num)d objections", n),
        to=lambda what: say("An objection to %(what)s", what=what),
        verb=say_in("I want to …", "object"),
        meaning=say("Say what is wrong with it"),
        example=say("There is no way to police where the money goes."),
        asks=say("Is this a serious problem?"),
        takes_ground=True,
        takes_settles=True,
    ),
    Rule(
        Label.CONDITION,
        _DOCUMENT | _OPTIONS,
        Polarity.ATTACK,
        one=say("a condition"),
        count=lambda n: say_many("%(num)d condition", "%(num)d conditions", n),
        to=lambda what: say("A condition for %(what)s", what=what),
        verb=say_in("I want to …", "set a condition"),
        meaning=say("Say what must happen first"),
        example=say("Only once the border itself is secure."),
        asks=say("Must this be met first?"),
        takes_ground=True,
        takes_settles=True,
    ),
    Rule(
        Label.ALTERNATIVE,
        _DOCUMENT,
        Polarity.NEUTRAL,
        one=say("an alternative"),
        count=lambda n: say_many("%(num)d alternative", "%(num)d alternatives", n),
        to=lambda what: say("An alternative to %(what)s", what=what),
        verb=say_in("I want to …", "propose an alternative"),
        meaning=say("Offer another way to the goal"),
        example=say("Open regional processing centres instead."),
        asks=say("Is this the better option?"),
    ),
    Rule(
        Label.AMENDMENT,
        frozenset({Target.PASSAGE}),
        Polarity.NEUTRAL,
        one=say("an amendment"),
        count=lambda n: say_many("%(num)d amendment", "%(num)d amendments", n),
        to=lambda what: say("An amendment of %(what)s", what=what),
        verb=say_in("I want to …", "amend"),
        meaning=say("Suggest new words for this passage"),
        example=say("Replace ‘would vote’ with ‘vote within three years’."),
        asks=say("Should the text change like this?"),
        takes_replacement=True,
    ),
    Rule(
        Label.QUESTION,
        _ANYTHING,
        Polarity.NEUTRAL,
        one=say("a question"),
        count=lambda n: say_many("%(num)d question", "%(num)d questions", n),
        to=lambda what: say("A question about %(what)s", what=what),
        verb=say_in("I want to …", "ask"),
        meaning=say("Ask what the text leaves open"),
        example=say("Who decides when the trial period ends?"),
        asks=say("Should this be answered before a decision?"),
        takes_settles=True,
    ),
    Rule(
        Label.ANSWER,
        frozenset({Label.QUESTION}),
        Polarity.NEUTRAL,
        one=say("an answer"),
        count=lambda n: say_many("%(num)d answer", "%(num)d answers", n),
        to=lambda what: say("An answer to %(what)s", what=what),
        verb=say_in("I want to …", "answer"),
        meaning=say("Reply to what was asked"),
        example=say("A joint commission of both parliaments decides."),
        asks=say("Does this answer the question?"),
        takes_source=True,
    ),
    Rule(
        Label.REBUTTAL,
        frozenset(Label) - {Label.QUESTION, Label.COMMENT},
        Polarity.ATTACK,
        one=say("a rebuttal"),
        count=lambda n: say_many("%(num)d rebuttal", "%(num)d rebuttals", n),
        to=lambda what: say("A rebuttal of %(what)s", what=what),
        verb=say_in("I want to …", "rebut"),
        meaning=say("Say why it does not hold"),
        example=say("That audit covered a different programme."),
        asks=say("Does this refute it?"),
        takes_source=True,
        refutes=True,
    ),
    Rule(
        Label.SAFEGUARD,
        frozenset({Label.OBJECTION, Label.CONDITION}),
        Polarity.ATTACK,
        one=say("a safeguard"),
        count=lambda n: say_many("%(num)d safeguard", "%(num)d safeguards", n),
        to=lambda what: say("A safeguard against %(what)s", what=what),
        verb=say_in("I want to …", "offer a safeguard"),
        meaning=say("Grant the problem, say what helps"),
        example=say("Pay each instalment only after an independent audit."),
        asks=say("Would this deal with it?"),
        takes_source=True,
    ),
    Rule(
        Label.CONCESSION,
        frozenset({Label.OBJECTION, Label.CONDITION, Label.REBUTTAL}),
        Polarity.SUPPORT,
        one=say("a concession"),
        count=lambda n: say_many("%(num)d concession", "%(num)d concessions", n),
        to=lambda what: say("A concession to %(what)s", what=what),
        verb=say_in("I want to …", "concede"),
        meaning=say("Grant that the point is right"),
        example=say("True: the text names nobody who would check."),
        asks=say("Is it right to concede this?"),
    ),
    Rule(
        Label.EVIDENCE,
        _ASSERTIONS,
        Polarity.SUPPORT,
        one=say("evidence"),
        count=lambda n: say_many("%(num)d piece of evidence", "%(num)d pieces of evidence", n),
        to=lambda what: say("Evidence for %(what)s", what=what),
        verb=say_in("I want to …", "add evidence"),
        meaning=say("Back it up with a source"),
        example=say("The 2022 audit found a third of it unaccounted for."),
        asks=say("Does this source bear it out?"),
        takes_source=True,
        needs_source=True,
    ),
    Rule(
        Label.COUNTER_EVIDENCE,
        _ASSERTIONS,
        Polarity.ATTACK,
        one=say("counter-evidence"),
        count=lambda n: say_many("%(num)d piece of counter-evidence", "%(num)d pieces of counter-evidence", n),
        to=lambda what: say("Counter-evidence to %(what)s", what=what),
        verb=say_in("I want to …", "add counter-evidence"),
        meaning=say("Show a source that contradicts it"),
        example=say("The same programme passed its 2023 audit."),
        asks=say("Does this source contradict it?"),
        takes_source=True,
        needs_source=True,
        refutes=True,
    ),
    Rule(
        Label.COMMENT,
        _ANYTHING,
        Polarity.NEUTRAL,
        one=say("a comment"),
        count=lambda n: say_many("%(num)d comment", "%(num)d comments", n),
        to=lambda what: say("A comment on %(what)s", what=what),
        verb=say_in("I want to …", "comment"),
        meaning=say("Anything else; not on the map"),
        example=say("See also the debate on the second proposal."),
        asks=None,
        on_map=False,
    ),
)

GRAMMAR: dict[Label, Rule] = {row.label: row for row in _ROWS}
# Those that voters are asked about.
ASKS = tuple(row.label for row in _ROWS if row.asks)

# These can be open or answered; everything else merely stands better or worse.
RAISES_AN_ISSUE = frozenset({Label.OBJECTION, Label.CONDITION, Label.QUESTION})
# What else an accepted reply defeats is refuted, and counts for nothing.
STANDS_FOR_ITSELF = RAISES_AN_ISSUE | {Label.ALTERNATIVE, Label.AMENDMENT}


def rule(label: Label) -> Rule:
    return GRAMMAR[label]


def allowed(target: Repliable) -> tuple[Label, ...]:
    """The labels a reply to `target` may carry, in the order forms show them."""
    return tuple(row.label for row in _ROWS if target in row.targets)


def name(target: Repliable) -> Say:
    """The words for it, with its article: 'an objection', 'the proposal', 'a passage'."""
    return GRAMMAR[target].one if isinstance(target, Label) else _DOCUMENT_NAMES[target]


_DOCUMENT_NAMES = {Target.PROPOSAL: say("the proposal"), Target.PASSAGE: say("a passage")}


def refusal(label: Label, target: Repliable) -> Sentence | None:
    """Why `label` may not reply to `target`, in one sentence that says what would be allowed; None if it may."""
    if target in GRAMMAR[label].targets:
        return None
    if target is Label.QUESTION and label in {Label.REBUTTAL, Label.OBJECTION}:
        return say("A question can be answered or asked back, not rebutted. Did you mean to answer it?")
    return say(
        "%(what)s cannot reply to %(place)s; it replies to %(targets)s. Here you can post: %(labels)s.",
        what=Capital(name(label)),
        place=name(target),
        targets=either(name(each) for each in _listed(GRAMMAR[label].targets)),
        labels=either(allowed(target)),
    )


def _listed(targets: frozenset[Repliable]) -> list[Repliable]:
    order: list[Repliable] = [*Target, *Label]
    return [target for target in order if target in targets]
