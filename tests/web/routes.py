"""Every address of the site, for tests that go through all of them."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def ours(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    """Method, address and rule of each route but the static files; what an address names need not exist."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        for method in METHODS:
            if method in (rule.methods or ()):
                values = {name: _sample(converter) for name, converter in rule._converters.items()}
                yield method, adapter.build(rule.endpoint, values, method), rule


def _sample(converter: BaseConverter) -> object:
    if isinstance(converter, IntegerConverter):
        return 1
    return min(converter.items) if isinstance(converter, AnyConverter) else "x"
