"""A post on a page of its own, with what it replies to and what replies to it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from deliberate.domain.engine.ranking import Order
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.words import Say
from deliberate.extensions import session
from deliberate.models import Post
from deliberate.queries.graphs import load_around
from deliberate.queries.histories import history
from deliberate.queries.post_page import is_shown, post_page
from deliberate.queries.posts import load_posts
from deliberate.queries.supposing import supposable, without
from deliberate.queries.threads import replies_to
from deliberate.web.access import actor, allows, find_post, require
from deliberate.web.fetching import is_fetched, varying
from deliberate.web.numbers import whole_number
from deliberate.web.proposals.head import head_of
from deliberate.web.templating import part
from deliberate.web.threads.rows import row_html

threads = Blueprint("threads", __name__)
threads.add_app_template_global(row_html)


@threads.get("/posts/<int:post_id>")
@allows(Act.READ_POST)
def show(post_id: int) -> ResponseReturnValue:
    """For `fetch`, what a thread opens in place of a row: the post with all that is told of it."""
    post = _in_sight(post_id)
    if post.state is State.MERGED:
        return redirect(url_for("threads.show", post_id=post.kept.id, merged=post.id))
    graph = load_around(session(), post.proposal_id, [post.id])
    if is_fetched():
        view = load_posts(session(), graph, [post.id], actor())[post.id]
        return varying(part("threads/_post.html", "show_opened", view))
    page = post_page(session(), post.proposal, actor(), graph, post, Order.STRONGEST, _page())
    direct = (branch.post.id for branch in page.replies.branches)
    shown = render_template(
        "threads/post.html",
        page=page,
        proposal=post.proposal,
        head=head_of(post.proposal),
        merged="merged" in request.args,
        history=history(session(), actor(), post.id, request.args.get("changes", 1, whole_number)),
        supposable=supposable(graph, post.id, direct),
        supposed=_supposed(post),
    )
    return varying(shown)


@threads.get("/posts/<int:post_id>/replies")
@allows(Act.READ_POST)
def replies(post_id: int) -> ResponseReturnValue:
    """The page of the post, at its replies; for `fetch`, what a thread puts in place of those that it shows."""
    post = _in_sight(post_id)
    if post.state is State.MERGED or not is_fetched():
        page = _page() if _page() > 1 else None
        return redirect(url_for("threads.show", post_id=post.kept.id, page=page, _anchor="replies"))
    order = request.args.get("order", Order.STRONGEST, Order)
    found = replies_to(session(), post.proposal, actor(), post, order, _page())
    return varying(part("threads/_branch.html", "show_more", post.id, found, _spot()))


def _in_sight(post_id: int) -> Post:
    """One that is out of sight leaves its mark here, with the reason, among what stands around it; what waits only
    where somebody has replied."""
    post = find_post(post_id)
    if post.state is State.HELD and not is_shown(session(), actor(), post):
        require(Act.READ_POST, post.facts())
    return post


def _spot() -> str:
    """Where on its page the post stands."""
    return "about" if request.args.get("at") == "about" else "post"


def _page() -> int:
    return request.args.get("page", 1, whole_number)


def _supposed(post: Post) -> Say | None:
    """What would be without the reply that the reader asks about, if any."""
    reply = request.args.get("without", None, whole_number)
    return None if reply is None else without(session(), post.proposal, post.id, reply)
