"""Writing a message: on the proposal, on a passage, or in reply to a post."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from deliberate.actions import posting
from deliberate.actions.posting import Aim, Misfit
from deliberate.domain import places
from deliberate.domain.arranging import Refusal
from deliberate.domain.facts import Facts
from deliberate.domain.labels import Label, Repliable, Target
from deliberate.domain.nodes import State
from deliberate.domain.numbers import whole
from deliberate.domain.permissions import Act, must_sign_in
from deliberate.domain.posts import MOST_PARTS
from deliberate.extensions import csrf, session
from deliberate.models import Passage, Person, Post, Proposal
from deliberate.queries.texts import passages_in_force
from deliberate.queries.twins import AlreadySaid, already_said, said_about
from deliberate.settings import Limit
from deliberate.web import addresses, markdown
from deliberate.web.access import actor, allows, find_post, load_proposal, may, require, viewer, waits
from deliberate.web.limits import limited
from deliberate.web.numbers import whole_number
from deliberate.web.sending import Problem, limit, sender
from deliberate.web.templating import part
from deliberate.web.threads.forms import MessageForm, first_part, tidy
from deliberate.web.threads.views import threads
from deliberate.web.words import _, said


@dataclass(frozen=True)
class Topic:
    """What a message is about, as its page shows it."""

    proposal: Proposal
    target: Repliable
    passage: Passage | None = None
    anchor: str | None = None
    post: Post | None = None

    @property
    def aim(self) -> Aim:
        return Aim(self.proposal.id, places.at(self.post.id if self.post else None, self.anchor))

    @property
    def facts(self) -> Facts:
        return self.post.facts() if self.post else self.proposal.facts()

    @property
    def words(self) -> str:
        return self.passage.text if self.passage else ""

    @property
    def address(self) -> str:
        """The page the form was opened from."""
        if self.post:
            return addresses.post(self.post.id)
        if self.anchor:
            return url_for("proposals.passage", slug=self.proposal.slug, anchor=self.anchor)
        return addresses.proposal(self.proposal.slug)


@threads.route("/proposals/<slug>/post", methods=["GET", "POST"])
@allows(Act.REPLY)
@limited(Limit.FORM)
def on_document(slug: str) -> ResponseReturnValue:
    proposal, anchor = load_proposal(slug), request.args.get("anchor") or None
    passage = _passage(proposal, anchor) if anchor else None
    if anchor and passage is None and request.method == "GET":
        abort(404, _("This passage is not in the text as it is now."))
    return _compose(Topic(proposal, Target.PASSAGE if anchor else Target.PROPOSAL, passage, anchor))


@threads.route("/posts/<int:post_id>/reply", methods=["GET", "POST"])
@allows(Act.REPLY)
@limited(Limit.FORM)
def reply(post_id: int) -> ResponseReturnValue:
    post = _load_post(post_id)
    return _compose(Topic(post.proposal, post.label, post=post))


for _view in (on_document, reply):  # they check the token themselves, so that the text is kept when it has expired
    csrf.exempt(_view)


@threads.post("/preview")
@allows(None)
@limited(Limit.PREVIEW)
def preview() -> ResponseReturnValue:
    return markdown.to_html(tidy(request.form.get("body"))[:10_000])


@threads.post("/twins")
@allows(None)
@limited(Limit.TWINS)
def twins() -> ResponseReturnValue:
    """What was said about the same passage, and what may already say the same, to be shown while somebody writes."""
    label, body = request.form.get("label"), tidy(request.form.get("body"))[:10_000]
    if label not in set(Label):
        abort(400)
    proposal, anchor = load_proposal(request.form.get("proposal", "")), request.form.get("anchor") or None
    passage = _passage(proposal, anchor) if anchor else None
    said_before = already_said(
        session(),
        proposal,
        Label(label),
        body,
        anchor=anchor,
        passage=passage.text if passage else "",
        parent=request.form.get("parent", type=whole_number),
    )
    address = url_for("proposals.passage", slug=proposal.slug, anchor=anchor) if anchor else ""
    return part("threads/_twins.html", "show_already_said", said_before, address)


def _compose(topic: Topic) -> ResponseReturnValue:
    if request.method == "GET":
        if not must_sign_in(actor(), Act.REPLY, topic.facts):
            require(Act.REPLY, topic.facts)
        return _page(topic, _blank(topic))
    form = MessageForm(request.form)
    form.prepare(topic.target, topic.words)
    if (asked := request.form.get("do", "post")) != "post":
        return _page(topic, _rearranged(form, asked), previewing=asked == "preview")
    try:
        return _send(topic, form)
    except Problem as problem:
        session().rollback()
        return _page(topic, form, problem), problem.status


def _send(topic: Topic, form: MessageForm) -> ResponseReturnValue:
    person = sender(form)
    if not form.validate():
        raise Problem(400, _("Nothing was lost. Please check:"))
    first = form.drafts()[0]
    if not request.form.get("confirmed"):
        twins = _already_said(topic, first.label, first.words.body)
        if twins.likely:
            return _page(topic, form, twins=twins)
    limit(Limit.POST)
    posts = _post(topic, form, person)
    if posts[0].state is State.HELD:
        flash(
            _("Kept for a moderator to look at, as everybody's first posts are. You see it; others do not yet."), "done"
        )
    else:
        flash(_("Posted."), "done")
    answer = redirect(addresses.post(posts[0].id), 303)
    # Tells the page's script that the draft it keeps is no longer needed.
    site = {"path": current_app.config["APPLICATION_ROOT"], "secure": current_app.config["SESSION_COOKIE_SECURE"]}
    answer.set_cookie("posted", form.once.data or "", max_age=86400, samesite="Lax", **site)
    return answer


def _post(topic: Topic, form: MessageForm, person: Person) -> list[Post]:
    once, hold = form.once.data or "", waits(person)
    try:
        return posting.post_message(session(), person, topic.aim, form.drafts(), once, hold=hold)
    except Misfit as misfit:
        form.parts[misfit.part].form.label.errors = [said(misfit.why)]
        raise Problem(400, _("Nothing was lost. Please check:")) from misfit
    except Refusal as refusal:
        raise Problem(409, _changed_meanwhile(topic, refusal)) from refusal


def _changed_meanwhile(topic: Topic, refusal: Refusal) -> str:
    if topic.proposal.is_closed:
        return _("This thread was locked while you were writing. Your text is kept below.")
    if topic.post and topic.post.state is State.WITHDRAWN:
        return _("Its author has withdrawn this post while you were writing. Your text is kept below.")
    if topic.post and topic.post.state is not State.VISIBLE:
        return _("A moderator has taken this post out of sight while you were writing. Your text is kept below.")
    return said(refusal.why) + " " + _("Your text is kept below.")


def _rearranged(form: MessageForm, asked: str) -> MessageForm:
    what, _dash, number = asked.partition("-")
    if what == "add":
        return form.with_part()
    if what == "remove" and (gone := whole(number)) is not None:
        return form.without_part(gone)
    return form


def _blank(topic: Topic) -> MessageForm:
    number = min(max(request.args.get("parts", 1, whole_number), 1), MOST_PARTS)
    first = first_part(topic.target, request.args.get("label"), topic.words)
    return MessageForm(parts=[first, *({} for _more in range(number - 1))])


def _page(
    topic: Topic,
    form: MessageForm,
    problem: Problem | None = None,
    twins: AlreadySaid | None = None,
    previewing: bool = False,
) -> str:
    """`twins`: what has to be read before the message is posted."""
    form.prepare(topic.target, topic.words)
    readable = topic.post is not None and may(Act.READ_POST, topic.post.facts())
    return render_template(
        "threads/compose.html",
        topic=topic,
        form=form,
        problem=problem,
        twins=twins.likely if twins else (),
        said_before=AlreadySaid() if twins else _said_before(topic, form),
        previewing=previewing,
        quoted=topic.post if readable else None,
        most_parts=MOST_PARTS,
        signed_out=viewer() is None,
    )


def _said_before(topic: Topic, form: MessageForm) -> AlreadySaid:
    """Beside what is being written, however little it is, if it is about a passage."""
    first = form.parts[0].form
    if body := first["body"].data:
        return _already_said(topic, first.rule.label if first.rule else None, body)
    return said_about(session(), topic.proposal, topic.anchor) if topic.anchor else AlreadySaid()


def _already_said(topic: Topic, label: Label | None, body: str) -> AlreadySaid:
    parent = topic.post.id if topic.post else None
    return already_said(session(), topic.proposal, label, body, anchor=topic.anchor, passage=topic.words, parent=parent)


def _load_post(post_id: int) -> Post:
    """Unlike `access.load_post`, also one that was hidden while somebody wrote a reply, whose text must be kept."""
    post = find_post(post_id)
    if request.method == "GET":
        require(Act.READ_POST, post.facts())
    return post


def _passage(proposal: Proposal, anchor: str) -> Passage | None:
    statement = passages_in_force(Passage).where(Proposal.id == proposal.id, Passage.anchor == anchor)
    return session().scalars(statement).one_or_none()
