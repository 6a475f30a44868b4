"""Where the proposals that are imported will be found."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.texts import slugs
from deliberate.domain.words import say
from deliberate.formats.errors import FormatError
from deliberate.formats.sites import Site, SiteProposal
from deliberate.models import Proposal


def addresses(session: Session, sites: Iterable[Site]) -> list[list[str]]:
    """By site an address of its own for each proposal."""
    titles = dict(session.execute(select(Proposal.slug, Proposal.title)).all())
    return [[_address(proposal, titles) for proposal in site.proposals] for site in sites]


def _address(proposal: SiteProposal, titles: dict[str, str]) -> str:
    """`titles` are those that are here already, by slug; this one is added."""
    slug = proposal.slug
    if not proposal.has_own_slug:
        same = [slug for slug, title in titles.items() if title == proposal.title]
        slug = min(same) if same else slugs.of_title(proposal.title, {*titles, *slugs.RESERVED})
    if slug in titles:
        raise FormatError(say("there is a proposal with the address “%(slug)s” already", slug=slug))
    titles[slug] = proposal.title
    return slug
