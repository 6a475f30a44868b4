"""The site's command, with one page more on the site: who asks and the token of a form, and nothing else. That is what
any page costs before its own."""

from __future__ import annotations

from flask import Flask

import deliberate
from deliberate import tokens
from deliberate.cli import main
from deliberate.settings import Settings
from deliberate.web.access import allows, signed_in

PATH = "/frame"
_create_app = deliberate.create_app


def create_app(settings: Settings | None = None) -> Flask:
    app = _create_app(settings)
    app.add_url_rule(PATH, view_func=frame)
    return app


@allows(None)
def frame() -> str:
    return f"{signed_in().name} {tokens.token()}"


if __name__ == "__main__":
    deliberate.create_app = create_app
    main()
