"""For programs that watch the site."""

from __future__ import annotations

import time

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue

from deliberate.extensions import session
from deliberate.tools.readiness import not_ready
from deliberate.web.access import allows
from deliberate.web.site.views import site

# Seconds for which it is believed that what could be saved still can be: whoever asks all the time makes nobody wait.
_PAUSE = 1.0


@site.get("/healthz")
@allows(None)
def health() -> ResponseReturnValue:
    """Whether this process answers; whether all is well is asked of `/readyz`."""
    return jsonify(status="ok")


@site.get("/readyz")
@allows(None)
def ready() -> ResponseReturnValue:
    """Whether people can read and write, and whether what follows from it is done."""
    written: float = current_app.extensions.get("written", 0.0)
    writing = time.monotonic() - written >= _PAUSE
    wrong = not_ready(session(), writing=writing)
    if writing and not wrong:
        current_app.extensions["written"] = time.monotonic()
    return jsonify(status="; ".join(wrong) or "ok"), 503 if wrong else 200
