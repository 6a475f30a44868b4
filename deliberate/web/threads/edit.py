"""Rewording one's own post, and the wordings a post has had."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from deliberate.actions import posting
from deliberate.actions.posting import Outdated
from deliberate.domain.arranging import Refusal
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.extensions import csrf, session
from deliberate.models import Post
from deliberate.queries.wordings import asked_again
from deliberate.queries.wordings import wordings as wordings_of
from deliberate.settings import Limit
from deliberate.web import addresses
from deliberate.web.access import allows, load_post, require, viewer, waits
from deliberate.web.limits import limited
from deliberate.web.numbers import whole_number
from deliberate.web.sending import Problem, limit, sender
from deliberate.web.threads.forms import CAPTIONS, EditForm
from deliberate.web.threads.views import threads
from deliberate.web.words import _, said


@threads.route("/posts/<int:post_id>/edit", methods=["GET", "POST"])
@allows(Act.EDIT)
@limited(Limit.FORM)
def edit(post_id: int) -> ResponseReturnValue:
    post = load_post(post_id)
    if request.method == "GET":
        require(Act.EDIT, post.facts())
        return _page(post, EditForm(data=_as_it_is(post)))
    form = EditForm(request.form)
    form.of(post.label)
    if request.form.get("do") == "preview":
        return _page(post, form, previewing=True)
    try:
        return _save(post, form)
    except Problem as problem:
        session().rollback()
        return _page(post, form, problem), problem.status


csrf.exempt(edit)  # it checks the token itself, so that the text is kept when it has expired


@threads.get("/posts/<int:post_id>/wordings")
@allows(Act.READ_POST)
def wordings(post_id: int) -> ResponseReturnValue:
    post = load_post(post_id)
    wordings, page = wordings_of(session(), post, request.args.get("page", 1, whole_number))
    return render_template("threads/wordings.html", post=post, wordings=wordings, page=page, captions=CAPTIONS)


def _save(post: Post, form: EditForm) -> ResponseReturnValue:
    person = sender(form)
    require(Act.EDIT, post.facts(), personally=True)
    if not form.validate():
        raise Problem(400, _("Nothing was lost. Please check:"))
    limit(Limit.EDIT)
    try:
        posting.edit_post(
            session(),
            person,
            post.id,
            form.version.data or 0,
            form.words(),
            form.chosen_ground(),
            hold=waits(person),
        )
    except Outdated as outdated:
        raise Problem(
            409, _("This post was changed while you were writing. Compare the two texts, then save yours.")
        ) from outdated
    except Refusal as refusal:
        raise Problem(409, said(refusal.why) + " " + _("Your text is kept below.")) from refusal
    held = post.state is State.HELD
    flash(_("Saved. It waits for a moderator: you see it; others do not yet.") if held else _("Saved."), "done")
    return redirect(addresses.post(post.id), 303)


def _as_it_is(post: Post) -> dict[str, object]:
    return {**asdict(post.words), "ground": post.ground or "", "version": post.version}


def _page(post: Post, form: EditForm, problem: Problem | None = None, previewing: bool = False) -> str:
    """After somebody changed the post meanwhile: both texts, and a form that saves over the one that is there now."""
    form.of(post.label)
    outdated = form.version.data != post.version
    if outdated:
        form.version.data = post.version
        form.version.raw_data = None
    return render_template(
        "threads/edit.html",
        post=post,
        form=form,
        problem=problem,
        theirs=post.words if outdated else None,
        captions=CAPTIONS,
        previewing=previewing,
        signed_out=viewer() is None,
        asked_again=asked_again(session(), post),
    )
