"""Posting a message of labelled parts, and rewording a post."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deliberate.actions.thread import Thread, thread_of
from deliberate.domain import labels, places
from deliberate.domain.arranging import Refusal, too_deep
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Ground, Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.places import OnPassage, OnPost, OnProposal, Place
from deliberate.domain.posts import MOST_PARTS, PostWords
from deliberate.domain.words import Sayable, say
from deliberate.models import EarlierWording, Message, Person, Post, now
from deliberate.queries.documents import has_passage


@dataclass(frozen=True)
class Draft:
    """One part of a message. It replies to what the message is about, or to an earlier part: `under` counts from 0."""

    label: Label
    words: PostWords
    ground: Ground | None = None
    under: int | None = None


@dataclass(frozen=True)
class Aim:
    """What a message is about, in the thread of a proposal."""

    proposal: int
    place: Place = field(default_factory=OnProposal)


class Misfit(Refusal):
    """A part may not stand where it is; `part` counts from 0."""

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
    if key and (posted := _posted(session, key)):
        return posted
    try:
        post = aim.place.post if isinstance(aim.place, OnPost) else None
        with thread_of(session, author, Act.REPLY, post=post, proposal=aim.proposal) as thread:
            if key and (posted := _posted(session, key)):
                return posted
            place = _present(thread, aim.place)
            _check_places(thread.graph, place, drafts)
            message = Message(proposal_id=thread.proposal.id, author_id=author.id, once=key)
            session.add(message)
            session.flush()
            posts = _add_parts(session, message, place, drafts, State.HELD if hold else State.VISIBLE)
            thread.add(posts)
            return posts
    except IntegrityError:
        if key and (posted := _posted(session, key)):
            return posted
        raise


def edit_post(
    session: Session,
    author: Person,
    post_id: int,
    version: int,
    words: PostWords,
    ground: Ground | None,
    *,
    hold: bool = False,
) -> Post:
    """Gives a post new words and keeps the earlier ones; votes stay on the words they were cast on.

    Only the words make a new wording; with `hold` nobody sees it, nor the post, until a moderator approves it. Raises
    Outdated if the post is no longer the `version` that was edited.
    """
    with thread_of(session, author, Act.EDIT, post=post_id) as thread:
        post = session.get_one(Post, post_id)
        if post.version != version:
            raise Outdated(say("This post was changed while you were writing."))
        reworded = words != post.words
        if reworded and hold:
            _hold(thread, post)
        if reworded:
            session.add(
                EarlierWording(post_id=post.id, number=post.wording, worded_at=post.worded_at, words=post.words)
            )
            post.words = words
            post.wording += 1
            post.worded_at = now()
        if reworded or post.ground is not ground:
            post.ground = ground
            post.version += 1
            thread.reword([post.id])
            thread.rearrange([post.id])
        return post


def _hold(thread: Thread, post: Post) -> None:
    """Raises Refusal where the new words would be seen all the same, with those of the post that was kept."""
    if post.state is State.MERGED:
        raise Refusal(say("This post was merged into another one, so other words of it cannot wait for a moderator."))
    if post.state is State.VISIBLE:
        post.state = State.HELD
        thread.rearrange([post.id], votes=True)


def _key(author: int, once: str, aim: Aim, drafts: Sequence[Draft]) -> str:
    """The same for the same words from the same form only: other words from a form gone back to are another message."""
    return hashlib.sha256(repr((author, once, aim, list(drafts))).encode()).hexdigest()[:40]


def _posted(session: Session, key: str) -> list[Post]:
    statement = select(Post).join(Message, Message.id == Post.message_id).where(Message.once == key).order_by(Post.id)
    return list(session.scalars(statement))


def _present(thread: Thread, place: Place) -> Place:
    """Where that is now; raises Refusal for a passage that is not in the text any more."""
    if thread.post is not None:
        return OnPost(thread.post)
    if isinstance(place, OnPassage) and not has_passage(thread.session, thread.proposal, place.anchor):
        raise Refusal(say("This passage is no longer in the text: a revision has changed it."))
    return place


def _check_places(graph: Graph, place: Place, drafts: Sequence[Draft]) -> None:
    """Raises Misfit for a part that may not stand where it is, Refusal for too many."""
    if len(drafts) > MOST_PARTS:
        raise Refusal(say("A message has %(most)d parts at the most. Send the rest as another one.", most=MOST_PARTS))
    target, level = graph.replied_to(place), graph.level(place.post) if isinstance(place, OnPost) else 0
    levels: list[int] = []
    for part, draft in enumerate(drafts):
        if draft.under is not None and not 0 <= draft.under < part:
            raise Misfit(part, say("A part can reply only to an earlier part of the message."))
        under = target if draft.under is None else drafts[draft.under].label
        levels.append(1 + (level if draft.under is None else levels[draft.under]))
        if why := labels.refusal(draft.label, under) or too_deep(levels[part]):
            raise Misfit(part, why)


def _add_parts(session: Session, message: Message, place: Place, drafts: Sequence[Draft], state: State) -> list[Post]:
    parent, anchor = places.columns(place)
    posts: list[Post] = []
    for draft in drafts:
        post = Post(
            proposal_id=message.proposal_id,
            message_id=message.id,
            author_id=message.author_id,
            parent_id=parent if draft.under is None else posts[draft.under].id,
            anchor=anchor if draft.under is None else None,
            label=draft.label,
            ground=draft.ground,
            state=state,
            words=draft.words,
        )
        session.add(post)
        session.flush()  # later parts need its id
        posts.append(post)
    return posts
