"""A format of one row more: the titles of the proposals, a line each. It is only written."""

from __future__ import annotations

from deliberate.formats.registry import Format, Kind
from deliberate.formats.sites import Site

TITLES: Format[Site, Site] = Format(
    name="titles",
    kind=Kind.SITE,
    suffixes=(".titles",),
    media_type="text/x-titles",
    cannot_hold="anything but titles",
    writer=lambda site: ["\n".join(proposal.title for proposal in site.proposals).encode()],
)
