"""What the votes on a proposal say: common ground, opinion groups, what divides them, and where the viewer stands.

All of it was computed by the worker and stored; here it is joined with the posts as they are now.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.graph import Graph, State
from deliberate.domain.labels import Label, Polarity, rule
from deliberate.domain.opinions.disclosure import MIN_DESCRIBED, Told, Votes, tell
from deliberate.domain.opinions.thresholds import MIN_PEOPLE
from deliberate.domain.permissions import Actor
from deliberate.domain.statuses import Status
from deliberate.domain.votes import Choices
from deliberate.domain.words import Say, Sayable
from deliberate.models import OpinionReport, Placing, Post, Proposal, Vote
from deliberate.queries.excerpts import excerpt
from deliberate.queries.graphs import counted_on, load_graph
from deliberate.queries.perspectives import TALLIES, cast_here

# Longest words of a post in a list, and in the name of a group.
WORDS = 300
NAME = 90
_UNTOLD = Told((0, 0, 0), (0, 0, 0))
_SENTENCE = re.compile(r".{20,}?[.!?](?= )")


@dataclass(frozen=True)
class Count:
    """How people voted on a post: those of one group in shares of 100 (`disclosure`), all 0 where `too_few` of it
    voted or they would tell how single people did; where `group` is None everybody, in numbers."""

    group: int | None
    letter: str
    agree: int
    passes: int
    disagree: int
    too_few: bool = False

    @property
    def total(self) -> int:
        return self.agree + self.passes + self.disagree


@dataclass(frozen=True)
class Said:
    """A post of a list. `agrees` is what is said of it: that most say yes, that most say no, or (None) neither.

    `counts` has a row for each group, or one for everybody where there are no groups.
    """

    id: int
    label: Label
    status: Status | None
    words: str
    agrees: bool | None
    counts: tuple[Count, ...]

    @property
    def polarity(self) -> Polarity:
        return rule(self.label).polarity

    @property
    def asks(self) -> Say | None:
        """What voters are asked about it."""
        return rule(self.label).asks

    @property
    def choices(self) -> Choices:
        """The words that answer it."""
        return rule(self.label).choices

    @property
    def answer(self) -> Say:
        """That of the side that `agrees` tells."""
        return self.choices.agree if self.agrees else self.choices.disagree

    @property
    def short(self) -> str:
        """Its first sentence, or as many words of it as fit in a name."""
        sentence = _SENTENCE.match(self.words)
        return excerpt(sentence[0] if sentence else self.words, NAME).rstrip(".")


@dataclass(frozen=True)
class Group:
    """`index` stands for letter, shape and colour; the same people keep it from one computation to the next. A group
    that is too small has no `size`, no posts and no centre. One without `typical` posts has no `name`; `were_typical`
    is whether there were some, which are not shown any more.
    """

    index: int
    size: int | None
    name: Said | None
    typical: tuple[Said, ...]
    were_typical: bool
    centre: tuple[float, float] | None
    mine: bool

    @property
    def letter(self) -> str:
        return ascii_uppercase[self.index]


@dataclass(frozen=True)
class Agreed:
    """How much two halves of the posts agree on who is in which group, and by chance would, as printed."""

    found: str
    by_chance: str


@dataclass(frozen=True)
class Dot:
    """People at one place of the plot, x and y from -1 to 1; `group` is the index of a group that is described."""

    x: float
    y: float
    group: int | None
    people: int


@dataclass(frozen=True)
class Findings:
    """What one computation found. `agreement` is of the division that was found, None where none was looked for;
    `some_apart` and `has_gap` as in `domain.opinions.groups`. `why_none` says why no groups can be told, when `groups`
    is empty; then `common_ground` is what most people agree on.

    `behind` counts the changes of votes since. `you` is where the viewer is on the plot.
    """

    computed: datetime
    behind: int
    people: int
    voters: int
    posts: int
    votes: int
    why_none: Sayable
    agreement: Agreed | None
    some_apart: bool
    has_gap: bool
    common_ground: tuple[Said, ...]
    groups: tuple[Group, ...]
    division: tuple[Said, ...]
    dots: tuple[Dot, ...]
    you: tuple[float, float] | None

    @property
    def mine(self) -> Group | None:
        return next((group for group in self.groups if group.mine), None)


@dataclass(frozen=True)
class OpinionPage:
    """`findings` is None until the worker has computed them; `own_votes`, on how many posts the viewer's votes count,
    is None for a visitor."""

    slug: str
    title: str
    is_closed: bool
    has_votes: bool
    findings: Findings | None
    own_votes: int | None


def opinion_page(session: Session, proposal: Proposal, viewer: Actor) -> OpinionPage:
    """In at most seven statements, however many posts, people and groups there are."""
    report = session.get(OpinionReport, proposal.id)
    # One from before there were totals tells nothing: nobody knows whose votes its shares would give away.
    told = report if report and "totals" in report.report else None
    graph = load_graph(session, proposal.id) if told or viewer.signed_in else Graph(())
    own = _own_votes(session, proposal, graph, viewer) if viewer.signed_in else None
    findings = None
    if told:
        placing = session.get(Placing, (proposal.id, viewer.id)) if viewer.signed_in else None
        findings = _Reader(session, proposal, graph, told, placing).findings()
    return OpinionPage(proposal.slug, proposal.title, proposal.is_closed, proposal.votes_version > 0, findings, own)


def _own_votes(session: Session, proposal: Proposal, graph: Graph, viewer: Actor) -> int:
    """As many as the worker counts."""
    counted = counted_on(graph)
    voted = select(Vote.post_id).join(Post, Post.id == Vote.post_id)
    mine = session.scalars(voted.where(Vote.person_id == viewer.id, Post.proposal_id == proposal.id))
    return len({counted[post] for post in mine if post in counted})


class _Reader:
    """A stored report in the words of the page."""

    def __init__(
        self, session: Session, proposal: Proposal, graph: Graph, stored: OpinionReport, placing: Placing | None
    ) -> None:
        self.proposal, self.stored, self.placing = proposal, stored, placing
        self.report: Mapping[str, Any] = stored.report
        self.groups = sorted(self.report.get("groups", ()), key=lambda group: group["number"])
        self.described = {group["number"] for group in self.groups if group["size"] >= MIN_DESCRIBED}
        self.posts = _Posts(session, graph, self._listed())

    def findings(self) -> Findings:
        report = self.report
        dots = tuple(self._dots())
        return Findings(
            computed=self.stored.computed,
            behind=max(self.proposal.votes_version - self.stored.version, 0),
            people=report.get("people", 0),
            voters=report.get("voters", 0),
            posts=report.get("posts", 0),
            votes=report.get("votes", 0),
            why_none=report.get("why_none", ""),
            agreement=Agreed(**report["agreement"]) if report.get("agreement") else None,
            some_apart=bool(self.groups) and report.get("some_apart", False),
            has_gap=report.get("has_gap", True),
            common_ground=self._said(
                (statement["post"], statement["agrees"]) for statement in report.get("common_ground", ())
            ),
            groups=tuple(self._group(group, dots) for group in self.groups),
            division=self._said((post, None) for post in report.get("division", ())),
            dots=dots,
            you=self._you() if dots else None,
        )

    def _listed(self) -> set[int]:
        typical = {statement["post"] for group in self.groups for statement in group["typical"]}
        common = {statement["post"] for statement in self.report.get("common_ground", ())}
        return typical | common | set(self.report.get("division", ()))

    def _said(self, listed: Iterable[tuple[int, bool | None]]) -> tuple[Said, ...]:
        """The posts that can be shown, each once: of several that were merged the first."""
        said: dict[int, Said] = {}
        for id, agrees in listed:
            post = self.posts.shown(id)
            if post is not None and post.id not in said:
                said[post.id] = Said(post.id, post.label, post.status, post.words, agrees, self._counts(id, post))
        return tuple(said.values())

    def _counts(self, listed: int, post: _Post) -> tuple[Count, ...]:
        if not self.groups:
            return (Count(None, "", post.agree, post.passes, post.disagree),)
        stored = self.report.get("counts", {})
        id = next((str(id) for id in (post.id, listed) if str(id) in stored), "")
        counts = {int(number): _votes(some) for number, some in stored.get(id, {}).items()}
        counts = {number: some for number, some in counts.items() if number in self.described}
        totals = _votes(self.report["totals"][id]) if counts else post.cast
        # Beside the totals of now, shares of then would tell how the few voted who came since.
        told = tell(counts, totals) if str(post.id) != id or totals == post.cast else {}
        return tuple(
            Count(
                number,
                ascii_uppercase[number],
                *told.get(number, _UNTOLD).shares,
                too_few=sum(counts.get(number, ())) < MIN_DESCRIBED,
            )
            for number in sorted(self.described)
        )

    def _group(self, group: Mapping[str, Any], dots: Iterable[Dot]) -> Group:
        number = group["number"]
        mine = self.placing is not None and self.placing.group == number
        if number not in self.described:
            return Group(number, None, None, (), False, None, mine)
        typical = self._said((statement["post"], statement["agrees"]) for statement in group["typical"])
        centre = _centre([dot for dot in dots if dot.group == number])
        name = typical[0] if typical else None
        return Group(number, group["size"], name, typical, bool(group["typical"]), centre, mine)

    def _dots(self) -> Iterable[Dot]:
        """None of a few people: who voted like whom would tell how they voted."""
        if self.report.get("people", 0) < MIN_PEOPLE:
            return
        for x, y, number, people in self.report.get("dots", ()):
            yield Dot(x, y, number if number in self.described else None, people)

    def _you(self) -> tuple[float, float] | None:
        """Placings are kept as they were computed; the report says what became -1 and 1 of the plot."""
        scale = self.report.get("scale")
        if self.placing is None or self.placing.x is None or self.placing.y is None or not scale:
            return None
        return _scaled(self.placing.x, *scale["x"]), _scaled(self.placing.y, *scale["y"])


@dataclass(frozen=True)
class _Post:
    """`cast` are the votes that were cast here, of all that are counted."""

    id: int
    label: Label
    status: Status | None
    words: str
    agree: int
    passes: int
    disagree: int
    cast: Votes


class _Posts:
    """The listed posts as they are now; what is hidden or held is not among them, merged ones are what was kept."""

    def __init__(self, session: Session, graph: Graph, listed: Collection[int]) -> None:
        kept = {id: graph.kept(id) for id in listed if id in graph.nodes}
        rows: Sequence[Any] = session.execute(
            select(Post.id, Post.label, Post.status, Post.body, *TALLIES).where(
                Post.id.in_(set(kept.values())), Post.state == State.VISIBLE
            )
        ).all()
        self._kept = kept
        self._posts = {
            row.id: _Post(
                row.id,
                row.label,
                row.status,
                excerpt(row.body, WORDS),
                *(row.agree, row.passes, row.disagree),
                cast=cast_here(row),
            )
            for row in rows
        }

    def shown(self, id: int) -> _Post | None:
        return self._posts.get(self._kept.get(id, id))


def _votes(some: Sequence[int]) -> Votes:
    agree, passes, disagree = some
    return agree, passes, disagree


def _centre(dots: list[Dot]) -> tuple[float, float] | None:
    people = sum(dot.people for dot in dots)
    if not people:
        return None
    return sum(dot.x * dot.people for dot in dots) / people, sum(dot.y * dot.people for dot in dots) / people


def _scaled(value: float, low: float, high: float) -> float:
    return max(-1.0, min(1.0, 2 * (value - low) / (high - low) - 1)) if high > low else 0.0
