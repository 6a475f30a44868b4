"""The text of a proposal to take away: a revision as a file, and what changed between any two of them."""

from __future__ import annotations

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from deliberate.extensions import session
from deliberate.formats.errors import FormatError
from deliberate.formats.registry import documents
from deliberate.tools.documents import write_document
from deliberate.web.access import actor, allows, load_proposal
from deliberate.web.numbers import whole_number
from deliberate.web.proposals.views import proposals
from deliberate.web.words import _


@proposals.get(f"/proposals/<slug>/document.<any({', '.join(documents())}):name>")
@allows(None)
def document(slug: str, name: str) -> ResponseReturnValue:
    """`revision`: which one, else the one in force; `since`: with what changed from that one on as tracked changes."""
    proposal = load_proposal(slug)
    format = documents()[name]
    number, since = _asked("revision"), _asked("since")
    if since is not None and format.tracker is None:
        abort(404, _("There are no tracked changes in this format. Ask for a Word file."))
    try:
        content = write_document(session(), proposal, format, number, since, actor())
    except FormatError:
        abort(404, _("This proposal has no such revision."))
    numbers = [] if since is None else [str(since), "to"]
    file = "-".join([proposal.slug, *numbers, str(proposal.revision if number is None else number)])
    response = Response(content, mimetype=format.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"{file}{format.suffixes[0]}")
    return response


def _asked(name: str) -> int | None:
    """The number of a revision, if the address names one; nothing is found by what is none."""
    written = request.args.get(name)
    if not written:
        return None
    number = request.args.get(name, None, whole_number)
    return abort(404, _("This proposal has no such revision.")) if number is None else number
