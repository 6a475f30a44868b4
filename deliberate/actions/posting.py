"""Posting a message of labelled parts, and rewording a post."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deliberate.domain import labels, permissions
from deliberate.domain.graph import Refusal, State
from deliberate.domain.labels import Ground, Label, Place, Target
from deliberate.domain.permissions import Act
from deliberate.domain.words import Sayable
from deliberate.models import EarlierWording, Message, Person, Post, Proposal, now
from deliberate.queries.documents import has_passage
from deliberate.queries.graphs import load_reach
from deliberate.upkeep.evaluating import evaluate_around
from deliberate.upkeep.indexing import index_posts
from deliberate.upkeep.transaction import lock_proposal, transaction


@dataclass(frozen=True)
class Words:
    """All that a post says: what an edit replaces and an earlier wording keeps."""

    body: str
    settles: str = ""
    source_title: str = ""
    source_url: str = ""
    source_quote: str = ""
    replacement: str = ""


@dataclass(frozen=True)
class Draft:
    """One part of a message. It replies to what the message is about, or to an earlier part: `under` counts from 0."""

    label: Label
    words: Words
    ground: Ground | None = None
    under: int | None = None


@dataclass(frozen=True)
class Aim:
    """What a message is about: a post, else a passage of the proposal, else the proposal as a whole."""

    proposal: int
    post: int | None = None
    anchor: str | None = None


class Misfit(Refusal):
    """The grammar does not allow the label of a part where it is; `part` counts from 0."""

    def __init__(self, part: int, why: Sayable) -> None:
        super().__init__(why)
        self.part = part


class Outdated(Refusal):
    """Somebody changed the post since the form was opened."""


def post_message(
    session: Session, author: Person, aim: Aim, drafts: Sequence[Draft], once: str = "", *, hold: bool = False
) -> list[Post]:
    """Posts the parts of a message; sent again with the same words and the same `once`, gives what was posted first.

    What is written about a merged post goes under the one that was kept. `hold` keeps it from being seen until a
    moderator approves it. Raises Misfit or another Refusal.
    """
    key = _key(author.id, once, aim, drafts) if once else None
    try:
        with _open_thread(session, aim.proposal) as proposal:
            if key and (posted := _posted(session, key)):
                return posted
            spot = _spot(session, author, proposal, aim)
            _check_grammar(spot.place, drafts)
            message = Message(proposal_id=proposal.id, author_id=author.id, once=key)
            session.add(message)
            session.flush()
            posts = _add_parts(session, message, spot, drafts, State.HELD if hold else State.VISIBLE)
            index_posts(session, [post.id for post in posts])
            evaluate_around(session, proposal, [post.id for post in posts])
            return posts
    except IntegrityError:
        if key and (posted := _posted(session, key)):
            return posted
        raise


def edit_post(
    session: Session, author: Person, post_id: int, version: int, words: Words, ground: Ground | None
) -> Post:
    """Gives a post new words and keeps the earlier ones; votes stay on the words they were cast on.

    Only the words make a new wording. Raises Outdated if the post is no longer the `version` that was edited.
    """
    with _open_thread(session, session.scalars(select(Post.proposal_id).where(Post.id == post_id)).one()) as proposal:
        post = session.get_one(Post, post_id)
        if why := permissions.refusal(author.actor(), Act.EDIT, post.subject()):
            raise Refusal(why)
        if post.version != version:
            raise Outdated("This post was changed while you were writing.")
        reworded = words != words_of(post)
        if reworded:
            session.add(EarlierWording(post_id=post.id, number=post.wording, worded_at=post.worded_at, **_kept(post)))
            for name, text in asdict(words).items():
                setattr(post, name, text)
            post.wording += 1
            post.worded_at = now()
        if reworded or post.ground is not ground:
            post.ground = ground
            post.version += 1
            index_posts(session, [post.id])
            evaluate_around(session, proposal, [post.id])
        return post


def words_of(post: Post | EarlierWording) -> Words:
    return Words(**_kept(post))


@contextmanager
def _open_thread(session: Session, proposal_id: int) -> Iterator[Proposal]:
    """A transaction in which nobody else changes this thread."""
    with transaction(session):
        yield lock_proposal(session, proposal_id)


def _key(author: int, once: str, aim: Aim, drafts: Sequence[Draft]) -> str:
    """The same for the same words from the same form only: other words from a form gone back to are another message."""
    return hashlib.sha256(repr((author, once, aim, list(drafts))).encode()).hexdigest()[:40]


def _posted(session: Session, key: str) -> list[Post]:
    statement = select(Post).join(Message, Message.id == Post.message_id).where(Message.once == key).order_by(Post.id)
    return list(session.scalars(statement))


@dataclass(frozen=True)
class _Spot:
    """Where a message goes: under `parent`, else to a passage or the proposal; `place` is what the grammar calls it."""

    parent: int | None
    anchor: str | None
    place: Place


def _spot(session: Session, author: Person, proposal: Proposal, aim: Aim) -> _Spot:
    """Raises Refusal if the author may not reply there (any more)."""
    subject = proposal.subject()
    spot = _Spot(None, aim.anchor, Target.PASSAGE if aim.anchor else Target.PROPOSAL)
    if aim.post is not None:
        graph, _ = load_reach(session, proposal.id, [aim.post])
        node = graph.nodes[graph.kept(aim.post)]
        subject = permissions.Subject(node.author, node.state, proposal.is_locked)
        spot = _Spot(node.id, None, node.label)
    elif aim.anchor and not has_passage(session, proposal, aim.anchor):
        raise Refusal("This passage is no longer in the text: a revision has changed it.")
    if why := permissions.refusal(author.actor(), Act.REPLY, subject):
        raise Refusal(why)
    return spot


def _check_grammar(place: Place, drafts: Sequence[Draft]) -> None:
    for part, draft in enumerate(drafts):
        if draft.under is not None and not 0 <= draft.under < part:
            raise Misfit(part, "A part can reply only to an earlier part of the message.")
        under = place if draft.under is None else drafts[draft.under].label
        if why := labels.refusal(draft.label, under):
            raise Misfit(part, why)


def _add_parts(session: Session, message: Message, spot: _Spot, drafts: Sequence[Draft], state: State) -> list[Post]:
    posts: list[Post] = []
    for draft in drafts:
        post = Post(
            proposal_id=message.proposal_id,
            message_id=message.id,
            author_id=message.author_id,
            parent_id=spot.parent if draft.under is None else posts[draft.under].id,
            anchor=spot.anchor if draft.under is None else None,
            label=draft.label,
            ground=draft.ground,
            state=state,
            **asdict(draft.words),
        )
        session.add(post)
        session.flush()  # later parts need its id
        posts.append(post)
    return posts


def _kept(post: Post | EarlierWording) -> dict[str, str]:
    return {name: getattr(post, name) for name in Words.__dataclass_fields__}
