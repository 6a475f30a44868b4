"""What tests of pages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.web.keeping import keeping


@pytest.fixture
def kept(app: Flask) -> Iterator[Flask]:
    """The application as it runs on a server: it keeps pages."""
    with keeping(app) as kept:
        yield kept
