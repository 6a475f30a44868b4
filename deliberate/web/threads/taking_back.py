"""Taking back a post of one's own, putting it back, and taking over what its author has let go."""

from __future__ import annotations

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from deliberate.actions import withdrawing as actions
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.extensions import session
from deliberate.settings import Limit
from deliberate.web import addresses
from deliberate.web.access import allows, find_post, refusing, signed_in, waits
from deliberate.web.limits import limited
from deliberate.web.threads.views import threads
from deliberate.web.words import _


@threads.post("/posts/<int:post_id>/withdraw")
@allows(Act.WITHDRAW)
@limited(Limit.WITHDRAW)
def withdraw(post_id: int) -> ResponseReturnValue:
    find_post(post_id)
    person = signed_in()
    with refusing():
        state = actions.withdraw_post(session(), person, post_id)
    told = {
        State.VISIBLE: _("You no longer hold this. It stays, because others do."),
        State.MERGED: _("Your words are withdrawn. The post that they were merged into stays."),
    }
    flash(told.get(state, _("Withdrawn. It no longer counts, and you can put it back.")), "done")
    return redirect(addresses.post_in_sight(post_id), 303)


@threads.post("/posts/<int:post_id>/put-back")
@allows(Act.PUT_BACK)
@limited(Limit.WITHDRAW)
def put_back(post_id: int) -> ResponseReturnValue:
    find_post(post_id)
    person = signed_in()
    with refusing():
        state = actions.put_back(session(), person, post_id, hold=waits(person))
    held = _("Put back. It waits for a moderator: you see it; others do not yet.")
    flash(held if state is State.HELD else _("Put back. It counts as before."), "done")
    return redirect(addresses.post_in_sight(post_id), 303)


@threads.post("/posts/<int:post_id>/take-over")
@allows(Act.TAKE_OVER)
@limited(Limit.WITHDRAW)
def take_over(post_id: int) -> ResponseReturnValue:
    find_post(post_id)
    person = signed_in()
    with refusing():
        point = actions.take_over(session(), person, post_id)
    flash(_("You speak for this now: you can say what answers it."), "done")
    return redirect(addresses.post_in_sight(point), 303)
