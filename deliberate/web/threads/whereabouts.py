"""Which words a post is about, once a revision changed them: who raised it says so, the author of the text answers."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from deliberate.actions import whereabouts as actions
from deliberate.domain.permissions import Act
from deliberate.extensions import session
from deliberate.queries.whereabouts import candidates, load_where
from deliberate.settings import Limit
from deliberate.web import addresses
from deliberate.web.access import allows, load_post, refusing, require, signed_in
from deliberate.web.limits import limited
from deliberate.web.proposals.head import head_of
from deliberate.web.threads.views import threads
from deliberate.web.words import _


@threads.route("/posts/<int:post_id>/where", methods=["GET", "POST"])
@allows(Act.SAY_WHERE)
@limited(Limit.JUDGE)
def where(post_id: int) -> ResponseReturnValue:
    """The passages to choose from, the likeliest first; and what was chosen is said."""
    return _choose(post_id) if request.method == "GET" else _say(post_id)


def _choose(post_id: int) -> ResponseReturnValue:
    post = load_post(post_id).kept
    found = load_where(session(), post.proposal, post)
    if found is None:
        abort(404, _("This is not said to a passage, so there are no words that it could be about instead."))
    require(Act.SAY_WHERE, found.facts)
    if not found.can_be_said:
        return redirect(addresses.post_in_sight(post.id))
    likely, others = candidates(session(), post.proposal, found)
    return render_template(
        "threads/where.html",
        where=found,
        proposal=post.proposal,
        head=head_of(post.proposal),
        likely=likely,
        others=others,
    )


def _say(post_id: int) -> ResponseReturnValue:
    load_post(post_id)
    what, anchor = request.form.get("do"), request.form.get("anchor", "")
    if what not in ("not-here", "there", "take-back") or (what == "there" and not anchor):
        abort(400, _("Say that it is not here, or choose a passage."))
    person = signed_in()
    with refusing():
        if what == "take-back":
            post = actions.take_back_where(session(), person, post_id)
        else:
            post = actions.say_where(session(), person, post_id, anchor if what == "there" else None)
    flash(_("Taken back.") if what == "take-back" else _("Said. The author of the text is asked."), "done")
    return redirect(addresses.post_in_sight(post), 303)


@threads.post("/posts/<int:post_id>/where/answer")
@allows(Act.ANSWER_WHERE)
@limited(Limit.JUDGE)
def answer_where(post_id: int) -> ResponseReturnValue:
    load_post(post_id)
    says = request.form.get("says", "")
    if says not in ("yes", "no"):
        abort(400, _("Say whether you agree or not."))
    person = signed_in()
    with refusing():
        post = actions.answer_where(session(), person, post_id, says == "yes")
    flash(_("Agreed: it is there now.") if says == "yes" else _("Said. A moderator decides."), "done")
    return redirect(addresses.post_in_sight(post), 303)
