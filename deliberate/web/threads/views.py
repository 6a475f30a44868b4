"""A post on a page of its own, with what it replies to and what replies to it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from deliberate.domain.engine.ranking import Order
from deliberate.domain.graph import State
from deliberate.domain.permissions import Act
from deliberate.domain.words import Say
from deliberate.extensions import session
from deliberate.queries.histories import history
from deliberate.queries.supposing import supposable, without
from deliberate.queries.threads import Forest, post_page
from deliberate.web.access import actor, allows, find_post, require
from deliberate.web.numbers import whole_number
from deliberate.web.proposals.head import head_of

threads = Blueprint("threads", __name__)


@threads.get("/posts/<int:post_id>")
@allows(Act.READ_POST)
def show(post_id: int) -> ResponseReturnValue:
    """One that is out of sight leaves its mark here, with the reason, among what stands around it; what waits only
    where somebody has replied."""
    post = find_post(post_id)
    forest = Forest(session(), post.proposal, actor())
    if post.state is State.HELD and not forest.shows(forest.graph.nodes[post.id]):
        require(Act.READ_POST, post.facts())
    if post.state is State.MERGED:
        return redirect(url_for("threads.show", post_id=forest.graph.kept(post.id), merged=post.id))
    page = post_page(session(), forest, post.id, Order.STRONGEST, request.args.get("page", 1, whole_number))
    return render_template(
        "threads/post.html",
        page=page,
        proposal=post.proposal,
        head=head_of(post.proposal),
        merged=_merged(forest),
        history=history(session(), forest, post.id, request.args.get("changes", 1, whole_number)),
        supposable=supposable(forest.graph, post.id, (branch.post.id for branch in page.branches)),
        supposed=_supposed(forest, post.id),
    )


def _supposed(forest: Forest, post: int) -> Say | None:
    """What would be without the reply that the reader asks about, if any."""
    reply = request.args.get("without", None, whole_number)
    return None if reply is None else without(session(), forest, post, reply)


def _merged(forest: Forest) -> int | None:
    """The post the reader was looking for, when it was merged into this one."""
    wanted = request.args.get("merged", None, whole_number)
    return wanted if wanted in forest.graph.nodes else None
