"""Proposing: the text is shown as it was understood before it is put up."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from deliberate.actions.proposing import NewProposal, propose
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.texts.passages import Passage
from deliberate.extensions import csrf, session
from deliberate.formats.documents import Document
from deliberate.formats.errors import FormatError
from deliberate.formats.reading import beside, read_document, read_file
from deliberate.formats.registry import FORMATS, Kind
from deliberate.models import Person
from deliberate.queries.drafts import own_drafts
from deliberate.settings import Limit
from deliberate.web import addresses
from deliberate.web.access import allows, require, viewer, waits
from deliberate.web.limits import limited
from deliberate.web.proposals.drafting import keep
from deliberate.web.proposals.forms import DetailsForm, ProposalForm, check_passages
from deliberate.web.proposals.views import proposals
from deliberate.web.sending import Problem, SignInFields, limit, sender
from deliberate.web.words import _, said

LARGEST_FILE = 20 * 1024 * 1024


class NewProposalForm(SignInFields, ProposalForm):
    """A proposal, with the boxes to sign in by when a session has ended while it was written."""


@proposals.route("/proposals/new", methods=["GET", "POST"])
@allows(None)
@limited(Limit.FORM)
def new() -> ResponseReturnValue:
    # Before the form is looked at; what else is sent with a file is a few boxes.
    request.max_content_length = LARGEST_FILE
    if request.method == "GET":
        require(Act.PROPOSE)
        return _page(NewProposalForm())
    form = NewProposalForm(request.form)
    try:
        return _send(form, request.files.get("file"))
    except Problem as problem:
        session().rollback()
        return _page(form, problem), problem.status


csrf.exempt(new)  # it checks the token itself, so that the text is kept when it has expired


def _send(form: NewProposalForm, file: FileStorage | None) -> ResponseReturnValue:
    person = sender(form)
    if file and file.filename:
        name, content = file.filename, file.read()
        document = _read(form, lambda: read_file(content, name))
        return _correct(person, form, document, beside(content, name, document), name)
    is_last = request.form.get("do") == "publish"
    if not (form.validate() if is_last else form.text.validate(form)):
        raise Problem(400, _("Nothing was lost. Please check:"))
    title, text = form.title.data, form.text.data or ""
    # A thread that comes with it is left out, since others would seem to have signed it.
    document = _read(form, lambda: read_document(text, title or ""))
    if is_last:
        return put_up(person, form, document.passages, document.spoken)
    return _correct(person, form, document, text)


def _read(form: ProposalForm, read: Callable[[], Document]) -> Document:
    try:
        document = read()
    except FormatError as error:
        form.text.errors = [said(error.why)]
        raise Problem(400, _("Nothing was lost. Please check:")) from error
    check_passages(form.text, document.whole().passages)
    return document


def _correct(
    person: Person, form: NewProposalForm, document: Document, source: str, name: str = ""
) -> ResponseReturnValue:
    number = keep(person, document, source, form, name)
    return redirect(url_for("proposals.draft", draft_id=number), 303)


def _page(form: NewProposalForm, problem: Problem | None = None) -> str:
    person = viewer()
    drafts = own_drafts(session(), person.id) if person else []
    read = [format for format in FORMATS if format.kind is Kind.DOCUMENT and format.reader]
    return render_template(
        "proposals/new.html",
        form=form,
        problem=problem,
        signed_out=person is None,
        drafts=drafts,
        suffixes=[suffix for format in read for suffix in format.suffixes],
    )


def put_up(person: Person, form: DetailsForm, passages: tuple[Passage, ...], language: str) -> ResponseReturnValue:
    """Leads to the proposal."""
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
            language=language,
        ),
        hold=waits(person),
    )
    if proposal.state is State.HELD:
        flash(_("Your proposal waits for a moderator. You see it; others do not yet."), "done")
    else:
        flash(_("Your proposal is up for deliberation."), "done")
    return redirect(addresses.proposal(proposal.slug), 303)
