"""`deliberate import` and `deliberate export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from deliberate.cli.opening import open_site, print_json
from deliberate.domain.words import say


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read only, write nothing.")
@click.option("--json", "in_full", is_flag=True, help="With --dry-run: print all that was read.")
def import_command(files: tuple[Path, ...], dry_run: bool, in_full: bool) -> None:
    """Proposals from texts or exported sites: all of the files or none."""
    texts = [(file, _read(file)) for file in files]
    if dry_run:
        found = [_found(file, text, in_full) for file, text in texts]
        print_json(found[0] if len(found) == 1 else found)
        return
    from deliberate.tools.importing import import_sites, read_site

    sites = []
    for file, text in texts:
        with _naming(file):
            sites.append(read_site(text))
    with open_site() as session:
        print_json({"proposals": [asdict(one) for one in import_sites(session, sites)]})


def _found(file: Path, text: str, in_full: bool) -> dict[str, Any]:
    """What a file holds: of a document its passages and messages, of a site what it is made of."""
    from deliberate.formats.documents import to_json
    from deliberate.formats.reading import read_document
    from deliberate.tools.importing import is_site, read_site

    with _naming(file):
        site = read_site(text)
        if in_full and not is_site(text):
            return to_json(read_document(text))
    counts = [{"slug": one.slug, "title": one.title, "posts": len(one.posts)} for one in site.proposals]
    return {"proposals": counts}


def _read(file: Path) -> str:
    from deliberate.formats.errors import FormatError

    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(say("not UTF-8 text (byte %(byte)d)", byte=error.start), at=str(file)) from error


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Says which file is wrong."""
    from deliberate.formats.errors import FormatError

    try:
        yield
    except FormatError as error:
        raise FormatError(error.why, at=str(file)) from error


@click.command("export")
@click.argument("slugs", metavar="[SLUG…]", nargs=-1)
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def export_command(slugs: tuple[str, ...], output: Path | None) -> None:
    """All proposals or those named, with their threads, as JSON."""
    from deliberate.formats import site_json
    from deliberate.formats.errors import FormatError
    from deliberate.tools.exporting import load_site

    with open_site() as session:
        site = load_site(session, slugs or None)
    if missing := set(slugs) - {proposal.slug for proposal in site.proposals}:
        raise FormatError(say("there is no proposal “%(slug)s” here", slug=min(missing)))
    text = site_json.dumps(site)
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.buffer.write(text.encode())
