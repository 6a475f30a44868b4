"""Appeals: whoever an act is against asks, another moderator decides."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from deliberate.actions.curation import appeal, undo, uphold
from deliberate.actions.posting import Outdated
from deliberate.domain.acts import Act
from deliberate.domain.arranging import Refusal
from deliberate.extensions import session
from deliberate.queries.appeals import decides
from deliberate.queries.logs import LogLine
from deliberate.queries.moderation import load_case
from deliberate.settings import Limit
from deliberate.web.access import actor, allows, load_post, require, signed_in
from deliberate.web.limits import limited
from deliberate.web.moderation.forms import AppealForm, DecisionForm
from deliberate.web.moderation.views import find_entry, mandate, moderation
from deliberate.web.words import _, said


@moderation.route("/moderation/log/<int:entry_id>/appeal", methods=["GET", "POST"])
@allows(Act.APPEAL)
@limited(Limit.FLAG)
def appeal_against(entry_id: int) -> ResponseReturnValue:
    line, _proposal = find_entry(entry_id)
    require(Act.APPEAL, line.facts, personally=True)
    form = AppealForm(request.form)
    if request.method == "GET" or not form.validate():
        return _appeal_page(line, form), 200 if request.method == "GET" else 400
    try:
        appeal(session(), signed_in(), entry_id, form.words.data or "")
    except Refusal as refusal:
        return _appeal_page(find_entry(entry_id)[0], form, said(refusal.why)), 409
    flash(_("Your appeal is made. Another moderator decides, and says why here."), "done")
    return redirect(url_for("moderation.entry", entry_id=entry_id), 303)


@moderation.route("/moderation/log/<int:entry_id>/decide", methods=["GET", "POST"])
@allows(Act.UPHOLD)
@limited(Limit.CURATE)
def decide(entry_id: int) -> ResponseReturnValue:
    """Upholds the act or undoes it; whoever does something else instead does that to the post itself."""
    require(Act.MODERATE)
    line, _proposal = find_entry(entry_id)
    require(Act.UPHOLD, line.facts, personally=True)
    if line.appeal is None:
        abort(404, _("Nobody has appealed against this."))
    form = DecisionForm(request.form)
    if request.method == "GET" or not form.validate():
        return _decision_page(line, form), 200 if request.method == "GET" else 400
    try:
        if request.form.get("do") == "undo":
            undo(session(), mandate(form), entry_id)
        else:
            uphold(session(), mandate(form), entry_id, sealed=form.sealed.data)
    except Refusal as refusal:
        status = 409 if isinstance(refusal, Outdated) or line.facts.decided else 400
        return _decision_page(find_entry(entry_id)[0], form, said(refusal.why)), status
    flash(_("Decided. It is in the public log."), "done")
    return redirect(url_for("moderation.desk"), 303)


def _appeal_page(line: LogLine, form: AppealForm, problem: str = "") -> str:
    return render_template(
        "moderation/appeal.html", line=line, form=form, problem=problem, decides=decides(session(), line)
    )


def _decision_page(line: LogLine, form: DecisionForm, problem: str = "") -> str:
    """With the post that it is about, as it is now."""
    case = load_case(session(), load_post(line.post), actor()) if line.post else None
    return render_template("moderation/decide.html", line=line, case=case, form=form, problem=problem)
