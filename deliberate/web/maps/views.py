"""The argument map: the page, with the same tree as an outline for readers without JavaScript, and its data."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from deliberate.domain.engine.explanations import shown
from deliberate.domain.labels import Label, Polarity, rule
from deliberate.domain.maps import ROOT, Kind
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Outcome
from deliberate.domain.votes import Choice
from deliberate.domain.words import Capital
from deliberate.extensions import session
from deliberate.models import Proposal
from deliberate.queries.maps import MapLink, MapNode, MapPage, explanation, map_page, outline
from deliberate.web import addresses
from deliberate.web.access import allows, load_proposal
from deliberate.web.icons import PATHS
from deliberate.web.numbers import whole_number
from deliberate.web.proposals.head import head_of
from deliberate.web.templating import part
from deliberate.web.words import _, said

maps = Blueprint("maps", __name__)


PLACES = {
    Kind.PROPOSAL: "M4 2h6l3 3v9H4zM9.5 2v4H13M6 8.5h5M6 11h5",
    Kind.SECTION: "M3 4h10M3 8h10M3 12h6",
}
ICONS = {str(name): path for icons in (PLACES, PATHS) for name, path in icons.items()}

# How many boxes a page lists, and how many the drawing is given at once; the rest is fetched branch by branch.
LISTED = 150
DRAWN = 400


@maps.get("/proposals/<slug>/map")
@allows(None)
def show(slug: str) -> ResponseReturnValue:
    proposal = load_proposal(slug)
    page = _page(proposal, LISTED, explained=True)
    return render_template(
        "maps/map.html",
        page=page,
        head=head_of(proposal),
        branch=outline(page),
        words=_words(),
        icons=ICONS,
    )


@maps.get("/proposals/<slug>/map.json")
@allows(None)
def data(slug: str) -> ResponseReturnValue:
    page = _page(load_proposal(slug), DRAWN)
    return jsonify(
        proposal={"title": page.title, "url": addresses.proposal(slug)},
        comments=page.comments,
        nodes=[_node(page, node) for node in page.nodes],
        links=[_link(link) for link in page.links],
    )


@maps.get("/proposals/<slug>/map/why/<int:post_id>")
@allows(None)
def why(slug: str, post_id: int) -> ResponseReturnValue:
    """Of one box; to send it along with every box would triple the data and double the time."""
    reasons = explanation(session(), load_proposal(slug), post_id)
    if reasons is None:
        abort(404, _("This point is not on the map. It may have been moved or hidden."))
    return part("maps/_why.html", "show_why", reasons)


def _page(proposal: Proposal, limit: int, explained: bool = False) -> MapPage:
    asked = request.args
    page = map_page(
        session(),
        proposal,
        asked.get("root", ROOT),
        skip=max(asked.get("skip", 0, whole_number), 0),
        limit=limit,
        comments="comments" in asked,
        explained=explained,
    )
    return page or abort(404, _("This point is not on the map. It may have been moved or hidden."))


def _node(page: MapPage, node: MapNode) -> dict[str, Any]:
    votes = node.votes
    return {
        "id": node.id,
        "parent": node.parent,
        "kind": node.kind,
        "label": node.label,
        "polarity": node.polarity,
        "heading": node.heading,
        "text": _text(node),
        "author": node.author,
        "votes": {"agree": votes.agree, "pass": votes.passes, "disagree": votes.disagree} if votes else None,
        "standing": _standing(node),
        "status": node.outcome or ("refuted" if node.refuted else None),
        "below": node.below,
        "children": node.children,
        "rank": node.rank,
        "order": node.order,
        "url": _address(page, node),
    }


def _link(link: MapLink) -> dict[str, Any]:
    return {
        "from": link.source,
        "to": link.target,
        "polarity": link.polarity,
        "title": link.title,
        "url": _link_address(link),
    }


@maps.app_template_global("link_address")
def _link_address(link: MapLink) -> str:
    if link.post is not None:
        return addresses.post(link.post)
    return addresses.proposal(link.slug or "", link.anchor)


@maps.app_template_global("box_text")
def _text(node: MapNode) -> str:
    if node.text is not None:
        return node.text
    if node.state is State.HELD:
        return _("Waiting for a moderator.")
    return _("Withdrawn by the person who wrote it.") if node.state is State.WITHDRAWN else _("Hidden by a moderator.")


@maps.app_template_global("box_standing")
def _standing(node: MapNode) -> float | None:
    return None if node.standing is None else shown(node.standing)


@maps.app_template_global("box_address")
def _address(page: MapPage, node: MapNode) -> str:
    if node.post is not None:
        return addresses.post(node.post)
    return addresses.proposal(page.slug, node.anchor)


def _choices(label: Label) -> list[str]:
    """The words of a tally, in its order."""
    return [said(rule(label).choices.word(choice)) for choice in Choice]


def _words() -> dict[str, Any]:
    """What the map says; {names} in braces are filled in by the browser."""
    labels = {str(label): said(Capital(label)) for label in Label}
    places = {str(Kind.PROPOSAL): _("Proposal"), str(Kind.SECTION): _("Passage")}
    return {
        "labels": labels | places,
        "statuses": {str(outcome): said(outcome) for outcome in Outcome} | {"refuted": _("refuted")},
        "links": {
            str(Polarity.ATTACK): _("speaks against: {title}"),
            str(Polarity.SUPPORT): _("speaks for: {title}"),
            str(Polarity.NEUTRAL): _("see also: {title}"),
        },
        "choices": {str(label): _choices(label) for label in Label},
        "noVotes": _("no votes yet"),
        "standing": _("standing {n} of 100"),
        "by": _("by {name}"),
        "below": _("posts below: {n}"),
        "more": _("{n} more"),
        "showSome": _("Show {n} of {all} more"),
        "showRest": _("Show {all} more"),
        "unfolded": _("Unfolded. Posts below: {n}."),
        "foldedOne": _("Folded. Posts below: {n}."),
        "folded": _("Some branches are folded, so that the words stay readable."),
        "open": _("Open this post"),
        "read": _("Read the text"),
        "unexplained": _("The explanation could not be fetched. The post's own page has it."),
        "loading": _("Fetching what lies below …"),
        "missing": _("This branch could not be fetched. Try again, or open the post."),
        "failed": _("The drawing could not be loaded. Nothing is lost: the outline below shows the same."),
    }
