"""The list of proposals, and a proposal's document with the thread beside it and below it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from deliberate.domain import labels
from deliberate.domain.engine.ranking import Order
from deliberate.domain.facts import ProposalStatus
from deliberate.domain.labels import Target
from deliberate.domain.places import dated
from deliberate.extensions import session
from deliberate.models import Proposal
from deliberate.queries.counts import NOTHING, WHOLE, Counts, counts_by_passage
from deliberate.queries.documents import DocumentPage, document_page
from deliberate.queries.proposals import HomePage, Sort, home_page
from deliberate.queries.removed import removed
from deliberate.queries.revisions import changes, dealt_with, may_read, revisions, said_of
from deliberate.queries.texts import last_words
from deliberate.web import addresses, shelf
from deliberate.web.access import actor, allows, load_proposal
from deliberate.web.fetching import is_fetched, varying
from deliberate.web.numbers import whole_number
from deliberate.web.parts import HOLE, kept, made
from deliberate.web.proposals.head import head_html, head_of
from deliberate.web.templating import part
from deliberate.web.threads.listings import show_thread
from deliberate.web.words import _

proposals = Blueprint("proposals", __name__)

E = TypeVar("E", bound=StrEnum)

proposals.add_app_template_global(head_html)
proposals.add_app_template_global(kept("proposals/_row.html", "show_row"), "proposal_html")


@proposals.get("/")
@allows(None)
def home() -> ResponseReturnValue:
    asked = request.args
    words, topic, number = asked.get("q", "")[:200], asked.get("topic", ""), asked.get("page", 1, whole_number)
    status, sort = _asked(ProposalStatus, "status"), _asked(Sort, "sort") or Sort.NEWEST

    def look() -> tuple[HomePage, Markup]:
        page = home_page(session(), words=words, topic=topic, status=status, sort=sort, page=number)
        return page, made("proposals/_row.html", "show_rows", page.rows)

    keep = not words and not topic and 0 < number <= shelf.FIRST
    page, rows = shelf.of_site(look, "home", status, sort, number, keep=keep)
    return render_template("proposals/home.html", page=page, rows=rows, sorts=Sort, statuses=ProposalStatus)


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
    since = request.args.get("since", None, whole_number)
    if since is not None and (number is None or not may_read(session(), proposal, actor(), since)):
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
        since=since,
        last=max(proposal.revision, number or 0),
        changes=changes(session(), proposal, number, since) if number else (),
        dealt_with=dealt_with(session(), proposal, actor(), number, since) if number else {},
        said_of=said_of(session(), proposal, number) if number else (),
        beside=request.args.get("view") == "beside",
    )


def _show(proposal: Proposal, anchor: str | None) -> ResponseReturnValue:
    order = _asked(Order, "order") or Order.STRONGEST
    counts, document = shelf.of(proposal, lambda: _document(proposal), "document")
    if document is None:
        abort(404)
    head = head_of(proposal, counts[WHOLE])
    context: dict[str, Any] = {"passage": None}
    if anchor is not None:
        if anchor not in document.passages:
            return _last_words(proposal, anchor)
        passage = document.passages[anchor]
        number, said = request.args.get("about", 1, whole_number), counts.get(anchor, NOTHING)
        about = show_thread(proposal, said, order, number, anchor)
        verbs = tuple(labels.allowed(Target.PASSAGE))
        if is_fetched():
            return varying(part("proposals/_panel.html", "show_panel", proposal, passage, about, verbs, said))
        context = {"passage": passage, "about": about, "passage_verbs": verbs, "said": said}
    whole = show_thread(proposal, head.counts, order, request.args.get("page", 1, whole_number))
    page = render_template(
        "proposals/proposal.html",
        **context,
        proposal=proposal,
        document=document,
        contents=shelf.of_page(proposal, lambda: _contents(proposal, document, counts), "contents"),
        text=_marked(*shelf.of_page(proposal, lambda: _text(proposal, document), "text"), anchor),
        order=order,
        thread=whole,
        head=head,
        proposal_verbs=tuple(labels.allowed(Target.PROPOSAL)),
    )
    return varying(page)


def _last_words(proposal: Proposal, anchor: str) -> ResponseReturnValue:
    """Leads to where the passage stood last."""
    words = last_words(session(), proposal, anchor)
    place = addresses.place_of(dated(anchor)[0])
    if words is None:
        abort(404, _("This passage is not in the text. A revision may have changed it: see the history."))
    return redirect(url_for("proposals.history", slug=proposal.slug, revision=words.revision, _anchor=place))


def _document(proposal: Proposal) -> tuple[dict[str, Counts], DocumentPage | None]:
    counts = counts_by_passage(session(), proposal)
    return counts, document_page(session(), proposal, counts, whole=counts[WHOLE])


def _contents(proposal: Proposal, document: DocumentPage, counts: dict[str, Counts]) -> Markup:
    gone = removed(session(), proposal, document, counts)
    return made("proposals/_contents.html", "show_contents", document.contents, document.heat, proposal.slug, gone)


def _text(proposal: Proposal, document: DocumentPage) -> tuple[list[Markup], list[str]]:
    """The document in pieces, one more than there are passages, whose anchors are the other: between two pieces stand
    further classes of a passage."""
    anchors: list[str] = []

    def hole(anchor: str) -> Markup:
        anchors.append(anchor)
        return HOLE

    given = (document.groups, document.heat, document.notes, proposal.language, proposal.slug, hole)
    return made("proposals/_document.html", "show_document", *given).split(HOLE), anchors


def _marked(pieces: list[Markup], anchors: list[str], chosen: str | None) -> Markup:
    """The whole document, with the passage that was chosen marked."""
    marks = [" is-chosen" if anchor == chosen else "" for anchor in anchors]
    text = (part for both in zip(pieces, [*marks, ""], strict=True) for part in both)
    return Markup("".join(text))  # noqa: S704  # nosec B704  # our own partial


def _asked(kind: type[E], name: str) -> E | None:
    """What the address asks for; None when it asks for nothing, or nonsense."""
    try:
        return kind(request.args.get(name, ""))
    except ValueError:
        return None
