"""Headers that every answer carries, and cookies that travel encrypted where pages do."""

from __future__ import annotations

from flask import Flask, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from deliberate.models import now
from deliberate.web.opened import opened_cookie
from deliberate.web.requests import RENEWED_EVERY, Request, is_for_every_visitor, present

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


HSTS = "Strict-Transport-Security", "max-age=31536000"


class Cookies(SecureCookieSessionInterface):
    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:  # type: ignore[override]  # ours
        """The request knows it, too, and when the cookie was made."""
        sent = request.cookies.get(self.get_cookie_name(app))
        opened = opened_cookie(app, sent) if sent else None
        if opened and now() - opened.signed > app.permanent_session_lifetime:
            opened = None
        request.remembered = SecureCookieSession(opened.session if opened else None)
        request.signed = opened.signed if opened else None
        return request.remembered

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing of the session is on a page that is the same for all visitors."""
        if is_for_every_visitor() and not session.modified:
            session.accessed = False
        super().save_session(app, session, response)

    def get_cookie_secure(self, app: Flask) -> bool:
        """Also where the site listens on this machine only, and a proxy that is trusted reports HTTPS."""
        return super().get_cookie_secure(app) or request.is_secure

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Once a day, so that who comes back stays signed in; not with a file, which anybody may keep."""
        if request.endpoint == "static":
            return False
        signed = present().signed
        is_old = session.permanent and signed is not None and now() - signed > RENEWED_EVERY
        return is_old or super().should_set_cookie(app, session)


def register(app: Flask) -> None:
    app.session_interface = Cookies()
