"""`deliberate serve`."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberate.cli.keeping import Keeper
from deliberate.cli.opening import failure, is_empty, prepare, tell
from deliberate.domain.words import Say, say, say_many

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from deliberate.counting import Counts
    from deliberate.settings import Settings


@click.command()
@click.option("--no-seed", is_flag=True, help="Leave an empty database empty.")
@click.option("--gunicorn", is_flag=True, help="Serve with gunicorn, for production.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes of gunicorn.")
@click.option("--no-worker", is_flag=True, help="Start no worker: you run `deliberate worker` yourself.")
def serve(no_seed: bool, gunicorn: bool, workers: int, no_worker: bool) -> None:
    """Create, migrate and seed an empty database, then serve the site."""
    from deliberate import create_app, extensions

    app = create_app()
    settings: Settings = app.extensions["deliberate"]
    counts: Counts | None = app.extensions["counts"]
    # A Redis that cannot be used says so by itself. The file is opened by those who count in it: never before a fork.
    if counts and settings.redis_url:
        counts.trouble()
    with app.app_context():
        _prepare(app, extensions.session(), settings, seed=not no_seed)
        extensions.db.session.remove()
        extensions.db.engine.dispose()
    if gunicorn:
        _serve_with_gunicorn(settings, workers, with_worker=not no_worker)
    else:
        _serve_alone(app, settings, with_worker=not no_worker)


def _prepare(app: Flask, session: Session, settings: Settings, *, seed: bool) -> None:
    from deliberate.actions.noticing import noticed_proxy
    from deliberate.settings import ROOT
    from deliberate.tools.doctor import untrusted_proxy
    from deliberate.tools.rules import adopt_rules

    prepare(app, session)
    adopt_rules(session, settings.rules)
    if seed and is_empty(session):
        from deliberate.tools.importing import seed_database

        proposals = seed_database(session, ROOT / "seeds")
        tell(
            say_many(
                "An empty database: it begins with %(num)d proposal.",
                "An empty database: it begins with %(num)d proposals.",
                len(proposals),
            )
        )
    if not settings.trusted_proxies and (day := noticed_proxy(session)):
        tell(untrusted_proxy(day))
    if settings.on_loopback:
        _tell_local_accounts(session, settings.data / "accounts.txt")


def _tell_local_accounts(session: Session, file: Path) -> None:
    """Accounts for this machine alone: made once, their passwords kept in a file only its owner can read."""
    from deliberate.tools.local_accounts import has_local_accounts, make_local_accounts

    if not file.exists() or not has_local_accounts(session):
        made = make_local_accounts(session)
        lines = "".join(f"{name} {password}\n" for name, password in made.items())
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(lines)
    tell(
        say("Sign in with one of these names and passwords (kept in %(file)s, for this machine only):", file=str(file))
    )
    click.echo("".join(f"  {line}\n" for line in file.read_text().splitlines()), err=True, nl=False)


def _serve_alone(app: Flask, settings: Settings, *, with_worker: bool) -> None:
    from deliberate.cli.answering import Server

    try:
        server = Server(app, settings.prefix, host=settings.host, port=settings.port)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        why = say(
            "cannot listen on %(host)s:%(port)d: %(why)s", host=settings.host, port=settings.port, why=str(reason)
        )
        raise failure(why) from error
    asked_to_stop: list[int] = []

    def ask(number: int, frame: object) -> None:
        asked_to_stop.append(number)
        server.wake()

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, ask)
    tell(_where(settings))
    keeper = Keeper(wanted=with_worker)

    def goes_on() -> bool:
        keeper.look()
        return not asked_to_stop

    try:
        server.run(goes_on)
    finally:
        keeper.stop()


def _serve_with_gunicorn(settings: Settings, processes: int, *, with_worker: bool) -> None:
    from deliberate.cli.processes import Site

    tell(_where(settings))
    keeper = Keeper(wanted=with_worker)
    try:
        Site(settings, processes, keeper).run()
    finally:
        keeper.stop()


def _where(settings: Settings) -> Say:
    return say("deliberate is at %(address)s (stop it with Ctrl-C)", address=_address(settings))


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}{settings.prefix}/"
