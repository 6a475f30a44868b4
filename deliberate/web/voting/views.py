"""Voting: the same form with and without JavaScript."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from deliberate.actions.voting import cast_vote, keep_vote, withdraw_vote
from deliberate.domain.graph import Refusal
from deliberate.domain.permissions import Act, Subject
from deliberate.extensions import session
from deliberate.models import Choice, Person
from deliberate.queries.graphs import load_graph
from deliberate.queries.posts import load_posts
from deliberate.web.access import actor, allows, load_post, require, signed_in
from deliberate.web.limits import limit
from deliberate.web.session import local_path
from deliberate.web.words import _

voting = Blueprint("voting", __name__)

_CHOICES = {*Choice, "keep", "withdraw"}


@voting.post("/posts/<int:post_id>/vote")
@allows(Act.VOTE)
def cast(post_id: int) -> ResponseReturnValue:
    post = load_post(post_id)
    person = signed_in()
    require(Act.VOTE, Subject(post.author_id, locked=post.proposal.is_locked))
    limit("vote", "120 per minute", str(person.id))
    choice = request.form.get("choice", "")
    if choice not in _CHOICES:
        abort(400, _("Choose agree, pass or disagree."))
    try:
        counted_on = _vote(person, post_id, choice, request.form.get("wording", type=int))
    except Refusal as refusal:
        abort(409, _(str(refusal)))
    place = local_path(request.form.get("next")) or f"/posts/{counted_on}"
    if request.headers.get("X-Requested-With") == "fetch":
        return _ballot(post.proposal_id, counted_on, place)
    return redirect(place if "#" in place else f"{place}#post-{counted_on}", 303)


def _vote(person: Person, post_id: int, choice: str, wording: int | None) -> int:
    if choice == "withdraw":
        return withdraw_vote(session(), person, post_id)
    if choice == "keep":
        return keep_vote(session(), person, post_id, wording)
    return cast_vote(session(), person, post_id, Choice(choice), wording)


def _ballot(proposal_id: int, post_id: int, place: str) -> str:
    """The vote bar alone, as it is after the vote."""
    session().rollback()  # nothing read before may be shown
    view = load_posts(session(), load_graph(session(), proposal_id), [post_id], actor())[post_id]
    return render_template("voting/_ballot.html", post=view, next=place)
