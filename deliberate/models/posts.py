"""Messages, their labelled posts, earlier wordings, and links across the tree."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text, asc, desc, null
from sqlalchemy.orm import Mapped, composite, declared_attr, mapped_column, relationship

from deliberate.domain import places
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.ranking import NOT_BRIDGING
from deliberate.domain.facts import PostFacts, post_facts
from deliberate.domain.labels import Ground, Label, Polarity
from deliberate.domain.nodes import State
from deliberate.domain.places import Place
from deliberate.domain.posts import FIELDS, PostWords
from deliberate.domain.statuses import Cause, Status
from deliberate.models.base import Base, now
from deliberate.models.people import Person
from deliberate.models.proposals import Proposal


class Message(Base):
    """What a person wrote in one go: one post or several."""

    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created: Mapped[datetime] = mapped_column(default=now)
    # Drawn when the form is shown, so that sending the form twice makes one message.
    once: Mapped[str | None] = mapped_column(String(40), unique=True)


class Worded:
    """The columns of what a post says, one for each field, and all of them as one value, `words`."""

    if TYPE_CHECKING:  # made below, from the table; queries ask for the body alone
        body: Mapped[str]

    @declared_attr
    @classmethod
    def words(cls) -> Mapped[PostWords]:
        types = {field.name: String(field.most) if field.is_line else Text() for field in FIELDS}
        return composite(PostWords, *(mapped_column(name, kind, default="") for name, kind in types.items()))


class Backed:
    """What stands behind a reply to a post (`graph.Backing`), and what of it came with an import: the voices, None
    where it is not known how many replies each voter agreed with, and whether one side rejected it."""

    voice: Mapped[int] = mapped_column(BigInteger, default=0)
    holders_agree: Mapped[int] = mapped_column(default=0)
    holders_disagree: Mapped[int] = mapped_column(default=0)
    carried_voice: Mapped[int | None] = mapped_column(BigInteger)
    carried_rejected: Mapped[bool] = mapped_column(default=False)


class Post(Worded, Backed, Base):
    """One labelled contribution, in its current wording.

    The tallies, `standing` and `status` are kept up to date by the actions, so that a page reads them as they are.
    """

    __tablename__ = "posts"
    __table_args__ = (CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged_into"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    # What it replies to: another post, else a passage, else the proposal.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    anchor: Mapped[str | None] = mapped_column(String(100))
    label: Mapped[Label]
    ground: Mapped[Ground | None]
    created: Mapped[datetime] = mapped_column(default=now, index=True)
    state: Mapped[State] = mapped_column(default=State.VISIBLE)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    # When its author took it back. Nobody sees it then, unless others hold it: of these one may have taken it over.
    withdrawn_at: Mapped[datetime | None]
    heir_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)

    # The current wording; replaced ones are in `earlier_wordings`.
    wording: Mapped[int] = mapped_column(default=1)
    worded_at: Mapped[datetime] = mapped_column(default=now)

    # The revision that reworded the passage that it is said to, last since it was raised; 1 while none did.
    reworded_in: Mapped[int] = mapped_column(default=1, server_default="1")

    # Everyone but its author who answered its question, here or on a post merged into it, each once.
    agree: Mapped[int] = mapped_column(default=0)
    passes: Mapped[int] = mapped_column(default=0)
    disagree: Mapped[int] = mapped_column(default=0)
    # How many of those votes were cast on earlier words, at another place or on a merged post, and of those who agree.
    stale_votes: Mapped[int] = mapped_column(default=0)
    earlier: Mapped[int] = mapped_column(default=0)
    # How many were asked another question, before it got its label: they count for nothing until they vote again.
    asked_before: Mapped[int] = mapped_column(default=0)
    # People who raised the same in posts merged into it, and have no vote on it.
    raised_too: Mapped[int] = mapped_column(default=0)
    # Counts that came with an imported site, where single votes are not exported; of those who raised it too, how many
    # are among those who voted.
    carried_agree: Mapped[int] = mapped_column(default=0)
    carried_passes: Mapped[int] = mapped_column(default=0)
    carried_disagree: Mapped[int] = mapped_column(default=0)
    carried_earlier: Mapped[int] = mapped_column(default=0)
    carried_raisers: Mapped[int] = mapped_column(default=0)
    # Whether an opinion group there accepted it, so that it is not said that few share it.
    carried_favoured: Mapped[bool] = mapped_column(default=False)
    # What its votes come to.
    standing: Mapped[float] = mapped_column(default=0.5)
    low: Mapped[float] = mapped_column(default=0.1)
    high: Mapped[float] = mapped_column(default=0.9)
    # False when posts that act on each other in a circle found no balance.
    balanced: Mapped[bool] = mapped_column(default=True)
    # Its label in the grounded labelling of the accepted attacks.
    extent: Mapped[Extent] = mapped_column(default=Extent.IN)
    status: Mapped[Status | None]
    few_share: Mapped[bool] = mapped_column(default=False)
    # What it is ordered by (`ranking.Keys`), and how well it bridges opinions.
    strength: Mapped[float] = mapped_column(default=0.1)
    waiting: Mapped[int] = mapped_column(default=3)
    divided: Mapped[int] = mapped_column(default=0)
    weight: Mapped[int] = mapped_column(default=1)
    bridging: Mapped[float] = mapped_column(default=NOT_BRIDGING)
    # Where it is shown: under the post that stands for the one it replies to, and below which passage, None being the
    # proposal as a whole. What is merged is shown nowhere.
    shown_under_id: Mapped[int | None]
    about: Mapped[str | None] = mapped_column(String(100))
    # Whether it leaves a mark (`Node.leaves_a_mark`) and is counted among the `replies` of the post it is shown under,
    # and `below` all that are above it.
    counted: Mapped[bool] = mapped_column(default=False)
    replies: Mapped[int] = mapped_column(default=0)
    below: Mapped[int] = mapped_column(default=0)
    # What the counts of the proposal and of the passage hold of it (`upkeep.counts`).
    tally: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    # Raised by every change of words, label, place or state: a form made from an older one is refused (409).
    version: Mapped[int] = mapped_column(default=1)

    proposal: Mapped[Proposal] = relationship()
    message: Mapped[Message] = relationship()
    author: Mapped[Person] = relationship(foreign_keys=author_id)
    heir: Mapped[Person | None] = relationship(foreign_keys=heir_id)
    merged_into: Mapped[Post | None] = relationship(remote_side=id, foreign_keys=merged_into_id)

    @property
    def kept(self) -> Post:
        """The post that stands for it."""
        kept = self
        while kept.merged_into is not None:
            kept = kept.merged_into
        return kept

    def facts(self) -> PostFacts:
        about = self.proposal.facts()
        return post_facts(
            self.author_id, self.state, self.kept.state, about, self.withdrawn_at is not None, self.heir_id
        )

    @property
    def place(self) -> Place:
        """Where it stands."""
        return places.at(self.parent_id, self.anchor)

    @property
    def voted_at(self) -> Place:
        """The same as votes remember it: on which words of the passage."""
        return places.on_words(self.place, self.reworded_in)


# The columns of each order of posts; the oldest of equals first.
ORDERED: dict[str, tuple[Any, ...]] = {
    "strongest": (desc(Post.strength), asc(Post.id)),
    "bridging": (desc(Post.bridging), desc(Post.strength), asc(Post.id)),
    "unanswered": (asc(Post.waiting), desc(Post.strength), asc(Post.id)),
    "contested": (desc(Post.divided), desc(Post.replies), asc(Post.id)),
    "newest": (desc(Post.id),),
}
_SAID_TO_ONE = Post.anchor.is_not(None)
# Of what is shown under a post, or under the document; of what is said to a passage; and of points by what became of
# them.
for _name, _columns in ORDERED.items():
    Index(f"ix_posts_{_name}", Post.proposal_id, Post.shown_under_id, *_columns)
    Index(
        f"ix_posts_{_name}_of_passage",
        *(Post.proposal_id, Post.anchor, *_columns),
        sqlite_where=_SAID_TO_ONE,
        postgresql_where=_SAID_TO_ONE,
    )
WEIGHTIEST: tuple[Any, ...] = (desc(Post.weight), desc(Post.low), asc(Post.id))
Index("ix_posts_weightiest", Post.proposal_id, *WEIGHTIEST)
Index("ix_posts_weightiest_by_status", Post.proposal_id, Post.status, *WEIGHTIEST)
Index("ix_posts_weightiest_by_label", Post.proposal_id, Post.status, Post.label, *WEIGHTIEST)
# What is said about a passage and below, by whom, and on which ground; and all there is by age.
Index("ix_posts_weightiest_by_passage", Post.proposal_id, Post.about, *WEIGHTIEST)
Index("ix_posts_oldest", Post.proposal_id, Post.id)
Index("ix_posts_proposal_id_author_id", Post.proposal_id, Post.author_id)
_HAS_GROUND = Post.ground.is_not(None)
Index(
    "ix_posts_weightiest_by_ground",
    *(Post.proposal_id, Post.ground, *WEIGHTIEST),
    sqlite_where=_HAS_GROUND,
    postgresql_where=_HAS_GROUND,
)
# With most of them nothing, a database that knows the tables would expect half a table for any one post.
_IS_MERGED = Post.merged_into_id.is_not(None)
Index("ix_posts_merged_into_id", Post.merged_into_id, sqlite_where=_IS_MERGED, postgresql_where=_IS_MERGED)
# What is out of sight and yet listed is counted beside what the counts hold.
_OUT_OF_SIGHT = Post.tally.is_(null())
Index(
    "ix_posts_out_of_sight",
    *(Post.proposal_id, Post.shown_under_id, Post.anchor),
    sqlite_where=_OUT_OF_SIGHT,
    postgresql_where=_OUT_OF_SIGHT,
)


class StatusChange(Base):
    """What became of a point, when, and by what: an act and the post that it was about, but not who did it. Changes
    within an hour are one."""

    __tablename__ = "status_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    before: Mapped[Status]
    after: Mapped[Status]
    cause: Mapped[Cause]
    # What was voted on, posted, edited or moderated.
    by_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)


class Acceptance(Base):
    """The person who raised a point says that this reply to it answers it."""

    __tablename__ = "acceptances"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created: Mapped[datetime] = mapped_column(default=now)


class EarlierWording(Worded, Base):
    """Words a post no longer has; votes cast on them name their number."""

    __tablename__ = "earlier_wordings"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    worded_at: Mapped[datetime]


class Link(Backed, Base):
    """A cross edge: from a post to another post, or to a passage of a proposal (also of another one)."""

    __tablename__ = "links"
    __table_args__ = (CheckConstraint("(to_post_id IS NULL) <> (to_proposal_id IS NULL)", name="one_target"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    to_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    to_proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True)
    to_anchor: Mapped[str | None] = mapped_column(String(100))
    polarity: Mapped[Polarity]

    from_post: Mapped[Post] = relationship(foreign_keys=from_post_id)
