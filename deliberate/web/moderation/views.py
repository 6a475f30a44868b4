"""The moderators' desk, the public log, and flags."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from deliberate.actions.curation import ACTIONS, Mandate, undo
from deliberate.actions.flagging import flag_post
from deliberate.actions.posting import Outdated
from deliberate.domain.acts import Act, Thing, curation, curations
from deliberate.domain.arranging import Refusal
from deliberate.domain.nodes import State
from deliberate.extensions import session
from deliberate.models import Flag, FlagReason, LogEntry, Post, Proposal
from deliberate.queries.appeals import appeals
from deliberate.queries.logs import LogLine, log_line, log_page
from deliberate.queries.moderation import load_case
from deliberate.queries.things import ThingCase, load_thing
from deliberate.queries.waiting import Queue, queue
from deliberate.queries.work import late_work
from deliberate.settings import Limit
from deliberate.web import addresses
from deliberate.web.access import actor, allows, find_proposal, load_post, may, require, require_sight, signed_in
from deliberate.web.caching import never_the_same
from deliberate.web.limits import limited
from deliberate.web.moderation.acts import FORMS, effect, options
from deliberate.web.moderation.forms import FlagForm, ReasonForm, RelabelForm, TargetForm, UndoForm
from deliberate.web.numbers import whole_number
from deliberate.web.proposals.head import head_of
from deliberate.web.words import _, said

moderation = Blueprint("moderation", __name__)

_OF_POSTS = curations(Thing.POST)
_POST_ACTS = "any(" + ",".join(f"'{act}'" for act in _OF_POSTS) + ")"


@moderation.get("/moderation")
@allows(Act.MODERATE)
def desk() -> ResponseReturnValue:
    """The queue, and beside it what is on top."""
    never_the_same()
    items = waiting_page()
    first = items.items[0] if items.items else None
    more = {"late": late_work(session()), "appeals": appeals(session())}
    if first and first.of is not Thing.POST:
        return show_thing(first.of, first.key, items, **more)
    post = load_post(first.id) if first else None
    return render_template("moderation/desk.html", queue=items, **more, **_case(post))


@moderation.get("/moderation/posts/<int:post_id>")
@allows(Act.MODERATE)
def item(post_id: int) -> ResponseReturnValue:
    return render_template("moderation/case.html", queue=waiting_page(), **_case(load_post(post_id)))


@moderation.route(f"/moderation/posts/<int:post_id>/<{_POST_ACTS}:act>", methods=["GET", "POST"])
@allows(Act.MODERATE)
@limited(Limit.CURATE)
def act(post_id: int, act: str) -> ResponseReturnValue:
    """Shows what the act would do, then asks for the reason, then does it."""
    what = Act(act)
    require(what)
    kind = FORMS[_OF_POSTS[what].needs]
    post = load_post(post_id)
    if request.method == "GET":
        return _act_page(what, post, kind(request.args, version=post.version))
    form = kind(request.form)
    if request.form.get("do") == "find" and isinstance(form, TargetForm):
        form.to.data = ""  # It may not be among those that are found.
        return _act_page(what, post, form)
    if request.form.get("do") == "preview" or not form.chosen:
        return _act_page(what, post, form, "" if form.chosen else _("Choose one first."))
    if request.form.get("shown", form.choice) != form.choice:
        return _act_page(what, post, form, _("You have chosen another one. This is what happens now:"))
    if not form.validate():
        return _act_page(what, post, form, _("Nothing was lost. Please check:")), 400
    try:
        entry = ACTIONS[what](session(), mandate(form), post_id, *form.given)
    except Outdated as outdated:
        return _act_page(what, load_post(post_id), form, said(outdated.why), form.version.data or 0), 409
    except Refusal as refusal:
        return _act_page(what, load_post(post_id), form, said(refusal.why)), 400
    tell(what, entry)
    return redirect(url_for("moderation.desk"), 303)


@moderation.post("/moderation/log/<int:entry_id>/undo")
@allows(Act.UNDO)
@limited(Limit.CURATE)
def undo_entry(entry_id: int) -> ResponseReturnValue:
    line = log_line(session(), entry_id) or abort(404, _("There is no such entry in the log."))
    form = UndoForm(request.form)
    if not form.validate():
        return _undo_page(line, form), 400
    try:
        undo(session(), mandate(form), entry_id)
    except Refusal as refusal:
        line = log_line(session(), entry_id) or line
        return _undo_page(line, form, said(refusal.why)), 409 if isinstance(refusal, Outdated) else 400
    flash(_("Undone."), "done")
    return redirect(addresses.local_path(form.next.data) or url_for("moderation.desk"), 303)


@moderation.get("/moderation/log/<int:entry_id>")
@allows(None)
def entry(entry_id: int) -> ResponseReturnValue:
    """One entry by its number: the way to the log where the name of a proposal must not be told."""
    line, proposal = find_entry(entry_id)
    in_sight = proposal is None or may(Act.READ_PROPOSAL, proposal.facts())
    return render_template("moderation/entry.html", line=line, proposal=proposal if in_sight else None)


@moderation.get("/proposals/<slug>/log")
@allows(None)
def log(slug: str) -> ResponseReturnValue:
    """Of a proposal that is hidden, what was done to it as a whole can still be read."""
    proposal = find_proposal(slug)
    in_sight = may(Act.READ_PROPOSAL, proposal.facts())
    if in_sight or proposal.state is State.HELD:
        require_sight(proposal)
    post, number = (request.args.get(name, None, whole_number) for name in ("post", "page"))
    page = log_page(session(), proposal.id, number or 1, whole=in_sight, post=post)
    head = head_of(proposal) if in_sight else None
    return render_template(
        "moderation/log.html", proposal=proposal if in_sight else None, head=head, log=page, post=post
    )


@moderation.route("/posts/<int:post_id>/flag", methods=["GET", "POST"])
@allows(Act.FLAG)
@limited(Limit.FLAG)
def flag(post_id: int) -> ResponseReturnValue:
    post = load_post(post_id)
    require(Act.FLAG, post.facts())
    person = signed_in()
    earlier = session().scalar(select(Flag).where(Flag.post_id == post_id, Flag.person_id == person.id))
    if request.method == "GET":
        before = {"reason": str(earlier.reason), "note": earlier.note} if earlier else {}
        return render_template("moderation/flag.html", post=post, form=FlagForm(data=before), earlier=earlier)
    form = FlagForm(request.form)
    if not form.validate():
        return render_template("moderation/flag.html", post=post, form=form, earlier=earlier), 400
    try:
        flag_post(session(), person, post_id, FlagReason(form.reason.data), form.note.data or "")
    except Refusal as refusal:
        abort(409, said(refusal.why))
    flash(_("Thank you. A moderator will look at it."), "done")
    return redirect(addresses.post(post_id), 303)


def find_entry(entry_id: int) -> tuple[LogLine, Proposal | None]:
    """An entry of the log that the viewer may read, with the proposal that it is about; 404 or 403 otherwise."""
    line = log_line(session(), entry_id) or abort(404, _("There is no such entry in the log."))
    proposal = find_proposal(line.slug) if line.slug else None
    if proposal and (line.post or proposal.state is State.HELD):
        require(Act.READ_PROPOSAL, proposal.facts())
    return line, proposal


def waiting_page() -> Queue:
    return queue(session(), request.args.get("page", 1, whole_number))


def find_thing(of: Thing, key: str) -> ThingCase:
    return load_thing(session(), of, key) or abort(404, _("There is nothing to decide on at this address."))


def show_thing(of: Thing, key: str, waiting: Queue, **more: Any) -> str:
    """Beside the queue."""
    found = find_thing(of, key)
    acts = {act: row for act, row in curations(of).items() if row.suits(found.before)}
    return render_template("moderation/thing.html", case=found, queue=waiting, acts=acts, **more)


def mandate(form: Any) -> Mandate:
    version = form.version.data if "version" in form else None
    return Mandate(signed_in(), form.reason.data or "", version)


def tell(what: Act, entry: LogEntry) -> None:
    """In a message with a way to undo it."""
    logged = _("It is in the public log.")
    note = {"text": said(curation(what).note) + " " + logged, "undo": entry.id}
    flash(note, "done")  # type: ignore[arg-type]  # stubs say text; the session keeps any JSON


def _case(post: Post | None, beside: int | None = None) -> dict[str, Any]:
    """What the pane beside the queue prints; `beside` is a post that was chosen for an act."""
    if post is None:
        return {"case": None, "acts": {}}
    case = load_case(session(), post, actor(), beside)
    acts = {act: row for act, row in _OF_POSTS.items() if row.suits(case.before)}
    return {"case": case, "acts": acts}


def _act_page(what: Act, post: Post, form: ReasonForm, problem: str = "", seen: int | None = None) -> str:
    """The post as it is now, the effect if all is chosen, and the form as it was sent; it acts on what is shown here.

    `seen` is the version the moderator had before others acted on it: what they did is shown.
    """
    context = _case(post, form.post if isinstance(form, TargetForm) else None)
    case, shown, refused = context["case"], None, ""
    if isinstance(form, RelabelForm | TargetForm):
        form.to.choices = options(session(), case, _OF_POSTS[what].needs, form)
    if form.chosen:
        try:
            shown = effect(session(), case, what, form)
        except Refusal as refusal:
            refused = said(refusal.why)
    form.version.data, form.version.raw_data = post.version, None
    return render_template(
        "moderation/act.html",
        queue=waiting_page(),
        **context,
        act=what,
        row=_OF_POSTS[what],
        form=form,
        effect=shown,
        problem=problem or refused,
        ready=form.chosen and not refused,
        meanwhile=case.log[: max(1, post.version - seen)] if seen is not None else (),
    )


def _undo_page(line: LogLine, form: UndoForm, problem: str = "") -> str:
    return render_template("moderation/undo.html", line=line, form=form, problem=problem)
