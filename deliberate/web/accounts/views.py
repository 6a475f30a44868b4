"""Registering, signing in and out, one's own pages, and everybody's public page."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from deliberate.actions import accounts as actions
from deliberate.actions import signing_in
from deliberate.actions.accounts import AccountError
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.extensions import session
from deliberate.queries import people, sign_ins
from deliberate.settings import Limit
from deliberate.web import addresses
from deliberate.web.access import actor, allows, signed_in, viewer, waits
from deliberate.web.accounts.forms import AboutForm, PasswordForm, RegisterForm, SignInForm, show, typed
from deliberate.web.caching import never_the_same
from deliberate.web.limits import limited
from deliberate.web.numbers import whole_number
from deliberate.web.session import check_password, register_person, sign_in_person
from deliberate.web.session import sign_out as forget
from deliberate.web.visitor import visitor
from deliberate.web.words import _

accounts = Blueprint("accounts", __name__)


@accounts.route("/account/register", methods=["GET", "POST"])
@allows(None)
@limited(Limit.FORM)
def register() -> ResponseReturnValue:
    form = RegisterForm(request.form, next=request.args.get("next"))
    if viewer():
        return redirect(_next(form.next.data))
    if request.method == "GET":
        return render_template("accounts/register.html", form=form)
    if form.validate():
        try:
            person = register_person(typed(form.name), typed(form.password), typed(form.email))
        except AccountError as error:
            show(form, error)
        else:
            sign_in_person(person)
            flash(_("Welcome. Your account is ready."), "done")
            return redirect(_next(form.next.data))
    return render_template("accounts/register.html", form=form), 400


@accounts.route("/account/sign-in", methods=["GET", "POST"])
@allows(None)
@limited(Limit.FORM)
def sign_in() -> ResponseReturnValue:
    form = SignInForm(request.form, next=request.args.get("next"))
    if request.method == "GET":
        return redirect(_next(form.next.data)) if viewer() else render_template("accounts/sign_in.html", form=form)
    if form.validate():
        try:
            person = check_password(typed(form.name), typed(form.password))
        except AccountError as error:
            show(form, error)
        else:
            sign_in_person(person)
            return redirect(_next(form.next.data))
    return render_template("accounts/sign_in.html", form=form), 400


@accounts.route("/account/sign-out", methods=["POST"])
@allows(None)
@limited(Limit.FORM)
def sign_out() -> ResponseReturnValue:
    forget()
    flash(_("You are signed out."), "done")
    return redirect(addresses.home())


@accounts.route("/account/password", methods=["GET", "POST"])
@allows(Act.SEE_OWN)
@limited(Limit.PASSWORD)
def password() -> ResponseReturnValue:
    form = PasswordForm(request.form)
    if request.method == "GET":
        return render_template("accounts/password.html", form=form)
    person = signed_in()
    if form.validate():
        try:
            actions.change_password(session(), person, typed(form.current_password), typed(form.password))
        except AccountError as error:
            show(form, error)
        else:
            sign_in_person(person)
            flash(_("Your password is changed. Everywhere else you are signed out."), "done")
            return redirect(url_for("accounts.overview"))
    return render_template("accounts/password.html", form=form), 400


@accounts.route("/account/", methods=["GET", "POST"])
@allows(Act.SEE_OWN)
@limited(Limit.FORM)
def overview() -> ResponseReturnValue:
    person = signed_in()
    form = AboutForm(request.form, about=person.about)
    if request.method == "GET":
        return _overview(form)
    try:
        actions.set_about(session(), person, typed(form.about), hold=waits(person))
    except AccountError as error:
        show(form, error)
        return _overview(form), 400
    in_sight = person.about_state is State.VISIBLE or not person.about
    flash(_("Saved.") if in_sight else _("Saved. It waits for a moderator: others do not see it yet."), "done")
    return redirect(url_for("accounts.overview"))


def _overview(form: AboutForm) -> str:
    person = signed_in()
    browsers = sign_ins.count_sign_ins(session(), person.id)
    return render_template("accounts/overview.html", person=person, form=form, browsers=browsers)


@accounts.route("/account/sessions")
@allows(Act.SEE_OWN)
def sessions() -> ResponseReturnValue:
    never_the_same()
    here, person = visitor(), signed_in()
    browsers = sign_ins.sign_ins(session(), person.id)
    return render_template("accounts/sessions.html", browsers=browsers, here=here and here.id)


@accounts.post("/account/sessions/<int:sign_in_id>/end")
@allows(Act.SEE_OWN)
@limited(Limit.FORM)
def end_session(sign_in_id: int) -> ResponseReturnValue:
    here, person = visitor(), signed_in()
    if here and here.id == sign_in_id:
        return sign_out()
    if not signing_in.end(session(), person, sign_in_id):
        abort(404, _("You are not signed in there any more."))
    flash(_("You are signed out there."), "done")
    return redirect(url_for("accounts.sessions"))


@accounts.post("/account/sessions/end")
@allows(Act.SEE_OWN)
@limited(Limit.FORM)
def end_sessions() -> ResponseReturnValue:
    signing_in.end_everywhere(session(), signed_in())
    forget()
    flash(_("You are signed out everywhere."), "done")
    return redirect(addresses.home())


@accounts.route("/account/posts")
@allows(Act.SEE_OWN)
def posts() -> ResponseReturnValue:
    wanted = request.args.get("state", "")
    state = State(wanted) if wanted in set(State) else None
    own = people.own_posts(session(), signed_in(), state, request.args.get("page", 1, whole_number))
    return render_template("accounts/posts.html", own=own, states=list(State))


# A document may have a slash in its name.
@accounts.route("/people/<path:name>")
@allows(None)
def person(name: str) -> ResponseReturnValue:
    asked = request.args.get("label", "")
    label = Label(asked) if asked in list(Label) else None
    page = people.person_page(session(), name, actor(), request.args.get("page", 1, whole_number), label)
    if page is None:
        abort(404, _("There is nobody with this name here. Check how it is written."))
    return render_template("accounts/person.html", person=page)


def _next(address: str | None) -> str:
    """Where the person was going, if that is a page of this site; else the front page."""
    return addresses.local_path(address) or addresses.home()
