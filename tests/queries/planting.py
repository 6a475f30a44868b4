"""A thread at random, with whatever may stand in one: hidden, held, merged and withdrawn posts, points that few share,
or that somebody took over, several labels and grounds, passages that the text no longer has."""

from __future__ import annotations

from random import Random

from deliberate.domain.labels import RAISES_AN_ISSUE, Ground, Label, rule
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Status
from deliberate.extensions import db
from deliberate.models import Person, Post, Proposal, now
from tests.factories import PersonFactory, PostFactory, ProposalFactory
from tests.keeping import bring_up_to_date

ANCHORS = ("plan", "first", "second", "gone", None)
_STATES = (State.HIDDEN, State.HELD, State.WITHDRAWN, State.MERGED)


def plant(seed: int, posts: int = 40, slug: str = "parks") -> Proposal:
    random = Random(seed)
    proposal: Proposal = ProposalFactory(slug=slug)
    people: list[Person] = [PersonFactory() for _ in range(6)]
    planted: list[Post] = []
    for _ in range(posts):
        planted.append(_post(random, proposal, people, planted))
    bring_up_to_date(db.session())
    return proposal


def _post(random: Random, proposal: Proposal, people: list[Person], before: list[Post]) -> Post:
    author, heir = random.sample(people, 2)
    label = random.choice(list(Label))
    parent = random.choice(before) if before and random.random() < 0.6 else None
    state = random.choice(_STATES) if before and random.random() < 0.3 else State.VISIBLE
    is_issue = label in RAISES_AN_ISSUE
    is_taken_back = state is State.VISIBLE and random.random() < 0.2
    post: Post = PostFactory(
        proposal=proposal,
        parent_id=parent and parent.id,
        anchor=None if parent else random.choice(ANCHORS),
        author=author,
        label=label,
        ground=random.choice([None, *Ground]) if rule(label).takes_ground else None,
        state=state,
        merged_into_id=random.choice(before).id if state is State.MERGED else None,
        status=random.choice(list(Status)) if is_issue else None,
        few_share=is_issue and random.random() < 0.2,
        agree=random.randrange(5),
        passes=random.randrange(3),
        disagree=random.randrange(5),
        raised_too=random.randrange(2),
        low=random.choice((0.2, 0.4, 0.6)),
        withdrawn_at=now() if is_taken_back else None,
        heir_id=heir.id if is_taken_back and random.random() < 0.5 else None,
    )
    return post
