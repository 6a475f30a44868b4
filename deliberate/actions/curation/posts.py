"""Acts on one post: approve, relabel, move, merge, hide, restore, leave as it is."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.curation.case import Case, Mandate, curate, does, open_flags, trust
from deliberate.domain import labels, places
from deliberate.domain.acts import Act
from deliberate.domain.arranging import Refusal, check_merge, check_move, check_relabel, too_deep
from deliberate.domain.details import Into, Replaced
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.places import OnPassage, OnPost, Place
from deliberate.domain.words import say
from deliberate.models import LogEntry, Post, Proposal, Whereabouts, now
from deliberate.models.whereabouts import DISPUTED
from deliberate.queries.documents import has_passage
from deliberate.queries.graphs import height
from deliberate.queries.holding import holders
from deliberate.queries.whereabouts import Where, load_where


@does(Act.APPROVE)
def approve_post(session: Session, mandate: Mandate, post_id: int) -> LogEntry:
    """Shows the post and all that was held of the same message; from now on its author's posts need no approval."""
    with curate(session, mandate, Act.APPROVE, post_id) as case:
        together = select(Post).where(Post.message_id == case.post.message_id, Post.state == State.HELD)
        held = session.scalars(together.order_by(Post.id)).all()
        if case.post.state not in (State.HELD, State.VISIBLE):
            raise Refusal(say("Only a post that is waiting or visible can be approved. Restore or undo instead."))
        if not held and case.post.author.trusted:
            raise Refusal(say("There is nothing to approve: the post is visible, and its author was approved before."))
        for post in held:
            case.change(post, state=State.VISIBLE)
        case.trusted = trust(case.post.author)
    return case.entry


@does(Act.RELABEL)
def relabel_post(session: Session, mandate: Mandate, post_id: int, label: Label) -> LogEntry:
    with curate(session, mandate, Act.RELABEL, post_id) as case:
        _refuse_merged(case.post)
        check_relabel(case.graph, post_id, label)
        rule = labels.rule(label)
        if rule.takes_replacement and not case.post.words.replacement:
            raise Refusal(say("An amendment says how the passage should read, and this post does not."))
        case.details = Replaced(str(case.post.label), str(label))
        case.change(case.post, label=label, ground=case.post.ground if rule.takes_ground else None)
    return case.entry


@does(Act.MOVE)
def move_post(session: Session, mandate: Mandate, post_id: int, to: Place) -> LogEntry:
    """Puts the post there with all that is below it."""
    with curate(session, mandate, Act.MOVE, post_id, to.post if isinstance(to, OnPost) else None) as case:
        _refuse_merged(case.post)
        if isinstance(to, OnPost):
            to = OnPost(_found(case.graph, to.post))
        check_place(session, case.thread.proposal, case.graph, post_id, to)
        case.details = Replaced(str(case.post.place), str(to))
        parent, anchor = places.columns(to)
        case.change(case.post, parent_id=parent, anchor=anchor)
    return case.entry


def check_place(session: Session, proposal: Proposal, graph: Graph, post_id: int, to: Place) -> None:
    """Raises Refusal if the post may not be moved there."""
    node = graph.nodes[post_id]
    if to == places.at(graph.parent(node), node.anchor):
        raise Refusal(say("The post is there already. Choose another place."))
    if isinstance(to, OnPost) and graph.nodes[to.post].state is not State.VISIBLE:
        raise Refusal(say("The post to move it under is not visible. Restore it first, or choose another place."))
    if isinstance(to, OnPassage) and not has_passage(session, proposal, to.anchor):
        raise Refusal(say("There is no such passage in the text that is in force. Choose another place."))
    check_move(graph, post_id, to)
    if isinstance(to, OnPost) and (why := too_deep(graph.level(to.post) + height(session, post_id))):
        raise Refusal(why)


