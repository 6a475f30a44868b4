"""A site, or some of its proposals, as values: what is exported and what every import writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from deliberate.domain.facts import Phase
from deliberate.domain.labels import Ground, Label, Polarity
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.posts import PostWords
from deliberate.domain.statuses import Cause, Status
from deliberate.domain.texts.passages import Passage

T = TypeVar("T")


@dataclass(frozen=True)
class SitePerson:
    name: str
    joined: datetime


@dataclass(frozen=True)
class SiteRevision:
    number: int
    created: datetime
    author: str
    summary: str
    passages: tuple[Passage, ...]
    # Passages of the one before it about which its author was asked, by anchor: whether they are still there.
    asked: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Wording:
    """A replaced wording of a post."""

    number: int
    worded: datetime
    words: PostWords


@dataclass(frozen=True)
class SiteClaim:
    """That a revision deals with a post; how many say that it does or not, what the post's author says of it, and
    whether one side says that it does not."""

    revision: int
    holds: int = 0
    fails: int = 0
    raiser: bool | None = None
    rejected: bool = False


@dataclass(frozen=True)
class SiteWhere:
    """Where somebody said that the words are that a post was raised on, when this revision was in force: at a passage,
    or nowhere; whether and when the author of the text agreed or not, and when a moderator decided."""

    at: datetime
    who: str
    revision: int
    passage: str | None = None
    agreed: bool | None = None
    answered: datetime | None = None
    decided: datetime | None = None


@dataclass(frozen=True)
class SiteStatus:
    """That a status became another one, by what, and the post that this was about."""

    at: datetime
    before: Status
    after: Status
    why: Cause
    post: int | None = None


@dataclass(frozen=True)
class SitePost:
    id: int
    message: int
    label: Label
    author: str
    words: PostWords
    created: datetime
    parent: int | None = None
    passage: str | None = None
    ground: Ground | None = None
    agree: int = 0
    passes: int = 0
    disagree: int = 0
    # Of those who agree, how many did so with other words; of those who raised it in merged posts, how many voted.
    earlier_votes: int = 0
    raisers: int = 0
    # Whether an opinion group accepts it; as a reply, the voices behind it (None: all its voters are different people),
    # in `graph.VOICE`ths, and whether a side rejects it.
    favoured: bool = False
    voice: int | None = None
    rejected: bool = False
    standing: float = 0.5
    low: float = 0.1
    high: float = 0.9
    status: Status | None = None
    few_share: bool = False
    statuses: tuple[SiteStatus, ...] = ()
    state: State = State.VISIBLE
    merged_into: int | None = None
    # Its author took it back, and somebody who holds it, too, may have taken it over.
    withdrawn: datetime | None = None
    taken_over_by: str | None = None
    wording: int = 1
    worded: datetime | None = None
    earlier: tuple[Wording, ...] = ()
    # Whoever raised the point that it replies to says that it answers it.
    accepted_by: str | None = None
    claims: tuple[SiteClaim, ...] = ()
    # The latest last.
    where: tuple[SiteWhere, ...] = ()


@dataclass(frozen=True)
class PassageAddress:
    """A passage of a proposal, or the proposal as a whole."""

    slug: str
    anchor: str | None = None

    def __str__(self) -> str:
        return f"{self.slug}#{self.anchor}" if self.anchor else self.slug


@dataclass(frozen=True)
class SiteLink:
    from_post: int
    to: int | PassageAddress
    polarity: Polarity
    # As for a reply.
    voice: int | None = None
    rejected: bool = False


@dataclass(frozen=True)
class SiteLogEntry:
    at: datetime
    who: str
    act: Act
    post: int | None
    reason: str
    details: dict[str, str | int] = field(default_factory=dict)
    undoes: int | None = None
    # The act that an appeal is against, or the appeal that was decided; by positions, like `undoes`.
    answers: int | None = None


@dataclass(frozen=True)
class SiteProposal:
    slug: str
    title: str
    summary: str
    phase: Phase
    locked: bool
    topics: tuple[str, ...]
    authors: tuple[str, ...]
    source: str
    language: str
    created: datetime
    owner: str
    revisions: tuple[SiteRevision, ...]
    # By their ids.
    posts: Collection[SitePost]
    links: tuple[SiteLink, ...]
    log: tuple[SiteLogEntry, ...]
    # Otherwise its address was made of its title, and gives way to that of another.
    has_own_slug: bool = True
    # How many people have voted in its thread.
    crowd: int = 0
    state: State = State.VISIBLE


class InTurn(Collection[T], Generic[T]):
    """Values in the order in which they are written, each read when it is its turn."""

    def __init__(self, read: Callable[[], Iterator[T]], length: int) -> None:
        self._read, self._length = read, length

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        return self._read()

    def __contains__(self, value: object) -> bool:
        return any(one == value for one in self)


class Ids(NamedTuple):
    posts: Set[int]
    messages: Set[int]


@dataclass(frozen=True)
class Site:
    """`people`, `proposals` by their addresses, and the posts of these may be read anew whenever they are gone through:
    a site can be larger than what fits into memory. `ids` are those that it was read with."""

    people: Collection[SitePerson]
    proposals: Collection[SiteProposal]
    simulated: bool = False
    ids: Ids | None = field(default=None, compare=False, repr=False)


def ids_of(site: Site) -> Ids:
    posts: set[int] = set()
    messages: set[int] = set()
    for post in (post for proposal in site.proposals for post in proposal.posts):
        posts.add(post.id)
        messages.add(post.message)
    return Ids(posts, messages)
