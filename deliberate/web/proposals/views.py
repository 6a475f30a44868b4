"""The list of proposals, and a proposal's document with the thread beside it and below it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from deliberate.domain import labels
from deliberate.domain.engine.ranking import Order
from deliberate.domain.facts import ProposalStatus
from deliberate.domain.labels import Target
from deliberate.extensions import session
from deliberate.models import Proposal
from deliberate.queries.counts import NOTHING, WHOLE, counts_by_passage
from deliberate.queries.documents import document_page
from deliberate.queries.proposals import Sort, home_page
from deliberate.queries.revisions import changes, revisions
from deliberate.queries.texts import passage_names
from deliberate.queries.threads import thread
from deliberate.web.access import actor, allows, load_proposal
from deliberate.web.fetching import is_fetched, varying
from deliberate.web.numbers import whole_number
from deliberate.web.parts import kept
from deliberate.web.proposals.head import head_html, head_of
from deliberate.web.templating import part
from deliberate.web.words import _

proposals = Blueprint("proposals", __name__)

E = TypeVar("E", bound=StrEnum)

proposals.add_app_template_global(head_html)
for _name, _part in {
    "proposal_html": kept("proposals/_row.html", "show_row", most=512),
    "document_html": kept("proposals/_document.html", "show_document", most=64),
    "contents_html": kept("proposals/_contents.html", "show_contents", most=64),
}.items():
    proposals.add_app_template_global(_part, _name)


@proposals.get("/")
@allows(None)
def home() -> ResponseReturnValue:
    asked = request.args
    page = home_page(
        session(),
        words=asked.get("q", "")[:200],
        topic=asked.get("topic", ""),
        status=_asked(ProposalStatus, "status"),
        sort=_asked(Sort, "sort") or Sort.NEWEST,
        page=asked.get("page", 1, whole_number),
    )
    return render_template("proposals/home.html", page=page, sorts=Sort, statuses=ProposalStatus)


@proposals.get("/proposals/<slug>")
@allows(None)
def show(slug: str) -> ResponseReturnValue:
    return _show(load_proposal(slug), None)


@proposals.get("/proposals/<slug>/passages/<anchor>")
@allows(None)
def passage(slug: str, anchor: str) -> ResponseReturnValue:
    """The same page with the thread of one passage beside it; for `fetch`, that thread alone."""
    return _show(load_proposal(slug), anchor)


@proposals.get("/proposals/<slug>/history")
@allows(None)
def history(slug: str) -> ResponseReturnValue:
    proposal = load_proposal(slug)
    number = request.args.get("revision", None, whole_number)
    document = document_page(session(), proposal, {}, number, actor())
    if document is None or (number is None and request.args.get("revision")):
        abort(404, _("This proposal has no such revision."))
    lines, page = revisions(session(), proposal, actor(), request.args.get("page", 1, whole_number))
    return render_template(
        "proposals/history.html",
        proposal=proposal,
        head=head_of(proposal),
        document=document,
        revisions=lines,
        page=page,
        chosen_revision=number,
        changes=changes(session(), proposal, number) if number else (),
    )


def _show(proposal: Proposal, anchor: str | None) -> ResponseReturnValue:
    order = _asked(Order, "order") or Order.STRONGEST
    counts = counts_by_passage(session(), proposal)
    head = head_of(proposal, counts[WHOLE])
    document = document_page(session(), proposal, counts, whole=head.counts) or abort(404)
    context: dict[str, Any] = {"passage": None}
    if anchor is not None:
        if anchor not in document.passages:
            abort(404, _("This passage is not in the text. A revision may have changed it: see the history."))
        passage = document.passages[anchor]
        number, said = request.args.get("about", 1, whole_number), counts.get(anchor, NOTHING)
        about = thread(session(), proposal, actor(), said, order, number, anchor)
        rules = [labels.rule(label) for label in labels.allowed(Target.PASSAGE)]
        if is_fetched():
            return varying(part("proposals/_panel.html", "show_panel", proposal, passage, about, rules, said))
        context = {"passage": passage, "about": about, "passage_labels": rules, "said": said}
    whole = thread(session(), proposal, actor(), head.counts, order, request.args.get("page", 1, whole_number))
    page = render_template(
        "proposals/proposal.html",
        **context,
        proposal=proposal,
        document=document,
        order=order,
        thread=whole,
        abouts=passage_names(session(), proposal, {anchor for top in whole.branches if (anchor := top.post.about)}),
        head=head,
        proposal_labels=[labels.rule(label) for label in labels.allowed(Target.PROPOSAL)],
    )
    return varying(page)


def _asked(kind: type[E], name: str) -> E | None:
    """What the address asks for; None when it asks for nothing, or nonsense."""
    try:
        return kind(request.args.get(name, ""))
    except ValueError:
        return None
