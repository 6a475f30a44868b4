"""The signs of labels and statuses, of which one file holds all: pages point into it, the map draws their paths."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from flask import url_for
from markupsafe import Markup

_FILE = "icons.svg"
_SYMBOL = re.compile(r'<symbol id="([^"]+)" [^>]*><path d="([^"]+)"/>')
# By the word of the label or status.
PATHS: dict[str, str] = dict(_SYMBOL.findall((Path(__file__).parents[1] / "static" / _FILE).read_text("utf-8")))


def icon(name: str) -> Markup:
    """The sign for a label or a status; a decoration, since its word stands beside it."""
    return _use(f"{url_for('static', filename=_FILE)}#{name}")


def sign(name: str) -> Markup:
    """The same at the head of a row, whose style sheet knows it there."""
    return _use(f"{url_for('static', filename=_FILE)}#{name}", "")


@lru_cache(maxsize=256)
def _use(address: str, classed: str = ' class="icon"') -> Markup:
    return Markup('<svg{} aria-hidden="true"><use href="{}"/></svg>').format(Markup(classed), address)  # noqa: S704  # nosec B704  # ours
