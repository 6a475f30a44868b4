"""What is asked and sent, as the rest of the site sees it: without NUL characters, which PostgreSQL cannot hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import flask
from flask import Flask, abort, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.datastructures.structures import iter_multi_items


class _Parameters(ImmutableMultiDict[str, Any]):
    def __init__(self, sent: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        pairs = iter_multi_items(sent) if sent else ()
        super().__init__([(_without_nul(name), _without_nul(value)) for name, value in pairs])


class Request(flask.Request):
    parameter_storage_class = _Parameters


def register(app: Flask) -> None:
    app.request_class = Request
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    if "\0" in request.path:
        abort(404)


def _without_nul(text: Any) -> Any:
    return text.replace("\0", "") if isinstance(text, str) else text
