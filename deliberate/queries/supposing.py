"""What a post's status and standing would be if one of the replies did not count. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import Forum, Rules, assess
from deliberate.domain.engine.explanations import explain, printed
from deliberate.domain.engine.verdicts import deals_with
from deliberate.domain.graph import Graph
from deliberate.domain.labels import RAISES_AN_ISSUE, Polarity, rule
from deliberate.domain.nodes import Node, State
from deliberate.domain.statuses import Outcome
from deliberate.domain.words import Say, Sayable, say
from deliberate.models import Post, Proposal
from deliberate.queries.backing import counted_anew
from deliberate.queries.excerpts import excerpt
from deliberate.queries.graphs import load_reach
from deliberate.queries.rules import load_rules

_EXCERPT = 60


def supposable(graph: Graph, post: int, replies: Iterable[int]) -> frozenset[int]:
    """Of which of these it can be asked: those that act on a visible post and take a side, or deal with it."""
    target = graph.nodes[post]
    if target.state is not State.VISIBLE or not rule(target.label).asks:
        return frozenset()
    acting = graph.acting_on(post)
    return frozenset(id for id in replies if id in acting and _may_matter(target, graph.nodes[id], acting[id]))


def _may_matter(target: Node, reply: Node, polarity: Polarity) -> bool:
    deals = target.label in RAISES_AN_ISSUE and deals_with(target, reply, polarity)
    return deals or polarity is not Polarity.NEUTRAL


def without(session: Session, proposal: Proposal, post: int, reply: int) -> Say | None:
    """'Without “An auditor publishes each transfer.” this would be open, and stand at 0.67 instead of 0.52.' None if
    it cannot be asked of that reply.

    As if the reply were hidden: also what its voters put behind the replies beside it is counted anew. Only what it
    acts on, along the thread, is read and computed.
    """
    graph, _ = load_reach(session, proposal.id, {post, reply})
    if reply not in graph.nodes or post not in graph.nodes or not supposable(graph, post, [reply := graph.kept(reply)]):
        return None
    rules = load_rules(session)
    less = _without(session, graph, reply, proposal.forum(), rules)
    body = session.scalar(select(func.substr(Post.body, 1, 2 * _EXCERPT)).where(Post.id == reply))
    return _sentence(graph.nodes[post], less.nodes[post], excerpt(body or "", _EXCERPT), _is_known(less, post, rules))


def _without(session: Session, graph: Graph, reply: int, forum: Forum, rules: Rules) -> Graph:
    """The graph without it, up to date."""
    less = graph.with_nodes([graph.nodes[reply]._replace(state=State.HIDDEN)])
    less = less.with_backings(counted_anew(session, less, [reply]))
    return assess(less, forum, rules, _reached(less, reply))


def _reached(graph: Graph, post: int) -> set[int]:
    """The post and all that it acts on, directly or by way of others."""
    reached, fresh = {post}, [post]
    while fresh:
        further = graph.acted_on(fresh.pop()) - reached
        reached |= further
        fresh += further
    return reached


def _is_known(graph: Graph, post: int, rules: Rules) -> bool:
    return explain(graph, post, rules.semantics, rules.quorum).is_known


def _sentence(now: Node, then: Node, words: str, is_known: bool) -> Say:
    become, stand = _become(now, then), _stand(now, then) if is_known else say("have no standing")
    if become is None:
        return say("Without “%(reply)s” this would %(stand)s.", reply=words, stand=stand)
    return say("Without “%(reply)s” this would %(become)s, and %(stand)s.", reply=words, become=become, stand=stand)


def _become(now: Node, then: Node) -> Say | None:
    """None of what has no status and is not refuted, either way."""
    if now.status and then.status:
        was, is_ = _word(now), _word(then)
        return say("still be %(status)s", status=is_) if was == is_ else say("be %(status)s", status=is_)
    if now.is_refuted:
        return say("still be refuted") if then.is_refuted else say("not be refuted")
    return say("be refuted") if then.is_refuted else None


def _word(node: Node) -> Sayable:
    return Outcome.of(node.status, node.few_share) if node.status else ""


def _stand(now: Node, then: Node) -> Say:
    was, is_ = printed(now.standing), printed(then.standing)
    if was == is_:
        return say("still stand at %(now)s", now=was)
    return say("stand at %(then)s instead of %(now)s", then=is_, now=was)
