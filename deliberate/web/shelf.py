"""What everybody sees alike of a proposal or of the site, kept until its version rises: every change of what visitors
see of it raises that (`Proposal.version`), so nothing that is kept is ever out of date."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from flask import Flask, current_app, request

from deliberate.domain.nodes import State
from deliberate.models import Proposal
from deliberate.settings import Settings
from deliberate.web.asking import Asked
from deliberate.web.requests import ASKED
from deliberate.web.room import Room
from deliberate.web.words import language_here

T = TypeVar("T")

# So many are kept, those that are asked for: a page of a thread takes up to some 100 kB.
_MOST = 64
# Of a list so many pages are asked for by many.
FIRST = 5


class Shelf:
    """In the memory of this process; on one that keeps nothing each is made anew."""

    def __init__(self, most: int) -> None:
        self._kept: Room[object] = Room(most)

    def clear(self) -> None:
        self._kept.clear()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        return self._kept.get_or_make(key, make)  # type: ignore[return-value]  # of one kind by its key

    def find(self, key: Hashable) -> object | None:
        return self._kept.get(key)

    def put(self, key: Hashable, made: object) -> None:
        self._kept.put(key, made)


def register(app: Flask) -> None:
    settings: Settings = app.extensions["deliberate"]
    app.extensions["shelf"] = Shelf(_MOST if settings.page_cache else 0)


def of(proposal: Proposal, make: Callable[[], T], *what: Hashable, keep: bool = True) -> T:
    """What `make` gives for this proposal, which does not depend on who asks; `what` tells it from all else that is
    kept of the proposal. What is out of sight is not kept, nor what few ask for (`keep`), which would push out the
    rest."""
    if not keep or proposal.state is not State.VISIBLE:
        return make()
    shelf: Shelf = current_app.extensions["shelf"]
    return shelf.get((proposal.id, proposal.version, *what), make)


def of_site(make: Callable[[], T], *what: Hashable, keep: bool = True) -> T:
    """The same of a page about the whole site, in words of ours, until the version of the site rises. Whatever is made
    is at least as new as that: it was told before."""
    asked: Asked | None = request.environ.get(ASKED)
    if not keep or asked is None or asked.site is None:
        return make()
    shelf: Shelf = current_app.extensions["shelf"]
    return shelf.get((asked.site, language_here(), request.script_root, *what), make)


def of_page(proposal: Proposal, make: Callable[[], T], *what: Hashable, keep: bool = True) -> T:
    """The same of what has words and addresses of ours in it."""
    return of(proposal, make, language_here(), request.script_root, *what, keep=keep)
