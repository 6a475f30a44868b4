"""Revising: what would change is shown, with the posts it touches, before it is put in force."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from deliberate.actions import revising
from deliberate.actions.revising import NewRevision
from deliberate.domain.arranging import Refusal
from deliberate.domain.permissions import Act
from deliberate.domain.texts.anchors import carry_anchors, fates
from deliberate.domain.texts.diffs import Change, passage_changes
from deliberate.domain.texts.passages import Passage
from deliberate.extensions import csrf, session
from deliberate.formats.documents.editing import reread
from deliberate.formats.registry import TEXT
from deliberate.models import Proposal
from deliberate.queries.documents import document_page
from deliberate.queries.revisions import changes, places_of, posts_about, pressing_points, questions
from deliberate.settings import Limit
from deliberate.web.access import allows, load_proposal, require, viewer, waits
from deliberate.web.limits import limited
from deliberate.web.numbers import whole_number
from deliberate.web.proposals.forms import MOST_POINTS, RevisionForm, check_passages
from deliberate.web.proposals.views import proposals
from deliberate.web.sending import Problem, SignInFields, limit, sender
from deliberate.web.words import _, said

# What the boxes are called that say where a passage went; its anchor follows.
WENT = "went-"


class NewRevisionForm(SignInFields, RevisionForm):
    """A revision, with the boxes to sign in by when a session has ended while it was written."""


@proposals.route("/proposals/<slug>/revise", methods=["GET", "POST"])
@allows(Act.REVISE)
@limited(Limit.FORM)
def revise(slug: str) -> ResponseReturnValue:
    proposal = load_proposal(slug)
    document = document_page(session(), proposal, {}) or abort(404)
    # The page prints the title by itself.
    old = list(document.passages.values())
    if request.method == "GET":
        require(Act.REVISE, proposal.facts())
        chosen = request.args.getlist("post", whole_number)[:MOST_POINTS]
        data = {"text": TEXT.write(old).decode(), "version": proposal.revision, "points": chosen}
        return _page(proposal, old, NewRevisionForm(data=data))
    form = NewRevisionForm(request.form)
    try:
        return _send(proposal, document.title, old, form)
    except Problem as problem:
        session().rollback()
        return _page(proposal, old, form, problem=problem), problem.status


csrf.exempt(revise)  # it checks the token itself, so that the text is kept when it has expired


def _send(proposal: Proposal, title: Passage | None, old: list[Passage], form: NewRevisionForm) -> ResponseReturnValue:
    person = sender(form)
    require(Act.REVISE, proposal.facts())
    if not form.validate():
        raise Problem(400, _("Nothing was lost. Please check:"))
    passages = reread(form.text.data or "", old)
    check_passages(form.text, passages, before=len(old))
    said_to_be = _said_to_be()
    if len(set(said_to_be.values())) < len(said_to_be):
        return _page(proposal, old, form, passages, _chosen_twice()), 400
    if request.form.get("do") != "publish":
        return _page(proposal, old, form, passages)
    if "looked" in request.form and _asks_more(old, passages):
        return _page(proposal, old, form, passages, _not_asked()), 409
    chosen = places_of(passages, said_to_be)
    limit(Limit.REVISE)
    new = NewRevision(
        [title, *passages] if title else passages,
        form.summary.data or "",
        form.version.data or 0,
        form.points.data or (),
        {anchor: place + bool(title) for anchor, place in chosen.items()},
    )
    try:
        number = revising.revise(session(), person, proposal.id, new, hold=waits(person))
    except Refusal as refusal:
        raise Problem(409, said(refusal.why)) from refusal
    if number == load_proposal(proposal.slug).revision:
        flash(_("Revision %(number)d is in force.", number=number), "done")
    else:
        waiting = _("Revision %(number)d waits for a moderator. You see it; others do not yet.", number=number)
        flash(waiting, "done")
    return redirect(url_for("proposals.history", slug=proposal.slug, revision=number), 303)


def _chosen_twice() -> Problem:
    return Problem(
        400,
        _(
            "You chose the same passage for two that it may be now. It goes on as one of them: choose it for the one "
            "that most of it comes from."
        ),
    )


def _asks_more(old: list[Passage], passages: list[Passage]) -> bool:
    """Whether the text was changed after it was looked at, so that there is a passage about which nobody was asked."""
    return any(WENT + fate.anchor not in request.form for fate in fates(old, passages) if not fate.certain)


def _not_asked() -> Problem:
    return Problem(409, _("Nothing is in force yet: say first what became of the passages below."))


def _said_to_be() -> dict[str, str]:
    """Which candidate each passage is said to be, by its anchor; of one that is said to be gone there is none."""
    named = ((name.removeprefix(WENT), key) for name, key in request.form.items() if name.startswith(WENT))
    return {anchor: key for anchor, key in named if key}


def _page(
    proposal: Proposal,
    old: list[Passage],
    form: NewRevisionForm,
    passages: list[Passage] | None = None,
    problem: Problem | None = None,
) -> str:
    """With `passages`, what they would change; after somebody else revised meanwhile, what that one changed."""
    said_to_be = _said_to_be()
    asked = questions(session(), proposal, old, passages) if passages else []
    carried = carry_anchors(old, passages, set(), places_of(passages, said_to_be)) if passages else []
    changed = passage_changes(old, carried) if passages else []
    removed = [change.passage.anchor for change in changed if change.change is Change.REMOVED]
    theirs = []
    if form.version.data != proposal.revision:
        theirs = changes(session(), proposal, proposal.revision)
        form.version.data, form.version.raw_data = proposal.revision, None
    points, more = pressing_points(session(), proposal, (form.points.data or ())[:MOST_POINTS])
    return render_template(
        "proposals/revise.html",
        proposal=proposal,
        form=form,
        looked=passages is not None,
        changes=changed,
        questions=asked,
        said_to_be=said_to_be,
        went=WENT,
        posts_about=posts_about(session(), proposal, removed),
        theirs=theirs,
        points=points,
        more=more,
        problem=problem,
        signed_out=viewer() is None,
    )
