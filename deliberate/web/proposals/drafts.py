"""A document as it was read, row by row beside its source: corrected, and then put up."""

from __future__ import annotations

from collections.abc import Iterator

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from deliberate.actions.drafting import correct_draft, discard, take_back
from deliberate.domain.arranging import Refusal
from deliberate.domain.numbers import whole
from deliberate.domain.permissions import Act
from deliberate.domain.texts.outlines import Correction, Row, Shape, Verb, kept
from deliberate.extensions import session
from deliberate.models import Draft, Person
from deliberate.queries.drafts import draft_of, draft_page
from deliberate.settings import Limit
from deliberate.web.access import allows, signed_in
from deliberate.web.limits import limited
from deliberate.web.numbers import whole_number
from deliberate.web.proposals.drafting import fields_of
from deliberate.web.proposals.forms import DraftForm
from deliberate.web.proposals.new import put_up
from deliberate.web.proposals.views import proposals
from deliberate.web.sending import Problem
from deliberate.web.words import _, said

# So many gaps are told one by one.
MOST_MISSING = 50


@proposals.route("/account/drafts/<int:draft_id>", methods=["GET", "POST"])
@allows(Act.PROPOSE)
@limited(Limit.FORM)
def draft(draft_id: int) -> ResponseReturnValue:
    person = signed_in()
    found = _load(person, draft_id)
    form = DraftForm(MultiDict(found.fields) if request.method == "GET" else request.form)
    form.offer(found.fields.get("language", ""))
    if request.method == "GET":
        return _page(found, form)
    try:
        return _send(person, found, form)
    except Problem as problem:
        session().rollback()
        return _page(_load(person, draft_id), form, problem), problem.status


def _load(person: Person, draft_id: int) -> Draft:
    return draft_of(session(), person.id, draft_id) or abort(404, _("There is no draft of yours at this address."))


def _send(person: Person, found: Draft, form: DraftForm) -> ResponseReturnValue:
    do, seen = request.form.get("do", "apply"), request.form.get("steps", 0, whole_number)
    fields = {**found.fields, **fields_of(form)}
    if fields["language"] != found.fields.get("language", ""):
        fields["is_guessed"] = False
    here = url_for("proposals.draft", draft_id=found.id, page=request.args.get("page", 1, whole_number))
    try:
        if do == "discard":
            discard(session(), person, found.id)
            flash(_("The draft is thrown away."), "done")
            return redirect(url_for("proposals.new"), 303)
        if do == "undo":
            take_back(session(), person, found.id, seen, fields)
            return redirect(here, 303)
        correct_draft(session(), person, found.id, seen, _corrections(found.outline()), fields)
    except Refusal as refusal:
        raise Problem(409, said(refusal.why)) from refusal
    return _publish(person, _load(person, found.id), form) if do == "publish" else redirect(here, 303)


def _corrections(rows: list[Row]) -> list[Correction]:
    """What is wanted otherwise than it stands; from the last row to the first, so that none moves one yet to come."""
    wanted = [
        Correction(Verb.SHAPE, number, Shape(value))
        for number, value in _wanted()
        if number < len(rows) and value in set(Shape) and rows[number].shape != value
    ]
    split, _colon, place = request.form.get("split", "").partition(":")
    row, at = whole(split), whole(place)
    if row is not None and at is not None:
        wanted.append(Correction(Verb.SPLIT, row, at=at))
    return sorted(wanted, key=lambda one: one.row, reverse=True)


def _wanted() -> Iterator[tuple[int, str]]:
    for name, value in request.form.items():
        row = whole(name.removeprefix("row-")) if name.startswith("row-") else None
        if row is not None:
            yield row, value


def _publish(person: Person, found: Draft, form: DraftForm) -> ResponseReturnValue:
    if not form.validate():
        raise Problem(400, _("Nothing was lost. Please check:"))
    passages = kept(found.outline())
    if not passages:
        raise Problem(400, _("No row is left that could be put up."))
    answer = put_up(person, form, passages, found.fields.get("language", ""))
    discard(session(), person, found.id)
    return answer


def _page(found: Draft, form: DraftForm, problem: Problem | None = None) -> str:
    page = draft_page(found, request.args.get("page", 1, whole_number))
    return render_template(
        "proposals/draft.html", draft=page, form=form, problem=problem, shapes=list(Shape), most_missing=MOST_MISSING
    )
