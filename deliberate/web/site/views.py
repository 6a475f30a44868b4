"""Pages about the whole site: search, what the labels mean, a proposal's export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from os.path import isfile
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.security import safe_join

from deliberate.domain.engine.examples import CROWD, asked_table, examples
from deliberate.domain.engine.formulas import formulas
from deliberate.domain.labels import GRAMMAR, Label, Target
from deliberate.extensions import session
from deliberate.formats.registry import Format, exports
from deliberate.formats.sites import Site
from deliberate.models.search import Kind
from deliberate.queries.rules import load_rules
from deliberate.queries.search import search
from deliberate.tools.exporting import load_site
from deliberate.upkeep.transaction import snapshot
from deliberate.web.access import allows, load_proposal
from deliberate.web.numbers import whole_number
from deliberate.web.words import _

site = Blueprint("site", __name__)


@site.get("/search")
@allows(None)
def find() -> ResponseReturnValue:
    asked = [Kind(kind) for kind in request.args.getlist("kind") if kind in set(Kind)]
    query = request.args.get("q", "").strip()
    page = search(session(), query, kinds=asked or list(Kind), page=request.args.get("page", 1, whole_number))
    return render_template("site/search.html", page=page, kinds=list(Kind), asked=asked)


@site.get("/labels")
@allows(None)
def labels() -> ResponseReturnValue:
    """The grammar as a page: derived from its table, so it cannot be out of date."""
    return render_template("site/labels.html", rules=list(GRAMMAR.values()), targets=[*Target, *Label])


@site.get("/how-it-works/status")
@allows(None)
def statuses() -> ResponseReturnValue:
    """What becomes of a point, what a standing is, and how a reply is accepted, with examples that are computed."""
    rules = load_rules(session())
    return render_template(
        "site/statuses.html",
        rules=rules,
        examples=examples(rules),
        asked=asked_table(rules),
        crowd=CROWD,
        formulas=formulas(rules),
    )


@site.get("/static/<path:name>")
@allows(None)
def file_of_another_release(name: str) -> ResponseReturnValue:
    """Files have the release in their address; a page that has been open since the one before finds those of now."""
    release, _slash, rest = name.partition("/")
    wanted = rest if re.fullmatch(r"[0-9a-f]{12}", release) else name
    file = safe_join(current_app.static_folder or "", wanted)
    if not file or not isfile(file):
        abort(404)
    return redirect(url_for("static", filename=wanted))


@site.get("/proposals/<slug>/export.<name>")
@allows(None)
def export(slug: str, name: str) -> ResponseReturnValue:
    proposal = load_proposal(slug)
    formats = exports()
    if name not in formats:
        abort(404, _("There is no such format. The formats are: %(names)s.", names=", ".join(formats)))
    format = formats[name]
    parts = _written(format, proposal.slug)
    # Read before the answer begins: what fails by then is told on a page.
    first = next(parts, b"")
    response = Response(stream_with_context(chain([first], parts)), mimetype=format.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"{proposal.slug}{format.suffixes[0]}")
    return response


def _written(format: Format[Any, Site], slug: str) -> Iterator[bytes]:
    """Part by part, as it is when the first one is sent."""
    with snapshot(session()):
        yield from format.write_parts(load_site(session(), [slug]))
