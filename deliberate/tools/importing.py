"""Writing whole proposals with their threads: from an exported site, or from a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from deliberate.domain import places
from deliberate.domain.graph import State
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
    SitePost,
    SiteProposal,
)
from deliberate.formats.sites.document_site import as_site
from deliberate.models import (
    Acceptance,
    AddressingClaim,
    EarlierWording,
    Judgement,
    Link,
    LogEntry,
    Message,
    Passage,
    Post,
    Proposal,
    Revision,
    SiteFact,
    StatusChange,
    Topic,
    now,
)
from deliberate.tools.addressing import addressed
from deliberate.tools.identities import free_ids, people_of
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


def import_sites(session: Session, sites: Sequence[Site]) -> list[Imported]:
    """Writes every proposal of every site, or nothing; raises FormatError for what does not fit here.

    Ids of posts and messages are kept where all those of a site are free. A link may lead to a proposal that is here
    already or comes with any of the sites.
    """
    with transaction(session), explicit_ids(session):
        sites = addressed(session, sites)
        people = people_of(session, [person for site in sites for person in site.people])
        written = [_Writer(session, site, people) for site in sites]
        for writer in written:
            writer.write()
        for writer in written:
            writer.write_links()
        for writer in written:
            writer.evaluate()
        return [imported for writer in written for imported in writer.imported]


def read_site(content: bytes, name: str = "") -> Site:
    """A file with an exported site or a document; raises FormatError, which says where, for anything else."""
    return site_of(read(content, name))


def site_of(value: Document | Site) -> Site:
    """What was read as what `import_sites` writes; raises FormatError for a document that cannot be kept."""
    return as_site(value, now()) if isinstance(value, Document) else value


def seed_database(session: Session, folder: Path) -> list[Imported]:
    """Writes the proposals a new site begins with."""
    return import_sites(session, [read_site(file.read_bytes(), file.name) for file in sorted(folder.glob("*.txt"))])


class _Writer:
    """Writes one site; its ids are mapped to those they have here."""

    def __init__(self, session: Session, site: Site, people: Mapping[str, int]) -> None:
        self.session = session
        self.site = site
        self.people = people
        self.imported: list[Imported] = []
        self.proposals: list[Proposal] = []
        self.posts: dict[int, int] = {}
        self.messages: dict[int, int] = {}

    def write(self) -> None:
        every = [post for proposal in self.site.proposals for post in proposal.posts]
        self.posts = free_ids(self.session, Post, {post.id for post in every})
        self.messages = free_ids(self.session, Message, {post.message for post in every})
        if self.site.simulated and not self.session.get(SiteFact, "simulated"):
            self.session.add(SiteFact(name="simulated", value="yes"))
        for value in self.site.proposals:
            proposal = self._write_document(value)
            self._write_posts(proposal, value.posts)
            self._write_log(proposal, value)
            self.proposals.append(proposal)
            index_thread(self.session, proposal)
            self.imported.append(
                Imported(
                    value.slug,
                    value.title,
                    len(max(value.revisions, key=lambda revision: revision.number).passages),
                    len({post.message for post in value.posts}),
                    len(value.posts),
                )
            )

    def _write_document(self, value: SiteProposal) -> Proposal:
        proposal = Proposal(
            slug=value.slug,
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
            )
            for revision in value.revisions
        )
        self.session.flush()
        return proposal

    def _write_posts(self, proposal: Proposal, posts: Sequence[SitePost]) -> None:
        """First without what points to other posts, which may come later."""
        if not posts:
            return
        messages = {post.message: post for post in sorted(posts, key=lambda post: post.created, reverse=True)}
        self.session.execute(
            insert(Message),
            [
                {
                    "id": self.messages[id],
                    "proposal_id": proposal.id,
                    "author_id": self._person(first.author),
                    "created": first.created,
                }
                for id, first in sorted(messages.items())
            ],
        )
        self.session.execute(insert(Post), [self._post_row(proposal, post) for post in posts])
        pointing = [
            {
                "id": self.posts[post.id],
                "parent_id": self.posts[post.parent] if post.parent is not None else None,
                "merged_into_id": self.posts[post.merged_into] if post.merged_into is not None else None,
                "state": post.state,
            }
            for post in posts
            if post.parent is not None or post.merged_into is not None
        ]
        if pointing:
            self.session.execute(update(Post), pointing)
        earlier = [
            {"post_id": self.posts[post.id], "number": wording.number, "worded_at": wording.worded}
            | asdict(wording.words)
            for post in posts
            for wording in post.earlier
        ]
        if earlier:
            self.session.execute(insert(EarlierWording), earlier)
        accepted = [
            {"post_id": self.posts[post.id], "person_id": self._person(post.accepted_by)}
            for post in posts
            if post.accepted_by
        ]
        if accepted:
            self.session.execute(insert(Acceptance), accepted)
        self._write_claims(proposal, posts)
        changes = [
            {
                "post_id": self.posts[post.id],
                "at": change.at,
                "before": change.before,
                "after": change.after,
                "cause": change.why,
                "by_post_id": self.posts.get(change.post) if change.post is not None else None,
            }
            for post in posts
            for change in post.statuses
        ]
        if changes:
            self.session.execute(insert(StatusChange), changes)

    def _write_claims(self, proposal: Proposal, posts: Sequence[SitePost]) -> None:
        """What the person who raised a point says is public and kept as theirs; of others only the counts came."""
        revisions = dict(
            self.session.execute(select(Revision.number, Revision.id).where(Revision.proposal_id == proposal.id)).all()
        )
        rows = [
            (post, claim, AddressingClaim(post_id=self.posts[post.id], revision_id=revisions[claim.revision]))
            for post in posts
            for claim in post.claims
        ]
        for _, claim, row in rows:
            row.carried_holds = claim.holds - (claim.raiser is True)
            row.carried_fails = claim.fails - (claim.raiser is False)
            row.carried_rejected = claim.rejected
        self.session.add_all(row for *_, row in rows)
        self.session.flush()
        self.session.add_all(
            Judgement(claim_id=row.id, person_id=self._person(post.taken_over_by or post.author), holds=claim.raiser)
            for post, claim, row in rows
            if claim.raiser is not None
        )

    def _post_row(self, proposal: Proposal, post: SitePost) -> dict[str, Any]:
        votes = {"agree": post.agree, "passes": post.passes, "disagree": post.disagree, "earlier": post.earlier_votes}
        return {
            "id": self.posts[post.id],
            "proposal_id": proposal.id,
            "message_id": self.messages[post.message],
            "author_id": self._person(post.author),
            "anchor": post.passage,
            "label": post.label,
            "ground": post.ground,
            "created": post.created,
            "state": State.VISIBLE if post.state is State.MERGED else post.state,
            "wording": post.wording,
            "worded_at": post.worded or post.created,
            "withdrawn_at": post.withdrawn,
            "heir_id": self._person(post.taken_over_by) if post.taken_over_by else None,
            "standing": post.standing,
            "status": post.status,
            **asdict(post.words),
            **votes,
            **{f"carried_{name}": number for name, number in votes.items()},
            "carried_raisers": post.raisers,
            "carried_favoured": post.favoured,
            "carried_voice": post.voice,
            "carried_rejected": post.rejected,
        }

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
            )
            self.session.add(row)
            self.session.flush()
            rows.append(row)

    def write_links(self) -> None:
        """Once every proposal is here that a link may lead to."""
        rows = [self._link_row(link) for proposal in self.site.proposals for link in proposal.links]
        if rows:
            self.session.execute(insert(Link), rows)

    def evaluate(self) -> None:
        """Once the links are here, which act on posts as replies do."""
        for proposal in self.proposals:
            evaluate(self.session, proposal)

    def _link_row(self, link: SiteLink) -> dict[str, Any]:
        row = {"from_post_id": self.posts[link.from_post], "polarity": link.polarity}
        row |= {"carried_voice": link.voice, "carried_rejected": link.rejected}
        if isinstance(link.to, PassageAddress):
            return row | {"to_post_id": None, "to_proposal_id": self._linked(link.to), "to_anchor": link.to.anchor}
        if link.to not in self.posts:
            raise FormatError(say("a link leads to post %(id)d, whose proposal is not in the file", id=link.to))
        return row | {"to_post_id": self.posts[link.to], "to_proposal_id": None, "to_anchor": None}

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
