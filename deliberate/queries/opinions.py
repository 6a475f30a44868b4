"""What the votes on a proposal say: common ground, opinion groups, what divides them, and where the viewer stands.

All of it was computed by the worker and stored; here it is joined with the posts as they are now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase
from typing import Any

from sqlalchemy.orm import Session

from deliberate.domain.opinions.disclosure import MIN_DESCRIBED, Told, Votes, tell
from deliberate.domain.opinions.thresholds import MIN_PEOPLE
from deliberate.domain.permissions import Actor
from deliberate.domain.words import Sayable
from deliberate.models import OpinionReport, Placing, Proposal
from deliberate.queries.merges import counted_votes
from deliberate.queries.said import Count, ListedPost, ListedPosts, Said

_UNTOLD = Told((0, 0, 0), (0, 0, 0))


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
    """In at most five statements, however many posts, people and groups there are."""
    report = session.get(OpinionReport, proposal.id)
    # One from before there were totals tells nothing: nobody knows whose votes its shares would give away.
    told = report if report and "totals" in report.report else None
    own = None if viewer.id is None else counted_votes(session, proposal.id, viewer.id)
    findings = None
    if told:
        placing = session.get(Placing, (proposal.id, viewer.id)) if viewer.signed_in else None
        findings = _Reader(session, proposal, told, placing).findings()
    return OpinionPage(proposal.slug, proposal.title, proposal.is_closed, proposal.votes_version > 0, findings, own)


class _Reader:
    """A stored report in the words of the page."""

    def __init__(self, session: Session, proposal: Proposal, stored: OpinionReport, placing: Placing | None) -> None:
        self.proposal, self.stored, self.placing = proposal, stored, placing
        self.report: Mapping[str, Any] = stored.report
        self.groups = sorted(self.report.get("groups", ()), key=lambda group: group["number"])
        self.described = {group["number"] for group in self.groups if group["size"] >= MIN_DESCRIBED}
        self.posts = ListedPosts(session, self._listed())

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
                said[post.id] = Said(
                    *(post.id, post.label, post.outcome, post.words, post.source),
                    agrees=agrees,
                    counts=self._counts(id, post),
                )
        return tuple(said.values())

    def _counts(self, listed: int, post: ListedPost) -> tuple[Count, ...]:
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
