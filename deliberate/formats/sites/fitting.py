"""Whether the parts of a site, each right by itself, fit together: what no single part can know."""

from __future__ import annotations

from collections.abc import Iterable, Set

from deliberate.domain import labels
from deliberate.domain.arranging import too_deep
from deliberate.domain.graph import Graph
from deliberate.domain.nodes import Node, State
from deliberate.domain.places import dated
from deliberate.domain.words import Say, say
from deliberate.formats.errors import FormatError
from deliberate.formats.json_reader import all_different, shown
from deliberate.formats.sites import Ids, Site, SiteProposal


def check(site: Site) -> Ids:
    """The ids of its posts and messages. Raises FormatError for the first thing that does not fit, by its place in an
    exported site."""
    slugs: list[str] = []
    posts: set[int] = set()
    messages: set[int] = set()
    for index, proposal in enumerate(site.proposals):
        ids = _check_proposal(proposal, f"proposals[{index}]")
        all_different([*(again := posts & ids.posts), *again], "proposals", say("post id"))
        for message in messages & ids.messages:
            raise FormatError(say("message %(id)d has posts in two proposals", id=message), at="proposals")
        slugs.append(proposal.slug)
        posts |= ids.posts
        messages |= ids.messages
    all_different(slugs, "proposals", say("slug"))
    return Ids(posts, messages)


def _check_proposal(proposal: SiteProposal, at: str) -> Ids:
    if not proposal.revisions:
        raise FormatError(say("is empty"), at=f"{at}.revisions")
    all_different((revision.number for revision in proposal.revisions), at, say("revision number"))
    all_different(proposal.topics, at, say("topic"))
    all_different((entry.undoes for entry in proposal.log if entry.undoes is not None), at, say("undone log entry"))
    all_different((entry.answers for entry in proposal.log if entry.answers is not None), at, say("answered log entry"))
    nodes, messages = _read_posts(proposal, at)
    all_different((node.id for node in nodes), at, say("post id"))
    posts = {node.id for node in nodes}
    _check_named(nodes, posts, at)
    _check_ids((link.from_post for link in proposal.links), posts, f"{at}.links")
    _check_ids((entry.post for entry in proposal.log), posts, f"{at}.log")
    _check_tree(nodes, at)
    return Ids(posts, messages)


def _read_posts(proposal: SiteProposal, at: str) -> tuple[list[Node], Set[int]]:
    """What is said of each post in the graph, and the messages. That what posts name of the document is there, and the
    posts of a message have one author."""
    anchors = {passage.anchor for revision in proposal.revisions for passage in revision.passages}
    revisions = {revision.number for revision in proposal.revisions}
    nodes: list[Node] = []
    signed: dict[int, tuple[str, int]] = {}
    for index, post in enumerate(proposal.posts):
        named = {post.passage: "passage", **{where.passage: "said_to_be" for where in post.where}}
        for anchor, key in named.items():
            if anchor is not None and not {anchor, dated(anchor)[0]} & anchors:
                no_passage = say("no revision of this proposal has the passage %(passage)s", passage=shown(anchor))
                raise FormatError(no_passage, at=f"{at}.posts[{index}].{key}")
        for numbers, key in ((post.claims, "addressed"), (post.where, "said_to_be")):
            if unknown := {one.revision for one in numbers} - revisions:
                no_revision = say("this proposal has no revision %(number)d", number=min(unknown))
                raise FormatError(no_revision, at=f"{at}.posts[{index}].{key}")
        author, first = signed.setdefault(post.message, (post.author, index))
        if author != post.author:
            several = say("the posts of message %(id)d have different authors", id=post.message)
            raise FormatError(several, at=f"{at}.posts[{first}].author")
        nodes.append(Node(post.id, post.label, 0, post.parent, post.passage, post.state, post.merged_into))
    return nodes, signed.keys()


def _check_named(nodes: Iterable[Node], posts: Set[int], at: str) -> None:
    for index, node in enumerate(nodes):
        for key, id in (("parent", node.parent), ("merged_into", node.merged_into)):
            if id is not None and id not in posts:
                raise FormatError(_no_post(id), at=f"{at}.posts[{index}].{key}")


def _check_ids(named: Iterable[int | None], posts: Set[int], at: str) -> None:
    for index, id in enumerate(named):
        if id is not None and id not in posts:
            raise FormatError(_no_post(id), at=f"{at}[{index}]")


def _no_post(id: int) -> Say:
    return say("this proposal has no post %(id)d", id=id)


def _check_tree(nodes: Iterable[Node], at: str) -> None:
    """That every post can be reached, and may stand where it stands."""
    graph = Graph(nodes)
    reached = {node.id for node in graph.bottom_up()}
    for index, post in enumerate(graph.nodes.values()):
        if graph.nodes[graph.kept(post.id)].state is State.MERGED:
            raise FormatError(say("the posts are merged in a circle"), at=f"{at}.posts[{index}].merged_into")
        if post.state is State.MERGED:
            continue
        if post.id not in reached:
            raise FormatError(say("the posts reply to each other in a circle"), at=f"{at}.posts[{index}].parent")
        if why := too_deep(graph.level(post.id)):
            raise FormatError(why, at=f"{at}.posts[{index}].parent")
        if why := labels.refusal(post.label, graph.target(post)):
            raise FormatError(why, at=f"{at}.posts[{index}].label")
