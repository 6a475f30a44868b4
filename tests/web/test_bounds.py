"""What a page costs has a bound, whatever was posted: with twice as much of everything no page is much longer."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.domain.acts import Act
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import State
from deliberate.domain.posts import PostWords
from deliberate.models import EarlierWording, FlagReason, LogEntry, Person, Post, Proposal, now
from deliberate.upkeep.indexing import rebuild_index
from tests.cast import Cast
from tests.factories import FlagFactory, LinkFactory, PersonFactory, PostFactory, ProposalFactory, RevisionFactory

SOME = 60
# Numbers that grow by a digit, and a pager that links to more pages.
ROOM = 1.1

PAGES = [
    "/",
    "/search?q=audit",
    "/labels",
    "/people/Ben",
    "/account/",
    "/account/posts",
    "/proposals/parks",
    "/proposals/parks/passages/first",
    "/proposals/parks/points",
    "/proposals/parks/points?status=open&label=objection",
    "/proposals/parks/history",
    "/proposals/parks/history?revision=2",
    "/proposals/parks/log",
    "/proposals/parks/map",
    "/proposals/parks/map.json",
    "/proposals/parks/opinions",
    "/proposals/parks/vote",
    "/proposals/parks/post",
    "/proposals/parks/revise",
    "/moderation",
    *(
        f"{before}{{{post}}}{after}"
        for post in ("busy", "deep")
        for before, after in (
            ("/posts/", ""),
            ("/posts/", "/reply"),
            ("/posts/", "/edit"),
            ("/posts/", "/flag"),
            ("/posts/", "/wordings"),
            ("/moderation/posts/", ""),
            ("/moderation/posts/", "/move"),
            ("/moderation/posts/", "/merge"),
            ("/moderation/posts/", "/hide"),
            ("/moderation/posts/", "/relabel"),
        )
    ),
]


class Crowd:
    """Everything that people can add to one proposal, and to one post of it."""

    def __init__(self, session: Session, cast: Cast) -> None:
        self.session, self.cast = session, cast
        self.proposal: Proposal = ProposalFactory(slug="parks", owner=cast.mo)
        self.busy: Post = PostFactory(
            proposal=self.proposal, author=cast.ben, anchor="first", body="Who pays for an audit?"
        )
        self.deep: Post = self.busy
        session.commit()

    def grow(self, by: int) -> None:
        session, proposal, busy = self.session, self.proposal, self.busy
        for _ in range(by):
            person: Person = PersonFactory()
            PostFactory(proposal=proposal, author=self.cast.ben, anchor="first", body=f"An audit, {person.name}.")
            PostFactory(parent=busy, label=Label.REBUTTAL, author=person, body="No audit.")
            twin = PostFactory(proposal=proposal, author=person, anchor="first", body="Who pays for audits?")
            twin.state, twin.merged_into_id = State.MERGED, busy.id
            self.deep = PostFactory(parent=self.deep, label=Label.REBUTTAL, author=self.cast.ben, body="An audit.")
            LinkFactory(from_post_id=busy.id, to_post_id=self.deep.id, polarity=Polarity.SUPPORT)
            FlagFactory(post_id=busy.id, person_id=person.id, reason=FlagReason.SPAM, note="It is.")
            FlagFactory(post_id=self.deep.id, person_id=person.id, reason=FlagReason.SPAM, note="It is.")
            words = PostWords(f"Wording {busy.wording}.")
            session.add(EarlierWording(post_id=busy.id, number=busy.wording, worded_at=now(), words=words))
            busy.wording += 1
            session.add(
                LogEntry(
                    proposal_id=proposal.id,
                    post_id=busy.id,
                    moderator_id=self.cast.mo.id,
                    act=Act.DISMISS,
                    reason="Fine.",
                )
            )
            ProposalFactory(slug=f"other-{person.id}", topics=[])
            proposal.revision += 1
            RevisionFactory(proposal_id=proposal.id, author_id=self.cast.mo.id, number=proposal.revision)
            session.flush()
        rebuild_index(session)
        session.commit()

    def pages(self) -> dict[str, int]:
        reader = self.cast.browser(self.cast.mo)
        author = self.cast.browser(self.cast.ben)
        lengths = {}
        for page in PAGES:
            address = page.format(busy=self.busy.id, deep=self.deep.id)
            answer = (author if address.endswith("/edit") or "account" in address else reader).get(address)
            assert answer.status_code == 200, address
            lengths[page] = len(answer.data)
        return lengths


def test_no_page_grows_with_what_was_posted(session: Session, cast: Cast) -> None:
    crowd = Crowd(session, cast)
    crowd.grow(SOME)
    before = crowd.pages()
    crowd.grow(SOME)
    after = crowd.pages()
    longer = [f"{page}: {before[page]}, then {after[page]}" for page in PAGES if after[page] > ROOM * before[page]]
    assert not longer, "\n".join(longer)
