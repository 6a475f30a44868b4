"""A document as a site of one proposal, so that one action writes whatever is imported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from deliberate.domain import labels
from deliberate.domain.facts import Phase
from deliberate.domain.places import OnPassage, OnPost
from deliberate.domain.texts import names, slugs
from deliberate.formats.documents import Document, DraftMessage, DraftPost, PassageLink, PostLink
from deliberate.formats.sites import (
    PassageAddress,
    Site,
    SiteLink,
    SitePerson,
    SitePost,
    SiteProposal,
    SiteRevision,
    site_json,
)

NOBODY = "Unnamed author"
_LONGEST_NAME = 60
_LONGEST_TITLE = 200


def as_site(document: Document, now: datetime) -> Site:
    """`now` is when things happened that the document gives no date for. The first author speaks for the proposal.

    Raises FormatError for what is too long to be kept.
    """
    created = _at(document.created, now)
    owner = _name(document.authors[0]) if document.authors else NOBODY
    signed = _signatures([owner, *(message.by for message in document.messages)])
    ids = {post.key: id for id, post in enumerate(_posts(document.messages), 1)}
    proposal = SiteProposal(
        slug=document.slug or slugs.of_title(document.title),
        title=_shortened(document.title, _LONGEST_TITLE),
        summary=document.summary,
        phase=Phase.OPEN,
        locked=False,
        topics=document.topics,
        authors=document.authors,
        source=document.source,
        language=document.spoken,
        created=created,
        owner=signed[names.key(owner)],
        revisions=(SiteRevision(1, created, signed[names.key(owner)], "", document.passages),),
        posts=tuple(
            _post(post, number, signed[names.key(message.by)], _at(message.created, created), ids)
            for number, message in enumerate(document.messages, 1)
            for post in message.posts
        ),
        links=tuple(
            SiteLink(ids[post.key], _linked(link, ids), labels.rule(post.label).polarity)
            for post in _posts(document.messages)
            for link in post.links
        ),
        log=(),
    )
    site = Site(tuple(SitePerson(name, created) for name in signed.values()), (proposal,))
    # Through the same door as an exported site: whatever does not fit is refused there.
    fitting = site_json.loads(site_json.dumps(site))
    return replace(
        fitting, proposals=tuple(replace(one, has_own_slug=bool(document.slug)) for one in fitting.proposals)
    )


def _posts(messages: Iterable[DraftMessage]) -> list[DraftPost]:
    return [post for message in messages for post in message.posts]


def _signatures(signed: Iterable[str]) -> dict[str, str]:
    """One spelling of each name, by its key."""
    spellings: dict[str, str] = {}
    for name in signed:
        spellings.setdefault(names.key(name), names.tidy(name))
    return spellings


def _name(author: str) -> str:
    """An author as a name to sign with: 'A council, with a message from its chair' is a council."""
    name = names.tidy(author)
    if len(name) > _LONGEST_NAME:
        name = name.partition(",")[0]
    # Without the dots of an ellipsis, which are three characters in a tidy name.
    return name[:_LONGEST_NAME].rstrip()


def _post(post: DraftPost, message: int, author: str, created: datetime, ids: dict[str, int]) -> SitePost:
    return SitePost(
        id=ids[post.key],
        message=message,
        parent=ids[post.target.post] if isinstance(post.target, OnPost) else None,
        passage=post.target.anchor if isinstance(post.target, OnPassage) else None,
        label=post.label,
        ground=post.ground,
        author=author,
        words=post.words,
        created=created,
    )


def _linked(link: PassageLink | PostLink, ids: dict[str, int]) -> int | PassageAddress:
    return ids[link.key] if isinstance(link, PostLink) else PassageAddress(link.slug, link.anchor)


def _at(day: date | None, otherwise: datetime) -> datetime:
    return datetime.combine(day, time(), UTC) if day else otherwise


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
