"""Scripts that fetch a part of a page get it alone, at the address of the page."""

from __future__ import annotations

from flask import Response, make_response, request

_ASKS = "X-Requested-With"
BY_A_SCRIPT = "fetch"


def is_fetched() -> bool:
    return request.headers.get(_ASKS) == BY_A_SCRIPT


def varying(page: str) -> Response:
    """Says that scripts get something else at this address, so that no cache takes one for the other."""
    answer = make_response(page)
    answer.vary.add(_ASKS)
    return answer
