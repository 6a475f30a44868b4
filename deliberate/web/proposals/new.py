"""Proposing: the text is shown as it was understood before it is put up."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from deliberate.actions.proposing import NewProposal, propose
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.texts.passages import Passage
from deliberate.extensions import csrf, session
from deliberate.formats.errors import FormatError
from deliberate.formats.reading import read_document
from deliberate.settings import Limit
from deliberate.web import addresses
from deliberate.web.access import allows, require, viewer, waits
from deliberate.web.limits import limited
from deliberate.web.proposals.forms import ProposalForm, check_passages
from deliberate.web.proposals.views import proposals
from deliberate.web.sending import Problem, SignInFields, limit, sender
from deliberate.web.words import _, said


class NewProposalForm(SignInFields, ProposalForm):
    """A proposal, with the boxes to sign in by when a session has ended while it was written."""


@proposals.route("/proposals/new", methods=["GET", "POST"])
@allows(None)
@limited(Limit.FORM)
def new() -> ResponseReturnValue:
    if request.method == "GET":
        require(Act.PROPOSE)
        return _page(NewProposalForm())
    form = NewProposalForm(request.form)
    try:
        return _send(form)
    except Problem as problem:
        session().rollback()
        return _page(form, problem=problem), problem.status


csrf.exempt(new)  # it checks the token itself, so that the text is kept when it has expired


def _send(form: NewProposalForm) -> ResponseReturnValue:
    person = sender(form)
    if not form.validate():
        raise Problem(400, _("Nothing was lost. Please check:"))
    passages = _read(form)
    if request.form.get("do") != "publish":
        return _page(form, passages)
    limit(Limit.PROPOSE)
    proposal = propose(
        session(),
        person,
        NewProposal(
            title=form.title.data or "",
            summary=form.summary.data or "",
            passages=passages,
            topics=form.listed_topics(),
            authors=form.listed_authors() or [person.name],
            source=form.source.data or "",
        ),
        hold=waits(person),
    )
    if proposal.state is State.HELD:
        flash(_("Your proposal waits for a moderator. You see it; others do not yet."), "done")
    else:
        flash(_("Your proposal is up for deliberation."), "done")
    return redirect(addresses.proposal(proposal.slug), 303)


def _read(form: ProposalForm) -> tuple[Passage, ...]:
    """The passages of the text; a thread that comes with it is left out, since others would seem to have signed it."""
    try:
        passages = read_document(form.text.data or "", form.title.data or "").passages
    except FormatError as error:
        form.text.errors = [said(error.why)]
        raise Problem(400, _("Nothing was lost. Please check:")) from error
    check_passages(form.text, passages)
    return passages


def _page(form: NewProposalForm, passages: tuple[Passage, ...] = (), problem: Problem | None = None) -> str:
    return render_template(
        "proposals/new.html", form=form, passages=passages, problem=problem, signed_out=viewer() is None
    )
