"""All there is to know about one post before deciding on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain import places
from deliberate.domain.acts import ACTS, Before
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Target
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act, Actor
from deliberate.domain.places import OnPassage, OnPost, OnProposal, Place
from deliberate.domain.telling import ON_ACTS
from deliberate.domain.texts.search import Term, terms
from deliberate.domain.texts.snippets import holds
from deliberate.domain.texts.twins import Draft, Other, by_likeness
from deliberate.domain.words import Say, Sayable, say
from deliberate.models import Flag, FlagReason, LogEntry, Passage, Person, Post, Proposal
from deliberate.queries.alike import worth_comparing
from deliberate.queries.graphs import load_around
from deliberate.queries.logs import LogLine, log_of_post
from deliberate.queries.post_page import Above, load_above
from deliberate.queries.posts import PostView, load_posts
from deliberate.queries.texts import passages_in_force
from deliberate.queries.whereabouts import Where, load_where

LIKELIEST = 6
_HIGHER = aliased(Post)


@dataclass(frozen=True)
class FlagLine:
    reason: FlagReason
    note: str
    who: str
    created: datetime


@dataclass(frozen=True)
class Record:
    """What is known here about an author: how their posts stand, and what moderators did to them."""

    name: str
    joined: datetime
    is_new: bool
    is_signature: bool
    posts: dict[State, int]
    acts: dict[Act, int]

    @property
    def moderated(self) -> list[tuple[Sayable, int]]:
        """What was done how often, in words; what came with an import may be no act of moderators here."""
        return [(row.done if (row := ACTS[act].curation) else str(act), number) for act, number in self.acts.items()]


@dataclass(frozen=True)
class Case:
    """One post with what it replies to, what readers said about it, and what was done to it before. `graph` holds what
    is told of it, and of the post that an act is about besides; `below` is how many posts are to be seen below it."""

    post: PostView
    proposal: Proposal
    above: Above
    about: str | None
    passage: str
    below: int
    flags: tuple[FlagLine, ...]
    record: Record
    log: tuple[LogLine, ...]
    graph: Graph
    where: Where | None

    @property
    def before(self) -> Before:
        disputed = self.where is not None and self.where.is_disputed
        return Before(self.post.state, self.record.is_new, bool(self.flags), disputed)

    @property
    def place(self) -> Place:
        """Where it is shown."""
        return places.at(self.post.parent, self.post.anchor)


@dataclass(frozen=True)
class Option:
    """A place or a post to choose."""

    place: Place
    label: Label | None
    words: str
    # What choosing it would mean.
    note: Say | None = None

    @property
    def post(self) -> int | None:
        return self.place.post if isinstance(self.place, OnPost) else None

    @property
    def anchor(self) -> str | None:
        return self.place.anchor if isinstance(self.place, OnPassage) else None


# The proposal as a whole.
PROPOSAL = Option(OnProposal(), None, "")


def flags_on(session: Session, ids: Collection[int]) -> dict[int, tuple[FlagLine, ...]]:
    """The flags that nobody has dealt with yet, oldest first."""
    rows = session.execute(
        select(Flag.post_id, Flag.reason, Flag.note, Person.name, Flag.created)
        .join(Person, Person.id == Flag.person_id)
        .where(Flag.post_id.in_(ids), Flag.handled_at.is_(None))
        .order_by(Flag.id)
    )
    flags: dict[int, list[FlagLine]] = defaultdict(list)
    for post, reason, note, who, created in rows:
        flags[post].append(FlagLine(reason, note, who, created))
    return {post: tuple(lines) for post, lines in flags.items()}


def load_case(session: Session, post: Post, viewer: Actor, beside: int | None = None) -> Case:
    """In a fixed number of statements, whatever was said. `beside` is a post that an act is to be about, too; one of
    another thread is left out."""
    graph = load_around(session, post.proposal_id, {post.id} if beside is None else {post.id, beside})
    return Case(
        post=load_posts(session, graph, {post.id}, viewer)[post.id],
        proposal=post.proposal,
        above=load_above(session, post.proposal, viewer, post),
        about=post.about,
        passage=place_named(session, post.proposal_id, places.at(None, post.about)).words,
        below=post.below,
        flags=flags_on(session, [post.id]).get(post.id, ()),
        record=record_of(session, post.author),
        log=log_of_post(session, post.id),
        graph=graph,
        where=load_where(session, post.proposal, post),
    )


def likeliest_twins(session: Session, case: Case, find: str = "") -> tuple[Option, ...]:
    """Visible posts with the same label that hold every word of `find`, the most alike first."""
    return tuple(_posts(session, case, terms(find), {case.post.label}))


def likeliest_places(session: Session, case: Case, find: str = "") -> tuple[Option, ...]:
    """Where the grammar allows the post to go: the proposal, then passages and posts that hold every word of `find`,
    the most alike first."""
    targets = case.post.rule.targets
    whole = [PROPOSAL] if Target.PROPOSAL in targets else []
    passages = _passages(session, case.proposal.id) if Target.PASSAGE in targets else []
    wanted = terms(find)
    posts = _posts(session, case, wanted, {place for place in targets if isinstance(place, Label)})
    options = (*whole, *_fitting(case, wanted, passages)[:3], *posts)
    return tuple(option for option in options if option.place != case.place)


def passages_for(session: Session, case: Case, find: str = "") -> tuple[Option, ...]:
    """Where a post may belong: where it is, where whoever raised it says, nowhere; then other passages that hold every
    word of `find`, the most alike first."""
    where = case.where
    if where is None:
        return ()
    said = where.said.anchor if where.said else None
    first = [
        Option(OnPassage(where.anchor), None, where.now or where.before, say("It stays with:")),
        *([Option(OnPassage(said), None, where.said_words, say("As who raised it says:"))] if said else []),
        *([Option(OnPassage(where.gone), None, where.before, say("These words are gone:"))] if where.now else []),
    ]
    taken = {option.place for option in first}
    others = [option for option in _passages(session, case.proposal.id) if option.place not in taken]
    return (*first, *_fitting(case, terms(find), others)[:LIKELIEST])


def held_together(session: Session, message: int) -> int:
    """How many posts of a message are waiting for approval."""
    held = select(func.count()).where(Post.message_id == message, Post.state == State.HELD)
    return session.scalar(held) or 0


def place_named(session: Session, proposal_id: int, place: Place) -> Option:
    """A place with its words; a passage that a revision took out has none."""
    if isinstance(place, OnPost):
        return post_named(session, place.post)
    options = [PROPOSAL, *_passages(session, proposal_id)]
    return next((option for option in options if option.place == place), Option(place, None, ""))


def is_new(author: Person) -> bool:
    return author.can_sign_in and not author.trusted


def record_of(session: Session, author: Person) -> Record:
    by_state = select(Post.state, func.count()).where(Post.author_id == author.id).group_by(Post.state)
    undone = select(LogEntry.undoes_id).where(LogEntry.undoes_id.is_not(None))
    acts = (
        select(LogEntry.act, func.count())
        .join(Post, Post.id == LogEntry.post_id)
        .where(Post.author_id == author.id, LogEntry.act.not_in(ON_ACTS), LogEntry.id.not_in(undone))
        .group_by(LogEntry.act)
    )
    return Record(
        name=author.name,
        joined=author.joined,
        is_new=is_new(author),
        is_signature=not author.can_sign_in,
        posts=dict(session.execute(by_state).all()),
        acts=dict(session.execute(acts).all()),
    )


def _posts(session: Session, case: Case, wanted: tuple[Term, ...], labels: Collection[Label]) -> list[Option]:
    """The likeliest of the visible posts of the thread, but for this one and what is below it."""
    if not labels:
        return []
    reading, draft = select(Post.id, Post.label, Post.body), _draft(case)
    rows = worth_comparing(session, reading, case.proposal.id, draft, labels, find=wanted)
    fit = [Option(OnPost(row.id), row.label, row.body) for row in rows if row.label in labels]
    likeliest = _fitting(case, wanted, fit)
    away = _not_below(session, case, [option.post for option in likeliest if option.post is not None])
    return [option for option in likeliest if option.post in away][:LIKELIEST]


def _not_below(session: Session, case: Case, posts: Collection[int]) -> set[int]:
    """Which of these posts are neither the one before the moderator nor below it: told from above, in one statement."""
    path = select(Post.id, Post.shown_under_id.label("under")).where(Post.id.in_(posts)).cte("path", recursive=True)
    # Asked by post: joined, a database may go through all posts there are.
    higher = select(_HIGHER.shown_under_id).where(_HIGHER.id == path.c.under).scalar_subquery()
    path = path.union(select(path.c.under, higher).where(path.c.under.is_not(None)))
    under = dict(session.execute(select(path.c.id, path.c.under)).all())

    def is_away(post: int | None) -> bool:
        while post is not None and post != case.post.id:
            post = under[post]
        return post is None

    return {post for post in posts if is_away(post)}


def _passages(session: Session, proposal_id: int) -> list[Option]:
    """The passages of the revision in force, in order."""
    rows = session.execute(passages_in_force(Passage.anchor, Passage.text).where(Proposal.id == proposal_id))
    return [Option(OnPassage(anchor), None, text) for anchor, text in rows]


def post_named(session: Session, id: int) -> Option:
    """A post with its words."""
    label, body = session.execute(select(Post.label, Post.body).where(Post.id == id)).one()
    return Option(OnPost(id), label, body)


def _fitting(case: Case, wanted: tuple[Term, ...], options: list[Option]) -> list[Option]:
    """Those that hold every word that is looked for, in any of its forms, the most alike to the post first."""
    held = [option for option in options if not wanted or holds(option.words, wanted, case.proposal.language)]
    others = (Other(place, option.words) for place, option in enumerate(held))
    return [held[twin.id] for twin in by_likeness(_draft(case), others)]


def _draft(case: Case) -> Draft:
    return Draft(case.post.body, case.proposal.language)
