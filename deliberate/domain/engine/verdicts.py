"""What people say to replies, as the rules of acceptance ask it (`acceptance`)."""

from __future__ import annotations

from deliberate.domain.engine.acceptance import QUORUM, Side, Stake, Verdict, side_rejects
from deliberate.domain.graph import Graph
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity
from deliberate.domain.nodes import Content, Node

_NOT_CONTENT = Content()


def side_against(graph: Graph, reply: int, post: int) -> bool:
    """Whether a side rejects it as a reply to that post: those who hold the post, or an opinion group."""
    return rejecting_side(graph, reply, post) is not None


def rejecting_side(graph: Graph, reply: int, post: int) -> Side | None:
    """Which side does, those who hold the post before others."""
    backing = graph.backing(reply, post)
    if side_rejects(backing.agree, backing.disagree):
        return Side.HOLDERS
    if graph.nodes[reply].rejected:
        return Side.GROUP
    return Side.ELSEWHERE if backing.rejected else None


def deals_with(point: Node, reply: Node, polarity: Polarity) -> bool:
    return may_deal_with(point.label, reply.label, polarity)


def may_deal_with(point: Label, reply: Label, polarity: Polarity) -> bool:
    """Only an answer, and one that does not dispute it, deals with a question; with a problem whatever attacks it."""
    if point is Label.QUESTION:
        return reply is Label.ANSWER and polarity is not Polarity.ATTACK
    return polarity is Polarity.ATTACK


def grants(reply: Node, polarity: Polarity) -> bool:
    """A concession grants what it supports: by a link it may dispute another point."""
    return reply.label is Label.CONCESSION and polarity is Polarity.SUPPORT


class Verdicts:
    """Of the posts of one graph, each found once."""

    def __init__(self, graph: Graph, quorum: int = QUORUM) -> None:
        self._graph = graph
        self._quorum = quorum
        self._replies: dict[tuple[int, int], Verdict] = {}
        self._holders: dict[int, int] = {}

    def on_reply(self, reply: int, post: int) -> Verdict:
        """On a post as a reply to another one that it acts on."""
        known = self._replies.get((reply, post))
        if known is None:
            known = self._replies[reply, post] = self._on_reply(reply, post)
        return known

    def accepted(self, reply: int, post: int) -> bool:
        """Whether it is, as a reply to that post. Most replies have fewer votes than a quorum: these take no more to
        see through, which counts where a thousand reply to one post."""
        node = self._graph.nodes[reply]
        is_unheard = node.content is None and node.agree - node.earlier < self._quorum
        return not is_unheard and self.on_reply(reply, post).is_accepted

    def _on_reply(self, reply: int, post: int) -> Verdict:
        node, holders = self._graph.nodes[reply], self.holders(reply, post)
        content = self._content(reply, post)
        own = content or _NOT_CONTENT
        return Verdict(
            agree=node.agree - node.earlier - own.agree,
            disagree=node.disagree - own.disagree,
            holders=holders,
            quorum=self._quorum,
            content=content is not None,
            is_vote=node.author != self._graph.nodes[post].raiser,
            rejected_by=rejecting_side(self._graph, reply, post),
            stake=self._stake(reply, post, holders),
        )

    def _content(self, reply: int, post: int) -> Content | None:
        """What the person who raised a point is content with deals with that point, and is about no other one."""
        node, point = self._graph.nodes[reply], self._graph.nodes[post]
        is_said_to_it = self._graph.parent(node) == post and point.label in RAISES_AN_ISSUE
        return node.content if is_said_to_it and deals_with(point, node, node.polarity) else None

    def holders(self, reply: int, post: int) -> int:
        """How many hold what a reply is up against: the point; who denies it, where the reply grants it; of another
        reply those who agree with it or, where they are more, what that one is up against, so that what five hundred
        hold takes as many to be reopened as to be answered."""
        own = self._own_holders(reply, post)
        return self._of_reply(post) if own is None else own

    def _own_holders(self, reply: int, post: int) -> int | None:
        """None where it depends on what is above."""
        node = self._graph.nodes[post]
        if self._grants(reply, post):
            return node.disagree
        return node.holders if node.label in RAISES_AN_ISSUE else None

    def _of_reply(self, post: int) -> int:
        """Of a reply to it. From it upwards, as far as what is above counts."""
        path, most = [], 0
        above: int | None = post
        while above is not None:
            if above in self._holders:
                most = self._holders[above]
                break
            path.append(above)
            parent = self._graph.parent(self._graph.nodes[above])
            own = None if parent is None else self._own_holders(above, parent)
            if own is not None:
                most = own
                break
            above = parent
        for reply in reversed(path):
            most = self._holders[reply] = max(self._graph.nodes[reply].agree, most)
        return most

    def _stake(self, reply: int, post: int, holders: int) -> Stake:
        node = self._graph.nodes[post]
        if self._grants(reply, post):
            return Stake.DENIAL
        if node.label in RAISES_AN_ISSUE:
            return Stake.POINT
        return Stake.REPLY if holders == node.agree else Stake.ABOVE

    def _grants(self, reply: int, post: int) -> bool:
        node = self._graph.nodes[reply]
        # What acts on a post is gathered from all of that, so it is asked for few only.
        return node.label is Label.CONCESSION and grants(node, self._graph.acting_on(post).get(reply, node.polarity))
