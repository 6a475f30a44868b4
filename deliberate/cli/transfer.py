"""`deliberate import` and `deliberate export`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from deliberate.cli.opening import naming, open_site, print_json
from deliberate.domain.words import say
from deliberate.formats.registry import Format, exports


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read only, write nothing.")
@click.option("--json", "in_full", is_flag=True, help="With --dry-run: print all that was read.")
def import_command(files: tuple[Path, ...], dry_run: bool, in_full: bool) -> None:
    """Proposals from texts or exported sites: all of the files or none."""
    contents = [(file, file.read_bytes()) for file in files]
    if dry_run:
        summaries = [_found(file, content, in_full) for file, content in contents]
        print_json(summaries[0] if len(summaries) == 1 else summaries)
        return
    from deliberate.tools.importing import import_sites, read_site

    sites = []
    for file, content in contents:
        with naming(file):
            sites.append(read_site(content, file.name))
    with open_site() as session:
        print_json({"proposals": [asdict(proposal) for proposal in import_sites(session, sites)]})


def _found(file: Path, content: bytes, in_full: bool) -> dict[str, Any]:
    """What a file holds: of a document its passages and messages, of a site what it is made of."""
    from deliberate.formats.documents import Document, to_json
    from deliberate.formats.reading import read
    from deliberate.tools.importing import site_of

    with naming(file):
        value = read(content, file.name)
        site = site_of(value)
    if in_full and isinstance(value, Document):
        return to_json(value)
    counts = [
        {"slug": proposal.slug, "title": proposal.title, "posts": len(proposal.posts)} for proposal in site.proposals
    ]
    return {"proposals": counts}


def _chosen(context: click.Context, parameter: click.Parameter, name: str) -> Format[Any, Any]:
    if chosen := exports().get(name):
        return chosen
    raise click.BadParameter(f"there is no format “{name}”; the formats are: {', '.join(exports())}")


def _names() -> str:
    return f"One of: {', '.join(exports())}."


def _losses() -> str:
    """For each format what it cannot hold, a paragraph each."""
    return "\n\n".join(f"{format.name} cannot hold {format.cannot_hold}." for format in exports().values())


@click.command("export", epilog=_losses())
@click.argument("slugs", metavar="[SLUG…]", nargs=-1)
@click.option("--format", "chosen", metavar="NAME", default="json", show_default=True, callback=_chosen, help=_names())
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def export_command(slugs: tuple[str, ...], chosen: Format[Any, Any], output: Path | None) -> None:
    """All proposals or those named, with their threads."""
    from deliberate.formats.errors import FormatError
    from deliberate.tools.exporting import load_site

    with open_site() as session:
        site = load_site(session, slugs or None)
    if missing := set(slugs) - {proposal.slug for proposal in site.proposals}:
        raise FormatError(say("there is no proposal “%(slug)s” here", slug=min(missing)))
    content = chosen.write(site)
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
