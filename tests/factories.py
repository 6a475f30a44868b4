"""One factory per model; each makes the least that the database accepts."""

from __future__ import annotations

from typing import Any

import factory
from factory.alchemy import SQLAlchemyModelFactory

from deliberate import models
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.texts.passages import PassageKind
from deliberate.models import Choice, FlagReason


class Factory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session_persistence = "flush"


class PersonFactory(Factory):
    class Meta:
        model = models.Person

    name = factory.Sequence(lambda n: f"Person {n}")
    name_key = factory.LazyAttribute(lambda person: person.name.casefold())
    trusted = True


class ProposalFactory(Factory):
    """A proposal with one revision of a heading and two paragraphs: anchors 'plan', 'first' and 'second'."""

    class Meta:
        model = models.Proposal

    slug = factory.Sequence(lambda n: f"proposal-{n}")
    title = factory.Sequence(lambda n: f"Proposal {n}")
    summary = "One sentence."
    authors = factory.LazyFunction(lambda: ["An author"])
    owner = factory.SubFactory(PersonFactory)

    @factory.post_generation
    def revised(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        RevisionFactory(proposal_id=self.id, author_id=self.owner_id)


class RevisionFactory(Factory):
    class Meta:
        model = models.Revision

    number = 1

    @factory.lazy_attribute
    def passages(self) -> list[models.Passage]:
        rows = [
            ("plan", PassageKind.HEADING, 1, "The plan"),
            ("first", PassageKind.PARAGRAPH, 0, "The first thing that would be done."),
            ("second", PassageKind.PARAGRAPH, 0, "The second thing that would be done."),
        ]
        return [
            models.Passage(position=position, anchor=anchor, kind=kind, level=level, text=text)
            for position, (anchor, kind, level, text) in enumerate(rows)
        ]


class MessageFactory(Factory):
    class Meta:
        model = models.Message


class PostFactory(Factory):
    """On `proposal`, its passage `anchor`, or as a reply to `parent`; the author is somebody new unless given."""

    class Meta:
        model = models.Post

    class Params:
        parent = None

    proposal = factory.LazyAttribute(lambda post: post.parent.proposal if post.parent else ProposalFactory())
    parent_id = factory.LazyAttribute(lambda post: post.parent.id if post.parent else None)
    author = factory.SubFactory(PersonFactory)
    message = factory.LazyAttribute(lambda post: MessageFactory(proposal_id=post.proposal.id, author_id=post.author.id))
    label = Label.OBJECTION
    body = factory.Sequence(lambda n: f"Point {n}.")


class VoteFactory(Factory):
    """A vote of `person` on `post` as it stands; tallies are brought up to date by the actions, not here."""

    class Meta:
        model = models.Vote

    class Params:
        post = None
        person = factory.SubFactory(PersonFactory)

    post_id = factory.LazyAttribute(lambda vote: vote.post.id)
    person_id = factory.LazyAttribute(lambda vote: vote.person.id)
    label = factory.LazyAttribute(lambda vote: vote.post.label)
    wording = factory.LazyAttribute(lambda vote: vote.post.wording)
    place = factory.LazyAttribute(lambda vote: vote.post.voted_at)
    choice = Choice.AGREE


class LinkFactory(Factory):
    class Meta:
        model = models.Link

    polarity = Polarity.ATTACK


class FlagFactory(Factory):
    class Meta:
        model = models.Flag

    reason = FlagReason.OTHER


def bind(session: Any) -> None:
    """Lets every factory write through `session`."""
    for one in Factory.__subclasses__():
        one._meta.sqlalchemy_session = session
