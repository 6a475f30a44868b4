"""Who asks, where proxies stand in front. What they report is believed of those that the settings name, and of nobody
else: otherwise whoever invents a header would have as many addresses, and tries, as they like.
"""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, current_app, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix

from deliberate.actions.noticing import notice_proxy
from deliberate.domain.networks import Address, Network, address_of, is_near
from deliberate.extensions import session
from deliberate.settings import Settings

_REPORTS = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded")


def register(app: Flask) -> None:
    settings: Settings = app.extensions["deliberate"]
    if settings.trusted_proxies:
        app.wsgi_app = TrustedProxies(app.wsgi_app, settings.trusted_proxies)  # type: ignore[method-assign]  # as Flask asks of middleware
    else:
        app.before_request(_notice)


class TrustedProxies:
    """Takes the visitor's address and https from `X-Forwarded-For` and `-Proto`, as far as proxies are trusted: so many
    of them, or those at these addresses. Host and path are never taken from a header that a visitor could have sent.
    """

    def __init__(self, app: WSGIApplication, trusted: int | tuple[Network, ...]) -> None:
        self._app = app
        self._trusted = trusted

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        app = self._app
        if hops := self._hops(environ):
            # A proxy adds a protocol to those before it, or writes its own over them.
            protocols = environ.get("HTTP_X_FORWARDED_PROTO", "").count(",") + 1
            app = ProxyFix(app, x_for=hops, x_proto=min(hops, protocols), x_host=0, x_port=0, x_prefix=0)
        return app(environ, start_response)

    def _hops(self, environ: WSGIEnvironment) -> int:
        """How many of the proxies that the request came through are trusted, up to the first that is not."""
        reported = [address_of(one) for one in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if isinstance(self._trusted, int):
            return self._trusted if len(reported) >= self._trusted and reported[-self._trusted] else 0
        hops, nearest = 0, address_of(environ.get("REMOTE_ADDR", ""))
        while reported and _is_in(nearest, self._trusted) and (farther := reported.pop()):
            hops, nearest = hops + 1, farther
        return hops


def _is_in(address: Address | None, networks: tuple[Network, ...]) -> bool:
    return address is not None and any(address in network for network in networks)


def _notice() -> None:
    """Says once, to the log and to the doctor, that a proxy stands in front and none is trusted: for the site all that
    come through it have one address."""
    if current_app.extensions.get("proxy noticed") or not is_near(request.remote_addr or ""):
        return
    if found := next((name for name in _REPORTS if name in request.headers), None):
        current_app.extensions["proxy noticed"] = True
        current_app.logger.warning(
            "A proxy reports %s and DELIBERATE_TRUSTED_PROXIES names none: "
            "all who come through it share one person's rate limits.",
            found,
        )
        try:
            notice_proxy(session())
        except SQLAlchemyError:
            session().rollback()
