"""How often something may be tried, by an address or on one name."""

from __future__ import annotations

import time

from flask import current_app
from limits import parse
from werkzeug.exceptions import TooManyRequests

from deliberate.extensions import limiter


def limit(what: str, rate: str, who: str) -> None:
    """Counts one try; 429, with the seconds to wait, when `who` has made more than `rate` ('10 per hour') of them."""
    if not current_app.config["RATELIMIT_ENABLED"]:
        return
    item = parse(rate)
    if not limiter.limiter.hit(item, what, who):
        ends = limiter.limiter.get_window_stats(item, what, who).reset_time
        raise TooManyRequests(retry_after=max(1, round(ends - time.time())))
