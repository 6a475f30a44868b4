"""Load or 404, and ask permission by name: every route goes through here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import quote

from flask import abort, current_app, g, redirect, request, url_for
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import Forbidden, Unauthorized

from deliberate.domain import permissions
from deliberate.domain.arranging import Refusal
from deliberate.domain.facts import SITE, Facts
from deliberate.domain.nodes import State
from deliberate.domain.permissions import VISITOR, Act, Actor, needs_no_facts
from deliberate.domain.texts import slugs
from deliberate.extensions import session
from deliberate.models import Person, Post, Proposal
from deliberate.queries.logs import hiding_of
from deliberate.settings import Settings
from deliberate.web.visitor import visitor
from deliberate.web.words import _, said

P = ParamSpec("P")
R = TypeVar("R")

# Built once: to build a statement takes longer than to run it.
_PROPOSAL = select(Proposal).where(Proposal.slug == bindparam("slug", type_=Proposal.slug.type))
_POST = (
    select(Post)
    .where(Post.id == bindparam("id", type_=Post.id.type))
    .options(joinedload(Post.proposal), joinedload(Post.author))
)


def viewer() -> Person | None:
    """The person who is signed in."""
    found = visitor()
    return found.person if found else None


def actor() -> Actor:
    person = viewer()
    return person.actor() if person else VISITOR


def signed_in() -> Person:
    """The person who is signed in; 401 otherwise (the error page is the sign-in form)."""
    person = viewer()
    if person is None:
        raise Unauthorized(_("Sign in first."))
    return person


def may(act: Act, facts: Facts = SITE) -> bool:
    """For templates: whether the viewer may do `act`."""
    return permissions.can(actor(), act, facts)


def require(act: Act, facts: Facts = SITE, *, personally: bool = False) -> None:
    """401 when signing in is the next step, 403 with the reason when it would not help.

    `personally`: only where the reason lies in who asks; what else stands in the way is told when it is tried.
    """
    denied = permissions.denial(actor(), act, facts)
    if denied and (denied.personal or not personally):
        abort(401 if denied.signs_in else 403, said(denied.why))


@contextmanager
def refusing() -> Iterator[None]:
    """Answers with 403 where something may not be done, with 409 where it cannot be as things are at the moment."""
    try:
        yield
    except Refusal as refusal:
        denied = isinstance(refusal, permissions.Denied) and not refusal.unseen
        abort(403 if denied else 409, said(refusal.why))


def allows(act: Act | None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Names the act a route is about; None says that anyone may. A test fails for a route without it.

    For acts that need no facts the check is made here; a route about a post or a proposal checks with `require` once it
    has loaded it.
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            if act is not None and needs_no_facts(act):
                require(act)
            return view(*args, **kwargs)

        checked.act = act  # type: ignore[attr-defined]  # read by the test that every route names its act
        return checked

    return decorate


def waits(person: Person) -> bool:
    """Whether what this person writes waits for a moderator."""
    settings: Settings = current_app.extensions["deliberate"]
    return settings.hold_first_posts and not person.trusted


class OutOfSight(Forbidden):
    """Something that a moderator has hidden, or has yet to look at; `log` is where everybody can read why."""

    def __init__(self, why: str, log: str | None) -> None:
        super().__init__(why)
        self.log = log


def load_proposal(slug: str) -> Proposal:
    """A proposal the viewer may see; 404 if there is none, 403 with the reason if it is out of sight."""
    found = find_proposal(slug)
    require_sight(found, url_for("moderation.log", slug=slug))
    return found


def find_proposal(slug: str) -> Proposal:
    """The same, in sight or not. An address in capitals, or with its accents apart as some programs copy it, leads to
    the one as it is written."""
    found = session().scalar(_PROPOSAL, {"slug": slug})
    if found is None and request.method in ("GET", "HEAD") and (usual := slugs.usual(slug)) != slug:
        path = url_for(str(request.endpoint), **{**(request.view_args or {}), "slug": usual})
        asked = quote(request.query_string, safe="%&=+/?:;,@!$'()*~-._")
        abort(redirect(f"{path}?{asked}" if asked else path))
    return found or abort(404, _("There is no proposal at this address."))


def load_post(post_id: int) -> Post:
    """A post the viewer may read; 404 if there is none, 403 with the reason if it is out of sight."""
    found = find_post(post_id)
    require(Act.READ_POST, found.facts())
    return found


def find_post(post_id: int) -> Post:
    """The same where its place may be seen even if its words may not."""
    found = session().scalar(_POST, {"id": post_id}) or abort(404, _("There is no post at this address."))
    # By its number alone nobody learns the name of a proposal that is out of sight.
    require_sight(found.proposal)
    return found


def require_sight(proposal: Proposal, log: str | None = None) -> None:
    """403 unless the viewer may see the proposal. Who may though others do not is told so on every page of it."""
    denied = permissions.denial(actor(), Act.READ_PROPOSAL, proposal.facts())
    if proposal.state is State.VISIBLE:
        return
    hiding = hiding_of(session(), proposal.id) if proposal.state is State.HIDDEN else None
    if denied is None:
        g.out_of_sight = (proposal, hiding)
        return
    if hiding is None:
        raise OutOfSight(said(denied.why), None)
    why = _("A moderator has hidden this proposal: %(reason)s", reason=hiding.reason)
    raise OutOfSight(why, log or url_for("moderation.entry", entry_id=hiding.id))
