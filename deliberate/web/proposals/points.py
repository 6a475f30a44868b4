"""A list of posts that answers a question, asked in the address in words: `points?status=open&label=objection`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from deliberate.domain.labels import RAISES_AN_ISSUE, Ground, Label, rule
from deliberate.domain.statuses import Outcome
from deliberate.domain.words import Say, Sayable, either, say, say_many
from deliberate.extensions import session
from deliberate.models import Proposal
from deliberate.queries.documents import places
from deliberate.queries.excerpts import excerpt
from deliberate.queries.points import Order, Wanted, is_replied_to, people_called, points_page
from deliberate.queries.texts import passage_names
from deliberate.web import addresses
from deliberate.web.access import actor, allows, load_proposal
from deliberate.web.numbers import whole_number
from deliberate.web.proposals.head import head_of
from deliberate.web.proposals.views import proposals

E = TypeVar("E", bound=StrEnum)

# So many values of a kind are looked at; nobody asks for more by hand.
_MOST = 20
_KINDS: dict[str, Sayable] = {
    "status": say("status"),
    "label": say("label"),
    "ground": say("ground"),
    "passage": say("passage"),
    "section": say("section"),
    "raised": say("raised by"),
}


# Where one comes to with another list: what is above it has been read.
PLACE = "points-title"


@dataclass(frozen=True)
class Chip:
    """One thing the list is narrowed to, and the address without it."""

    kind: Sayable
    value: Sayable
    without: str


@dataclass
class Question:
    """What the address asks for, by kind, each value with the words for it, and what in it means nothing here."""

    slug: str
    order: Order = Order.STRONGEST
    chosen: dict[str, dict[str, Sayable]] = field(default_factory=lambda: {kind: {} for kind in _KINDS})
    nonsense: list[str] = field(default_factory=list)

    def address(self, **changes: str | Iterable[str]) -> str:
        """With other values of some kinds."""
        values: dict[str, str | Iterable[str]] = {"order": self.order, **self.chosen, **changes}
        if values["order"] == Order.STRONGEST:
            values["order"] = ""
        return f"{addresses.points(self.slug, **values)}#{PLACE}"

    def chips(self) -> Iterator[Chip]:
        for kind, chosen in self.chosen.items():
            for value, words in chosen.items():
                others = [other for other in chosen if other != value]
                yield Chip(_KINDS[kind], words, self.address(**{kind: others}))

    @property
    def is_strongest_objections(self) -> bool:
        """Whether it begins with those that stand beside the head of a proposal."""
        narrowed = {kind: [*chosen] for kind, chosen in self.chosen.items() if chosen}
        return self.order == Order.STRONGEST and narrowed == {"status": ["open"], "label": ["objection"]}

    def title(self, number: int) -> Sayable:
        """'12 objections: open', '3 points: answered, conceded, resolved', '40 posts'."""
        counted, statuses = self._counted(number), tuple(self.chosen["status"].values())
        return say("%(counted)s: %(statuses)s", counted=counted, statuses=either(statuses)) if statuses else counted

    def _counted(self, number: int) -> Say:
        labels = [Label(value) for value in self.chosen["label"]]
        if len(labels) == 1:
            return rule(labels[0]).count(number)
        if self.chosen["status"] or (labels and RAISES_AN_ISSUE.issuperset(labels)):
            return say_many("%(num)d point", "%(num)d points", number)
        return say_many("%(num)d post", "%(num)d posts", number)


@proposals.get("/proposals/<slug>/points")
@allows(None)
def points(slug: str) -> ResponseReturnValue:
    proposal = load_proposal(slug)
    question, wanted = _asked(proposal, request.args)
    head = head_of(proposal)
    if question.is_strongest_objections:
        head = replace(head, strongest=())
    found = points_page(session(), proposal, wanted, actor(), request.args.get("page", 1, whole_number))
    return render_template(
        "proposals/points.html",
        proposal=proposal,
        head=head,
        question=question,
        found=found,
        abouts=passage_names(session(), proposal, {row.about for row in found.rows if row.about}),
        place=PLACE,
        orders=Order,
        statuses=Outcome,
        labels=Label,
        grounds=Ground,
    )


def _asked(proposal: Proposal, args: MultiDict[str, str]) -> tuple[Question, Wanted]:
    question = Question(proposal.slug)
    statuses = _named(question, "status", Outcome, args)
    labels = _named(question, "label", Label, args)
    grounds = _named(question, "ground", Ground, args)
    anchors = _anchors(question, proposal, args)
    raised = _raised(question, args)
    order = args.get("order", "")
    if order in list(Order):
        question.order = Order(order)
    elif order:
        question.nonsense.append(order)
    return question, Wanted(statuses, labels, grounds, anchors, raised, question.order)


def _named(question: Question, kind: str, names: type[E], args: MultiDict[str, str]) -> tuple[E, ...]:
    """Several in a row, with commas, or the parameter repeated."""
    listed = (value.strip() for text in args.getlist(kind) for value in text.split(","))
    return tuple(_found(question, kind, listed, {name.value: name for name in names}, lambda name: name))


def _anchors(question: Question, proposal: Proposal, args: MultiDict[str, str]) -> tuple[str, ...]:
    """What lies below the passages and sections; one that the text no longer has can still be asked for."""
    asked = args.getlist("passage")
    if not asked and not args.getlist("section"):
        return ()
    known = places(session(), proposal)
    passages: dict[str, Sayable] = {
        anchor: excerpt(f"{passage.number} {passage.text}" if passage.number else passage.text, 60)
        for anchor, passage in known.passages.items()
    }
    gone = {anchor for anchor in asked[:_MOST] if anchor and anchor not in passages}
    replied_to = {anchor for anchor in gone if is_replied_to(session(), proposal.id, anchor)}
    names = passage_names(session(), proposal, replied_to)
    passages |= {anchor: anchor for anchor in replied_to} | {
        anchor: say("%(words)s (revision %(number)d)", words=name.words, number=name.revision)
        for anchor, name in names.items()
    }
    _found(question, "passage", asked, passages, lambda words: words)
    entries = {anchor: (excerpt(entry.text, 60), entry.anchors) for anchor, entry in known.sections.items()}
    sections = _found(question, "section", args.getlist("section"), entries, lambda found: found[0])
    inside = (anchor for _, anchors in sections for anchor in anchors)
    return tuple(dict.fromkeys((*question.chosen["passage"], *inside)))


def _raised(question: Question, args: MultiDict[str, str]) -> tuple[int, ...]:
    asked = args.getlist("raised")
    people = people_called(session(), asked[:_MOST]) if asked else {}
    return tuple(id for id, _ in _found(question, "raised", asked, people, lambda found: found[1]))


T = TypeVar("T")


def _found(
    question: Question, kind: str, asked: Iterable[str], known: Mapping[str, T], words: Callable[[T], Sayable]
) -> list[T]:
    """The values that mean something, each once; they and the others are noted down in the question."""
    values = [value for value in dict.fromkeys(asked) if value][:_MOST]
    question.chosen[kind] = {value: words(known[value]) for value in values if value in known}
    question.nonsense += [value for value in values if value not in known]
    return [known[value] for value in question.chosen[kind]]
