"""Who asks: Flask-Login remembers a token in the session, which leads to the row of this browser."""

from __future__ import annotations

from contextlib import suppress

from flask import Flask, Response, after_this_request, current_app, g, has_request_context, request
from flask_login import current_user

from deliberate.actions.signing_in import note_use
from deliberate.domain.browsers import NOTED_EVERY
from deliberate.extensions import login, session
from deliberate.models import Person, now
from deliberate.models.trouble import trouble
from deliberate.queries.sign_ins import Known, SignedIn, find_signed_in, hash_of, known, signed_in_again
from deliberate.settings import Settings
from deliberate.web import outages, request_ids
from deliberate.web.asking import Asked, Asking, Who
from deliberate.web.requests import ASKED, is_for_every_visitor, remembers_nothing
from deliberate.web.shelf import Shelf

# So many people are kept who were here last.
_MOST = 1024


def register(app: Flask) -> None:
    settings: Settings = app.extensions["deliberate"]
    app.extensions["people"] = Shelf(_MOST if settings.page_cache else 0)
    login.user_loader(_load)


def visitor() -> SignedIn | None:
    """Whoever is signed in; looked for once in a request, and not at all where it is known to be nobody."""
    if has_request_context() and "_login_user" not in g and (is_for_every_visitor() or remembers_nothing()):
        return None
    found = current_user._get_current_object()
    return found if isinstance(found, SignedIn) else None


def is_let_in(person: Person) -> bool:
    """Accounts made for this machine have a password that others may know, so they work nowhere else."""
    settings: Settings = current_app.extensions["deliberate"]
    return settings.on_loopback or not person.is_local


def _load(token: str) -> SignedIn | None:
    found = _find(token)
    if found is None or not is_let_in(found.person):
        return None
    if now() - found.last_used >= NOTED_EVERY:
        _note_use_at_the_end(found.id)
    return found


def _find(token: str) -> SignedIn | None:
    """As they are kept, where little that is asked shows that they are the same."""
    who = _who(hash_of(token))
    if who is None:
        return find_signed_in(session(), token)
    shelf: Shelf = current_app.extensions["people"]
    if isinstance(kept := shelf.find(who), Known):
        return signed_in_again(session(), token, kept)
    found = find_signed_in(session(), token)
    if found and (found.last_used, found.person.version) == (who.last_used, who.version):
        shelf.put(who, known(found))
    return found


def _who(token_hash: str) -> Who | None:
    """What was asked before anything else of the request, else what is asked now."""
    asked: Asked | None = request.environ.get(ASKED)
    if asked and asked.who and asked.who.token_hash == token_hash:
        return asked.who
    asking: Asking = current_app.extensions["asking"]
    # Whatever the database has met with, the next statement meets with, too, and the visitor is told.
    with suppress(Exception):
        return asking.who(token_hash)
    return None


def _note_use_at_the_end(sign_in_id: int) -> None:
    """When the answer is made, so that nothing which was loaded for it is loaded again."""

    @after_this_request
    def note(response: Response) -> Response:
        try:
            note_use(session(), sign_in_id)
        except Exception as error:
            if not trouble(error):
                raise
            # The page can be read, whatever keeps the database from writing.
            outages.note(error, f"{request_ids.asked()}: that somebody was here is not written down")
        return response
