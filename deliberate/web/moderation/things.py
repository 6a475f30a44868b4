"""Acts on what is no single post: a proposal and its thread, a revision, what a person says of themselves."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from deliberate.actions.curation import ACTIONS
from deliberate.actions.posting import Outdated
from deliberate.domain.acts import Act, Thing, curation, curations
from deliberate.domain.arranging import Refusal
from deliberate.extensions import session
from deliberate.queries.things import ThingCase
from deliberate.settings import Limit
from deliberate.web import addresses
from deliberate.web.access import allows, require
from deliberate.web.limits import limited
from deliberate.web.moderation.forms import ReasonForm
from deliberate.web.moderation.views import find_thing, mandate, moderation, show_thing, tell, waiting_page
from deliberate.web.words import said

_THINGS = [thing for thing in Thing if thing is not Thing.POST]
_OF = f"any({','.join(_THINGS)})"
_ACTS = "any(" + ",".join(f"'{act}'" for thing in _THINGS for act in curations(thing)) + ")"


@moderation.get(f"/moderation/<{_OF}:of>/<key>")
@allows(Act.MODERATE)
def thing(of: str, key: str) -> ResponseReturnValue:
    return show_thing(Thing(of), key, waiting_page())


@moderation.route(f"/moderation/<{_OF}:of>/<key>/<{_ACTS}:act>", methods=["GET", "POST"])
@allows(Act.MODERATE)
@limited(Limit.CURATE)
def thing_act(of: str, key: str, act: str) -> ResponseReturnValue:
    """Shows what the act would do and asks for the reason, then does it."""
    what = Act(act)
    require(what)
    case = find_thing(Thing(of), key)
    if what not in curations(case.of):
        abort(404)
    if request.method == "GET":
        return _page(case, what, ReasonForm())
    form = ReasonForm(request.form)
    if not form.validate():
        return _page(case, what, form), 400
    try:
        entry = ACTIONS[what](session(), mandate(form), case.id)
    except Refusal as refusal:
        status = 409 if isinstance(refusal, Outdated) else 400
        return _page(find_thing(case.of, key), what, form, said(refusal.why)), status
    tell(what, entry)
    return redirect(address(case), 303)


@moderation.app_template_global("thing_address")
def address(case: ThingCase) -> str:
    """Where it is read."""
    if case.of is Thing.PROFILE:
        return url_for("accounts.person", name=case.title)
    if case.of is Thing.REVISION:
        return url_for("proposals.history", slug=case.slug, revision=case.number, _anchor="revision")
    return addresses.proposal(case.slug)


def _page(case: ThingCase, what: Act, form: ReasonForm, problem: str = "") -> str:
    form.version.data, form.version.raw_data = case.version, None
    return render_template(
        "moderation/thing_act.html", case=case, act=what, row=curation(what), form=form, problem=problem
    )
