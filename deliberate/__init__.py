"""deliberate: structured public deliberation."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy import event

from deliberate import extensions, logs, settings, web
from deliberate.counting import Counts
from deliberate.domain.browsers import STAYS_SIGNED_IN
from deliberate.models import engine
from deliberate.settings import ROOT, Settings
from deliberate.web import release
from deliberate.web.templating import Environment


def create_app(config: Settings | None = None) -> Flask:
    """The application for `config`, or for the environment when none is given."""
    config = config or settings.from_environment()
    logs.keep_values_out()
    files = release.of_files(Path(__file__).parent / "static")
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_url_path=f"/static/{files}")
    app.jinja_environment = Environment
    app.config.from_mapping(
        SECRET_KEY=config.secret_key,
        APPLICATION_ROOT=config.prefix or "/",
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine.options(config.database_url, prepared_statements=config.prepared_statements),
        TESTING=config.testing,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not config.on_loopback and not config.testing,
        PERMANENT_SESSION_LIFETIME=STAYS_SIGNED_IN,
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        # A form carries a token of its session; the Referer asked for besides over HTTPS is left out by some browsers.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.extensions["deliberate"] = config
    app.extensions["counts"] = Counts(config.redis_url, config.data / "limits.sqlite3") if config.limited else None
    extensions.db.init_app(app)
    for extension in (extensions.login, extensions.csrf, extensions.babel):
        extension.init_app(app)
    with app.app_context():
        engine.prepare(extensions.db.engine)
        event.listen(extensions.db.engine, "connect", logs.note_connection)
        web.register(app, extensions.db.engine)
    return app
