"""Whether the parts of a site, each right by itself, fit together: what no single part can know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from deliberate.domain import labels
from deliberate.domain.arranging import too_deep
from deliberate.domain.graph import Graph, Node, State
from deliberate.domain.words import Say, say
from deliberate.formats.errors import FormatError
from deliberate.formats.json_reader import all_different, shown
from deliberate.formats.sites import Site, SiteProposal


def check(site: Site) -> None:
    """Raises FormatError for the first thing that does not fit, by its place in an exported site."""
    for index, proposal in enumerate(site.proposals):
        _check_proposal(proposal, f"proposals[{index}]")
    all_different((proposal.slug for proposal in site.proposals), "proposals", say("slug"))
    all_different((post.id for proposal in site.proposals for post in proposal.posts), "proposals", say("post id"))
    of_messages = Counter(
        message for proposal in site.proposals for message in {post.message for post in proposal.posts}
    )
    if message := next((message for message, proposals in of_messages.items() if proposals > 1), None):
        raise FormatError(say("message %(id)d has posts in two proposals", id=message), at="proposals")


def _check_proposal(proposal: SiteProposal, at: str) -> None:
    if not proposal.revisions:
        raise FormatError(say("is empty"), at=f"{at}.revisions")
    all_different((revision.number for revision in proposal.revisions), at, say("revision number"))
    all_different(proposal.topics, at, say("topic"))
    all_different((post.id for post in proposal.posts), at, say("post id"))
    all_different((entry.undoes for entry in proposal.log if entry.undoes is not None), at, say("undone log entry"))
    _check_posts(proposal, at)
    posts = {post.id for post in proposal.posts}
    _check_ids((link.from_post for link in proposal.links), posts, f"{at}.links")
    _check_ids((entry.post for entry in proposal.log), posts, f"{at}.log")
    _check_tree(proposal, at)


def _check_posts(proposal: SiteProposal, at: str) -> None:
    """That what posts name is there, and the posts of a message have one author."""
    anchors = {passage.anchor for revision in proposal.revisions for passage in revision.passages}
    revisions = {revision.number for revision in proposal.revisions}
    ids = {post.id for post in proposal.posts}
    signed = {post.message: post.author for post in proposal.posts}
    for index, post in enumerate(proposal.posts):
        for key, id in (("parent", post.parent), ("merged_into", post.merged_into)):
            if id is not None and id not in ids:
                raise FormatError(_no_post(id), at=f"{at}.posts[{index}].{key}")
        if post.passage is not None and post.passage not in anchors:
            no_passage = say("no revision of this proposal has the passage %(passage)s", passage=shown(post.passage))
            raise FormatError(no_passage, at=f"{at}.posts[{index}].passage")
        if unknown := {claim.revision for claim in post.claims} - revisions:
            no_revision = say("this proposal has no revision %(number)d", number=min(unknown))
            raise FormatError(no_revision, at=f"{at}.posts[{index}].addressed")
        if signed[post.message] != post.author:
            several = say("the posts of message %(id)d have different authors", id=post.message)
            raise FormatError(several, at=f"{at}.posts[{index}].author")


def _check_ids(named: Iterable[int | None], posts: set[int], at: str) -> None:
    for index, id in enumerate(named):
        if id is not None and id not in posts:
            raise FormatError(_no_post(id), at=f"{at}[{index}]")


def _no_post(id: int) -> Say:
    return say("this proposal has no post %(id)d", id=id)


def _check_tree(proposal: SiteProposal, at: str) -> None:
    """That every post can be reached, and may stand where it stands."""
    graph = Graph(
        Node(post.id, post.label, 0, post.parent, post.passage, post.state, post.merged_into) for post in proposal.posts
    )
    reached = {node.id for node in graph.bottom_up()}
    for index, post in enumerate(proposal.posts):
        if graph.nodes[graph.kept(post.id)].state is State.MERGED:
            raise FormatError(say("the posts are merged in a circle"), at=f"{at}.posts[{index}].merged_into")
        if post.state is State.MERGED:
            continue
        if post.id not in reached:
            raise FormatError(say("the posts reply to each other in a circle"), at=f"{at}.posts[{index}].parent")
        if why := too_deep(graph.level(post.id)):
            raise FormatError(why, at=f"{at}.posts[{index}].parent")
        if why := labels.refusal(post.label, graph.target(graph.nodes[post.id])):
            raise FormatError(why, at=f"{at}.posts[{index}].label")