@does(Act.DECIDE_WHERE)
def decide_where(session: Session, mandate: Mandate, post_id: int, to: Place) -> LogEntry:
    """Where a post belongs about which who raised it and the author of the text disagree: it stays, or goes to another
    passage, or to the words that are gone."""
    with curate(session, mandate, Act.DECIDE_WHERE, post_id) as case:
        of_post = select(Whereabouts).where(Whereabouts.post_id == post_id, DISPUTED)
        disputed = session.scalars(of_post.order_by(Whereabouts.id.desc()).limit(1)).first()
        where = load_where(session, case.thread.proposal, case.post)
        if disputed is None or where is None:
            raise Refusal(say("Nobody disagrees about where this belongs, or it is decided already."))
        if mandate.moderator.id in (where.facts.raiser, where.facts.claimant):
            raise Refusal(say("Another moderator decides: you raised this, or wrote the text."))
        to = check_where(session, case.thread.proposal, where, to)
        case.details = Replaced(str(case.post.place), str(to))
        case.decided, disputed.decided = disputed.id, now()
        if to != case.post.place:
            case.change(case.post, anchor=to.anchor)
    return case.entry


def check_where(session: Session, proposal: Proposal, where: Where, to: Place) -> OnPassage:
    """Raises Refusal for what is neither a passage in force nor the words that the post is about, or was."""
    if not isinstance(to, OnPassage):
        raise Refusal(say("It is about words of the text: choose a passage, or that they are gone."))
    if to.anchor == where.gone and places.is_too_long(to.anchor):
        raise Refusal(say("The name of this passage is too long for that. Choose another passage."))
    if to.anchor not in (where.anchor, where.gone) and not has_passage(session, proposal, to.anchor):
        raise Refusal(say("There is no such passage in the text that is in force. Choose another place."))
    return to


@does(Act.MERGE)
def merge_posts(session: Session, mandate: Mandate, duplicate: int, keep: int) -> LogEntry:
    """Replies of the duplicate are shown under the kept post. Every vote stays where it was cast and a person counts
    once: the vote on the kept post wins."""
    with curate(session, mandate, Act.MERGE, duplicate, keep) as case:
        keep = _found(case.graph, keep)
        check_twins(session, case.graph, keep, duplicate)
        case.change(case.post, state=State.MERGED, merged_into_id=keep)
        case.details = Into(keep)
    return case.entry


def check_twins(session: Session, graph: Graph, keep: int, duplicate: int) -> None:
    """Raises Refusal if the duplicate may not be merged into the other.

    The words of a merged post are public, so what is hidden or held has to be shown first.
    """
    if graph.kept(duplicate) == keep != duplicate:
        raise Refusal(say("This post is already merged into that one."))
    check_merge(graph, keep, duplicate)
    if graph.nodes[duplicate].state is not State.VISIBLE:
        raise Refusal(say("This post is not visible. Approve or restore it first, then merge it."))
    if why := too_deep(graph.level(keep) + height(session, duplicate) - 1):
        raise Refusal(why)


@does(Act.HIDE)
def hide_post(session: Session, mandate: Mandate, post_id: int) -> LogEntry:
    with curate(session, mandate, Act.HIDE, post_id) as case:
        _refuse_merged(case.post)
        if case.post.state is State.HIDDEN:
            raise Refusal(say("This post is hidden already."))
        case.change(case.post, state=State.HIDDEN)
    return case.entry


@does(Act.RESTORE)
def restore_post(session: Session, mandate: Mandate, post_id: int) -> LogEntry:
    with curate(session, mandate, Act.RESTORE, post_id) as case:
        if case.post.state is not State.HIDDEN:
            raise Refusal(say("Only a hidden post can be restored."))
        case.change(case.post, state=_unhidden(case))
    return case.entry


@does(Act.DISMISS)
def dismiss_flags(session: Session, mandate: Mandate, post_id: int) -> LogEntry:
    """Leaves the post as it is; its flags are dealt with."""
    with curate(session, mandate, Act.DISMISS, post_id) as case:
        if not open_flags(session, post_id):
            raise Refusal(say("Nobody has flagged this post, or its flags have been dealt with."))
    return case.entry


def _unhidden(case: Case) -> State:
    """What its author has taken back, and nobody else holds, stays out of sight."""
    gone = case.post.withdrawn_at and not holders(case.thread.session, case.graph, [case.post.id])[case.post.id].number
    return State.WITHDRAWN if gone else State.VISIBLE


def _refuse_merged(post: Post) -> None:
    if post.state is State.MERGED:
        raise Refusal(
            say("This post is merged into another one. Undo the merge first, or act on the post that was kept.")
        )


def _found(graph: Graph, post_id: int) -> int:
    """The post of this thread that stands for `post_id`."""
    if post_id not in graph.nodes:
        raise Refusal(say("There is no post %(id)d in this thread. Give the number of one that is.", id=post_id))
    return graph.kept(post_id)
