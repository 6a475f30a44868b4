"""`deliberate import` and `deliberate export`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from deliberate.cli.opening import naming, open_site, print_json, tell
from deliberate.cli.progress import progress
from deliberate.domain.words import say
from deliberate.formats.registry import Format, exports

if TYPE_CHECKING:
    from deliberate.formats.documents import Document
    from deliberate.formats.sites import Site

# Of what is left out so much is named.
_FEW_WORDS = 80


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read only, write nothing.")
@click.option("--json", "in_full", is_flag=True, help="With --dry-run: print all that was read.")
@click.option("--keep-all", is_flag=True, help="Keep what only the pages of a document print: numbers, running heads.")
def import_command(files: tuple[Path, ...], dry_run: bool, in_full: bool, keep_all: bool) -> None:
    """Proposals from documents or exported sites: all of the files or none.

    What is left out of a document, and what it holds besides words, is named on standard error.
    """
    from deliberate.tools.importing import import_sites, site_of

    with ExitStack() as stack:
        opened = [(file, stack.enter_context(_opened(file))) for file in files]
        with _reading(content for _, content in opened):
            if dry_run:
                summaries = [_found(file, content, in_full, keep_all) for file, content in opened]
                print_json(summaries[0] if len(summaries) == 1 else summaries)
                return
            sites = []
            for file, content in opened:
                with naming(file):
                    sites.append(site_of(_read(file, content, keep_all)))
        posts = sum(len(proposal.posts) for site in sites for proposal in site.proposals)
        session = stack.enter_context(open_site())
        with progress(say("Importing"), 2 * posts) as advance:
            imported = import_sites(session, sites, advance)
        print_json({"proposals": [asdict(proposal) for proposal in imported]})


class _Watched(io.BufferedReader):
    """A file that tells how many bytes are read of it."""

    advance: Callable[[int], None] | None = None

    def read(self, size: int | None = -1) -> bytes:
        content = super().read(size)
        if self.advance:
            self.advance(len(content))
        return content


def _opened(file: Path) -> _Watched:
    """What is no file, a pipe say, can be read only once, and is kept in memory."""
    raw = io.FileIO(file) if file.is_file() else io.BytesIO(file.read_bytes())
    return _Watched(cast("io.RawIOBase", raw))


@contextmanager
def _reading(files: Iterable[_Watched]) -> Iterator[None]:
    """Shows how much has been read. An exported site is read twice before anything of it is written: to see that it is
    JSON, and what it says."""
    watched = list(files)
    with progress(say("Reading"), 2 * sum(file.seek(0, io.SEEK_END) for file in watched)) as advance:
        for file in watched:
            file.seek(0)
            file.advance = advance
        yield
    for file in watched:
        file.advance = None


def _read(file: Path, content: BinaryIO, keep_all: bool) -> Document | Site:
    """Says what was left out of a document, and what no passage of it can hold."""
    from deliberate.formats.documents import Document
    from deliberate.formats.reading import read

    value = read(content, file.name)
    if not isinstance(value, Document):
        return value
    if keep_all:
        value = value.whole()
    for left in value.left_out:
        words = " ".join(left.passage.text.split())[:_FEW_WORDS]
        tell(say("%(file)s: left out: %(words)s (%(why)s)", file=file.name, words=words, why=left.why))
    for what in value.unread:
        tell(say("%(file)s: not read: %(what)s", file=file.name, what=what))
    if value.spoken != value.language:
        tell(say("%(file)s: guessed: its language, %(code)s", file=file.name, code=value.spoken))
    return value


def _found(file: Path, content: BinaryIO, in_full: bool, keep_all: bool) -> dict[str, Any]:
    """What a file holds: of a document its passages and messages, of a site what it is made of."""
    from deliberate.formats.documents import Document, to_json
    from deliberate.tools.importing import site_of

    with naming(file):
        value = _read(file, content, keep_all)
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
    from deliberate.tools.exporting import count_posts, load_site
    from deliberate.upkeep.transaction import snapshot

    with ExitStack() as stack:
        session = stack.enter_context(open_site())
        stack.enter_context(snapshot(session))
        wanted = slugs or None
        advance = stack.enter_context(progress(say("Exporting"), count_posts(session, wanted)))
        parts = chosen.write_parts(load_site(session, wanted, advance))
        write_out(parts, output)


def write_out(parts: Iterable[bytes], output: Path | None) -> None:
    """To standard output or a file, which may be a pipe."""
    if output is None:
        _write(parts, sys.stdout.buffer)
    elif output.exists() and not output.is_file():
        with output.open("wb") as pipe:
            _write(parts, pipe)
    else:
        _replace(output, parts)


def _write(parts: Iterable[bytes], file: BinaryIO) -> None:
    for part in parts:
        file.write(part)


def _replace(output: Path, parts: Iterable[bytes]) -> None:
    """What is not whole never has the name that was asked for."""
    unfinished = output.with_name(f"{output.name}.{os.getpid()}.part")
    try:
        with unfinished.open("xb") as file:
            _write(parts, file)
        unfinished.replace(output)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
