"""Every error is a page that says what happened, that nothing was lost, and what to do next."""

from __future__ import annotations

from flask import Flask, current_app, jsonify, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge, ServiceUnavailable

from deliberate.extensions import session
from deliberate.models.trouble import trouble
from deliberate.web import addresses, sent
from deliberate.web.access import OutOfSight
from deliberate.web.accounts.forms import SignInForm
from deliberate.web.outages import note, unavailable
from deliberate.web.request_ids import asked, request_id
from deliberate.web.words import _, as_text


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(Exception, _show_unexpected)


def _show(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, Exception):
        return _show_unexpected(error.original_exception)
    _link_whatever_the_host()
    words = {"title": _title(error), "description": _description(error)}
    if error.code >= 500:
        words["number"] = request_id()
    if _is_for_a_program():
        reference = {"request": words["number"]} if "number" in words else {}
        page = jsonify(error=as_text(words["title"]), message=as_text(words["description"]), **reference).get_data(
            as_text=True
        )
    else:
        page = _page(error, words)
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    return current_app.response_class(
        page, error.code, headers, mimetype="application/json" if _is_for_a_program() else "text/html"
    )


def _link_whatever_the_host() -> None:
    """A request for a host that can be none ('a..b') has no map of addresses, which every page needs."""
    if request_ctx.url_adapter is None:
        request_ctx.url_adapter = current_app.url_map.bind("localhost", script_name=request.script_root or "/")


def _show_unexpected(error: Exception) -> ResponseReturnValue:
    if trouble(error):
        return _show(unavailable(error))
    current_app.logger.exception("%s failed", asked())
    return _show(InternalServerError())


def _page(error: HTTPException, words: dict[str, str]) -> str:
    """The page in the site's frame; bare when the frame cannot be had, as when the database is away."""
    kept = {} if isinstance(error, RequestEntityTooLarge) else sent.typed()
    back = _back()
    if not isinstance(error, ServiceUnavailable):
        try:
            session().rollback()
            form = SignInForm(next=addresses.wanted()) if error.code == 401 else None
            more = {"form": form, "log": error.log if isinstance(error, OutOfSight) else None}
            return render_template("errors/error.html", **words, code=error.code, kept=kept, back=back, **more)
        except Exception as failure:
            if trouble(failure):
                note(failure, f"{asked()} answered {error.code} on a bare page")
            else:
                current_app.logger.exception("%s: the page for error %s failed", asked(), error.code)
    again = sent.to_send_again() if isinstance(error, ServiceUnavailable) else []
    # Not `render_template`, which would ask the database who is looking.
    page = current_app.jinja_env.get_template("errors/bare.html")
    return page.render(**words, code=error.code, kept=kept, back=back, again=again, address=addresses.present())


def _back() -> str | None:
    """The page that led here; none where it is this one."""
    came_from = addresses.came_from()
    return came_from if request.method == "POST" or came_from != addresses.present() else None


def _is_for_a_program() -> bool:
    """Whether a script asked, which reads JSON."""
    if request.headers.get("X-Requested-With", "").lower() in ("fetch", "xmlhttprequest"):
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _title(error: HTTPException) -> str:
    if isinstance(error, CSRFError):
        return _("This page had been open too long")
    if isinstance(error, OutOfSight):
        return _("Hidden by a moderator") if error.log else _("This waits for a moderator")
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
        503: _("Not at the moment"),
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
