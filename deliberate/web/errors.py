"""Every error is a page that says what happened, that nothing was lost, and what to do next."""

from __future__ import annotations

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from deliberate.extensions import session
from deliberate.web.words import _

# Never shown back to anybody.
_SECRET_FIELDS = {"csrf_token", "password", "current_password", "new_password", "repeat"}


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(Exception, _show_unexpected)


def _show(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    session().rollback()
    page = render_template(
        "errors/error.html",
        code=error.code,
        title=_title(error.code),
        description=_description(error),
        kept=_typed(error),
    )
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    return page, error.code, headers


def _show_unexpected(error: Exception) -> ResponseReturnValue:
    current_app.logger.exception("%s %s failed", request.method, request.path)
    return _show(InternalServerError())


def _title(code: int) -> str:
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
    return titles.get(code, _("This did not work"))


def _description(error: HTTPException) -> str:
    """The words given to `abort`, or ours; never the library's, which speak of servers."""
    own = {
        400: _("Go back, check what you entered, and send it again."),
        401: _("You need to be signed in for this."),
        403: _("You do not have the right to do this."),
        404: _("The address may be mistyped, or the page may have moved. Try the search."),
        405: _("Go back and use the buttons on the page."),
        409: _("Open the page again to see how it is now, then decide."),
        413: _("What you sent is larger than two megabytes. Go back: your text is still there. Shorten or split it."),
        429: _("You have sent a lot in a short time. Wait a minute, then send it again."),
        500: _("It has been noted. Nothing was saved; try again in a moment."),
    }
    given = error.description
    if given and given != type(error).description and error.code != 429:
        return given
    return own.get(error.code or 500, _("Go back and try again."))


def _typed(error: HTTPException) -> dict[str, str]:
    """What the person had typed into the form that failed, so that it is never lost."""
    if request.method != "POST" or isinstance(error, RequestEntityTooLarge):
        return {}
    try:
        fields = request.form.items()
        return {name: text for name, text in fields if name not in _SECRET_FIELDS and len(text.strip()) > 20}
    except HTTPException:
        return {}
