"""Every error is a page that says what happened, that nothing was lost, and what to do next."""

from __future__ import annotations

from flask import Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from deliberate.extensions import session
from deliberate.web import addresses
from deliberate.web.accounts.forms import SignInForm
from deliberate.web.words import _

# Never shown back: secrets, and what the page itself had put into the form.
_NOT_TYPED = {"csrf_token", "repeat", "next", "once"}


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(Exception, _show_unexpected)


def _show(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    words = {"title": _title(error), "description": _description(error)}
    if _is_for_a_program():
        page = jsonify(error=words["title"], message=words["description"]).get_data(as_text=True)
    else:
        page = _page(error, words)
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    return current_app.response_class(
        page, error.code, headers, mimetype="application/json" if _is_for_a_program() else "text/html"
    )


def _show_unexpected(error: Exception) -> ResponseReturnValue:
    # The address without its query and the form: they may hold what nobody should read in a log.
    current_app.logger.exception("%s %s failed", request.method, request.path)
    return _show(InternalServerError())


def _page(error: HTTPException, words: dict[str, str]) -> str:
    """The page in the site's frame; bare when the frame cannot be had, as when the database is away."""
    try:
        session().rollback()
        return render_template(
            "errors/error.html",
            **words,
            code=error.code,
            kept=_typed(error),
            back=addresses.came_from() if request.method == "POST" else None,
            form=SignInForm(next=addresses.wanted()) if error.code == 401 else None,
        )
    except Exception:
        current_app.logger.exception("the page for error %s failed", error.code)
        # Not `render_template`, which would ask the database who is looking.
        return current_app.jinja_env.get_template("errors/bare.html").render(**words)


def _is_for_a_program() -> bool:
    """Whether a script asked, which reads JSON."""
    if request.headers.get("X-Requested-With", "").lower() in ("fetch", "xmlhttprequest"):
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _title(error: HTTPException) -> str:
    if isinstance(error, CSRFError):
        return _("This page had been open too long")
    titles = {
        400: _("This could not be understood"),
        401: _("Sign in to go on"),
        403: _("This is not allowed"),
        404: _("Nothing is here"),
        405: _("This address does something else"),
        409: _("Somebody changed it meanwhile"),
        413: _("This is too long"),
        429: _("Too fast"),
        500: _("Something broke on our side"),
    }
    return titles.get(error.code or 500, _("This did not work"))


def _description(error: HTTPException) -> str:
    """The words given to `abort`, or ours; never the library's, which speak of servers."""
    if isinstance(error, CSRFError):
        return _(
            "It was open too long, you signed in or out in another window, or your browser keeps no cookies. "
            "Nothing was changed. Go back, load the page again, and send it once more."
        )
    own = {
        400: _("Go back, check what you entered, and send it again."),
        401: _("You need to be signed in for this."),
        403: _("You do not have the right to do this."),
        404: _("The address may be mistyped, or the page may have moved. Try the search."),
        405: _("Go back and use the buttons on the page."),
        409: _("Open the page again to see how it is now, then decide."),
        413: _("What you sent is larger than two megabytes. Go back: your text is still there. Shorten or split it."),
        500: _("It has been noted. Nothing was saved; try again in a moment."),
    }
    given = error.description
    if given and given != type(error).description:
        return given
    return own.get(error.code or 500, _("Go back and try again."))


def _typed(error: HTTPException) -> dict[str, str]:
    """What the person had written into the form that failed, so that it is never lost; single words are not kept."""
    if request.method != "POST" or isinstance(error, RequestEntityTooLarge):
        return {}
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:
        return {}
    kept: dict[str, str] = {}
    for name, text in fields:
        if name not in _NOT_TYPED and "password" not in name and (len(text) > 20 or " " in text.strip()):
            kept[name] = f"{kept[name]}\n\n{text}" if name in kept else text
    return kept
