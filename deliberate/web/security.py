"""Headers that every answer carries, and cookies that travel encrypted where pages do."""

from __future__ import annotations

import flask
from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

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


class Cookies(SecureCookieSessionInterface):
    def get_cookie_secure(self, app: Flask) -> bool:
        """Also where the site listens on this machine only, and a proxy that is trusted reports HTTPS."""
        return super().get_cookie_secure(app) or request.is_secure

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Not with a file, which whatever stands between may keep for everybody."""
        return not _is_a_file() and super().should_set_cookie(app, session)


def register(app: Flask) -> None:
    app.session_interface = Cookies()
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not _is_a_file() and (flask.session or "Set-Cookie" in response.headers or flask.session.modified):
        # A browser on a shared computer, and whatever stands between, forgets what only one person may see.
        response.headers["Cache-Control"] = f"private, {'no-cache' if response.get_etag()[0] else 'no-store'}"
    if current_app.session_interface.get_cookie_secure(current_app):
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _is_a_file() -> bool:
    return request.endpoint == "static"
