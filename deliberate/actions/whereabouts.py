"""Who raised a point says which words it is about, where a revision changed them; the author of the text answers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.thread import Thread, thread_of
from deliberate.domain.arranging import Refusal
from deliberate.domain.permissions import Act
from deliberate.domain.places import is_too_long
from deliberate.domain.words import say
from deliberate.models import Person, Post, Whereabouts, now
from deliberate.queries.documents import has_passage
from deliberate.queries.whereabouts import Where, load_where


def say_where(session: Session, person: Person, post_id: int, anchor: str | None) -> int:
    """`person` says that the words stand at this passage of the text in force, or nowhere; gives the post. Said again
    before there is an answer, it replaces what was said."""
    with thread_of(session, person, Act.SAY_WHERE, post=post_id) as thread:
        post, where = _found(thread)
        _check(thread, where, anchor)
        said = _latest(thread)
        if said is None or said.agreed is not None:
            said = Whereabouts(post_id=post.id, anchor=post.anchor)
            session.add(said)
        elif said.anchor == anchor and said.person_id == person.id:
            return post.id
        said.person_id, said.anchor, said.revision = person.id, anchor, thread.proposal.revision
        said.created = now()
        thread.touch()
        return post.id


def take_back_where(session: Session, person: Person, post_id: int) -> int:
    """Afterwards nothing is said that nobody has answered; gives the post."""
    with thread_of(session, person, Act.SAY_WHERE, post=post_id) as thread:
        said = _latest(thread)
        if said is None or said.agreed is not None:
            raise Refusal(say("There is nothing to take back: nothing was said, or it is answered already."))
        session.delete(said)
        thread.touch()
        return thread.node.id


def answer_where(session: Session, person: Person, post_id: int, agrees: bool) -> int:
    """The author of the text agrees, and the post goes there; or does not, and a moderator decides. Gives the post."""
    with thread_of(session, person, Act.ANSWER_WHERE, post=post_id) as thread:
        post, where = _found(thread)
        said = _latest(thread)
        if said is None or said.agreed or said.decided:
            raise Refusal(say("There is nothing to answer: it was taken back, or it is settled."))
        if said.agreed is agrees:
            return post.id
        said.agreed, said.answered = agrees, now()
        if agrees:
            if said.anchor is not None:
                _check_passage(thread, said.anchor)
            post.anchor = said.anchor or where.gone
            post.version += 1
            thread.rearrange([post.id], votes=True)
        thread.touch()
        return post.id


def _found(thread: Thread) -> tuple[Post, Where]:
    post = thread.session.get_one(Post, thread.node.id)
    where = load_where(thread.session, thread.proposal, post)
    if where is None:
        raise Refusal(say("This is not said to a passage, so there are no words that it could be about instead."))
    return post, where


def _check(thread: Thread, where: Where, anchor: str | None) -> None:
    if where.is_disputed:
        raise Refusal(say("The author of the text disagrees, so a moderator decides. Until then it stays as it is."))
    if not where.can_be_said:
        raise Refusal(say("The words that this is about have not changed since it was raised, or this is settled."))
    if anchor is None:
        if where.now is None:
            raise Refusal(say("That these words are gone is said already."))
        if is_too_long(where.gone):
            raise Refusal(say("The name of this passage is too long for that. Choose another passage."))
        return
    if anchor == where.anchor:
        raise Refusal(say("It stands there already. Choose another passage."))
    _check_passage(thread, anchor)


def _check_passage(thread: Thread, anchor: str) -> None:
    if not has_passage(thread.session, thread.proposal, anchor):
        raise Refusal(say("There is no such passage in the text that is in force. Choose another place."))


def _latest(thread: Thread) -> Whereabouts | None:
    of_post = select(Whereabouts).where(Whereabouts.post_id == thread.node.id)
    return thread.session.scalars(of_post.order_by(Whereabouts.id.desc()).limit(1)).first()
