"""Writing whole proposals with their threads: from an exported site, or from a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from deliberate.domain import places
from deliberate.domain.places import OnPost
from deliberate.domain.texts import names
from deliberate.domain.words import say
from deliberate.formats.documents import Document
from deliberate.formats.errors import FormatError
from deliberate.formats.reading import read
from deliberate.formats.sites import (
    PassageAddress,
    Site,
    SiteLink,
    SiteProposal,
    ids_of,
)
from deliberate.formats.sites.document_site import as_site
from deliberate.models import (
    Link,
    LogEntry,
    Message,
    Passage,
    Post,
    Proposal,
    Revision,
    SiteFact,
    Topic,
    now,
)
from deliberate.tools.addressing import addresses
from deliberate.tools.identities import free_ids, people_of
from deliberate.tools.importing_posts import PostsWriter
from deliberate.upkeep.evaluating import evaluate
from deliberate.upkeep.indexing import index_thread
from deliberate.upkeep.transaction import explicit_ids, transaction


@dataclass(frozen=True)
class Imported:
    """What was written of one proposal."""

    slug: str
    title: str
    passages: int
    messages: int
    posts: int


def import_sites(
    session: Session, sites: Sequence[Site], advance: Callable[[int], None] = lambda steps: None
) -> list[Imported]:
    """Writes every proposal of every site, or nothing; raises FormatError for what does not fit here.

    Ids of posts and messages are kept where all those of a site are free. A link may lead to a proposal that is here
    already or comes with any of the sites. `advance` is told of steps that were made, of which each post takes two.
    """
    with transaction(session), explicit_ids(session):
        slugs = addresses(session, sites)
        people = people_of(session, (person for site in sites for person in site.people))
        written = [_Writer(session, site, of_site, people, advance) for site, of_site in zip(sites, slugs, strict=True)]
        for writer in written:
            writer.write()
        for writer in written:
            writer.write_links()
        for writer in written:
            writer.evaluate()
        return [imported for writer in written for imported in writer.imported]


def read_site(content: bytes | BinaryIO, name: str = "") -> Site:
    """A file with an exported site or a document, which has to stay open as long as the site is used; raises
    FormatError, which says where, for anything else."""
    return site_of(read(content, name))


def site_of(value: Document | Site) -> Site:
    """What was read as what `import_sites` writes; raises FormatError for a document that cannot be kept."""
    return as_site(value, now()) if isinstance(value, Document) else value


def seed_database(session: Session, folder: Path) -> list[Imported]:
    """Writes the proposals a new site begins with."""
    return import_sites(session, [read_site(file.read_bytes(), file.name) for file in sorted(folder.glob("*.txt"))])


class _Writer:
    """Writes one site; its ids are mapped to those they have here. `slugs`: the addresses of its proposals."""

    def __init__(
        self,
        session: Session,
        site: Site,
        slugs: Sequence[str],
        people: Mapping[str, int],
        advance: Callable[[int], None],
    ) -> None:
        self.session = session
        self.site = site
        self.slugs = slugs
        self.people = people
        self.advance = advance
        self.imported: list[Imported] = []
        self.proposals: list[int] = []
        self.links: list[SiteLink] = []
        self.posts: Mapping[int, int] = {}
        self.messages: Mapping[int, int] = {}

    def write(self) -> None:
        ids = self.site.ids or ids_of(self.site)
        self.posts = free_ids(self.session, Post, ids.posts)
        self.messages = free_ids(self.session, Message, ids.messages)
        if self.site.simulated and not self.session.get(SiteFact, "simulated"):
            self.session.add(SiteFact(name="simulated", value="yes"))
        for slug, value in zip(self.slugs, self.site.proposals, strict=True):
            proposal = self._write_document(value, slug)
            posts = PostsWriter(self.session, proposal, self.posts, self.messages, self._person)
            messages = posts.write(value.posts, self.advance)
            self._write_log(proposal, value)
            index_thread(self.session, proposal)
            self.links += value.links
            self.proposals.append(proposal.id)
            passages = len(max(value.revisions, key=lambda revision: revision.number).passages)
            self.imported.append(Imported(slug, value.title, passages, messages, len(value.posts)))
            # What is not waiting to be written is forgotten when nobody looks at it.
            self.session.flush()

    def _write_document(self, value: SiteProposal, slug: str) -> Proposal:
        proposal = Proposal(
            slug=slug,
            title=value.title,
            summary=value.summary,
            phase=value.phase,
            locked=value.locked,
            state=value.state,
            authors=list(value.authors),
            source=value.source,
            language=value.language,
            created=value.created,
            owner_id=self._person(value.owner),
            revision=max(revision.number for revision in value.revisions),
            crowd=value.crowd,
            carried_crowd=value.crowd,
            topics=[Topic(name=name) for name in value.topics],
        )
        self.session.add(proposal)
        self.session.flush()
        self.session.add_all(
            Revision(
                proposal_id=proposal.id,
                number=revision.number,
                summary=revision.summary,
                created=revision.created,
                author_id=self._person(revision.author),
                passages=Passage.rows(revision.passages),
                asked=dict(revision.asked),
            )
            for revision in value.revisions
        )
        self.session.flush()
        return proposal

    def _write_log(self, proposal: Proposal, value: SiteProposal) -> None:
        rows: list[LogEntry] = []
        for entry in value.log:
            row = LogEntry(
                proposal_id=proposal.id,
                post_id=self.posts[entry.post] if entry.post is not None else None,
                moderator_id=self._person(entry.who),
                at=entry.at,
                act=entry.act,
                reason=entry.reason,
                details={key: self._renumbered(key, value) for key, value in entry.details.items()},
                inverse=None,
                undoes_id=rows[entry.undoes].id if entry.undoes is not None else None,
                answers_id=rows[entry.answers].id if entry.answers is not None else None,
            )
            self.session.add(row)
            self.session.flush()
            rows.append(row)

    def write_links(self) -> None:
        """Once every proposal is here that a link may lead to."""
        if rows := [self._link_row(link) for link in self.links]:
            self.session.execute(insert(Link), rows)

    def evaluate(self) -> None:
        """Once the links are here, which act on posts as replies do."""
        for id, imported in zip(self.proposals, self.imported, strict=True):
            evaluate(self.session, self.session.get_one(Proposal, id))
            self.advance(imported.posts)

    def _link_row(self, link: SiteLink) -> dict[str, Any]:
        row = {"from_post_id": self.posts[link.from_post], "polarity": link.polarity}
        row |= {"carried_voice": link.voice, "carried_rejected": link.rejected}
        if isinstance(link.to, PassageAddress):
            return row | {"to_proposal_id": self._linked(link.to), "to_anchor": link.to.anchor}
        if link.to not in self.posts:
            raise FormatError(say("a link leads to post %(id)d, whose proposal is not in the file", id=link.to))
        return row | {"to_post_id": self.posts[link.to]}

    def _linked(self, to: PassageAddress) -> int:
        proposal = self.session.scalar(select(Proposal.id).where(Proposal.slug == to.slug))
        if proposal is None:
            raise FormatError(
                say(
                    "a link leads to “%(to)s”, but there is no proposal “%(slug)s” here: import it as well",
                    to=str(to),
                    slug=to.slug,
                )
            )
        passage = (
            select(Passage.id)
            .join(Revision, Revision.id == Passage.revision_id)
            .where(Revision.proposal_id == proposal, Passage.anchor == to.anchor)
        )
        if to.anchor and self.session.scalar(passage.limit(1)) is None:
            raise FormatError(say("a link leads to “%(to)s”, but that proposal has no such passage", to=str(to)))
        return proposal

    def _renumbered(self, key: str, value: str | int) -> str | int:
        """What changed, with the ids that posts have here: of a place, or of the post another was merged into."""
        if key == "into" and isinstance(value, int):
            return self.posts.get(value, value)
        if isinstance(value, str) and isinstance(place := places.parse(value), OnPost):
            return str(OnPost(self.posts.get(place.post, place.post)))
        return value

    def _person(self, name: str) -> int:
        return self.people[names.key(name)]
