"""How far a command is, for whoever waits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from deliberate.domain.words import Sentence


@contextmanager
def progress(label: Sentence, steps: int) -> Iterator[Callable[[int], None]]:
    """Gives what is to be told of steps that were made, of `steps` in all. The bar is on standard error; where that is
    no terminal there is none."""
    bar = click.progressbar(
        length=max(steps, 1),
        label=str(label),
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        update_min_steps=max(steps // 500, 1),
    )
    with bar:
        yield bar.update
