"""What the cookie of a session holds."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from flask import Flask
from itsdangerous import BadSignature


class Opened(NamedTuple):
    session: dict[str, Any]
    signed: datetime


def opened_cookie(app: Flask, sent: str) -> Opened | None:
    """What was sent and when it was signed, however long ago; None for what was not signed here. What it holds is the
    caller's own, to change."""
    try:
        opened = _opened(app, sent)
    except BadSignature:
        return None
    return opened._replace(session=deepcopy(opened.session))


# To open one takes longer than to route a request, and a browser sends the same one each time.
@lru_cache(maxsize=1024)
def _opened(app: Flask, sent: str) -> Opened:
    signer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # ours
    return Opened(*signer.loads(sent, return_timestamp=True))
