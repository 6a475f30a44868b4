"""`deliberate migrate` and `deliberate doctor`."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberate.cli.opening import migrated, print_json
from deliberate.cli.progress import progress
from deliberate.domain.words import say

if TYPE_CHECKING:
    from flask import Flask

    from deliberate.counting import Counts
    from deliberate.settings import Settings
    from deliberate.tools.doctor import Finding


@click.command()
def migrate() -> None:
    """Create the database or bring it up to date."""
    from deliberate import create_app, migrating

    app = create_app()
    with app.app_context():
        before = migrating.current()
        migrated(app)
        print_json({"from": before, "to": migrating.current()})


@click.command()
@click.option("--fix", is_flag=True, help="Repair what can be computed anew.")
def doctor(fix: bool) -> None:
    """Check the database, the numbers kept in it, the search index and the files."""
    from deliberate import create_app

    app = create_app()
    with app.app_context():
        settings = app.extensions["deliberate"]
        findings = [*_files(settings.data, fix), _counting(settings, app.extensions["counts"]), *_database(app, fix)]
    ok = all(finding.ok or finding.fixed for finding in findings)
    checks = [
        {"check": finding.check, "ok": finding.ok, "found": str(finding.found)}
        | ({"fixed": True} if finding.fixed else {})
        for finding in findings
    ]
    print_json({"ok": ok, "checks": checks})
    sys.exit(0 if ok else 1)


def _files(data: Path, fix: bool) -> list[Finding]:
    """Secrets that only the owner may read."""
    from deliberate.tools.doctor import Finding

    findings = []
    for name in ("secret-key", "accounts.txt"):
        file = data / name
        if not file.exists():
            continue
        mode = stat.S_IMODE(file.stat().st_mode)
        ok = mode & 0o077 == 0
        if fix and not ok:
            file.chmod(0o600)
        findings.append(Finding(name, ok, say("mode %(mode)04o", mode=mode), fixed=fix and not ok))
    return findings


def _counting(settings: Settings, counts: Counts | None) -> Finding:
    from deliberate.tools.doctor import Finding

    if counts is None:
        return Finding("rate limits", True, "off")
    if trouble := counts.trouble():
        return Finding("rate limits", False, f"{counts.name}: {trouble}")
    in_file = "counted in limits.sqlite3 by all processes on this machine; where there are several, set REDIS_URL"
    return Finding("rate limits", True, "counted in Redis" if settings.redis_url else in_file)


def _database(app: Flask, fix: bool) -> list[Finding]:
    from sqlalchemy.exc import OperationalError

    from deliberate import extensions, migrating
    from deliberate.tools.doctor import Finding, count_steps, examine, examine_proxies

    head = migrating.head()
    try:
        at = migrating.current()
    except OperationalError as error:
        return [Finding("database", False, " ".join(str(error.orig).split()))]
    behind = at != head
    if behind and fix:
        migrated(app)
    sentence = say("at %(at)s, newest is %(head)s", at=str(at), head=head) if behind else say("at %(at)s", at=head)
    schema = Finding("schema", not behind, sentence, fixed=behind and fix)
    if behind and not fix:
        return [schema]
    session, settings = extensions.session(), app.extensions["deliberate"]
    proxies = examine_proxies(session, trusted=bool(settings.trusted_proxies), fix=fix)
    with progress(say("Examining"), count_steps(session)) as advance:
        return [schema, *examine(session, fix=fix, advance=advance), proxies]
