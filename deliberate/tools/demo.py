"""Made-up people, posts and votes on the proposals that are here, for trying the site and for load.

The site is marked as simulated, and every page says so. The same number gives the same people, posts and votes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from deliberate.domain import labels, places
from deliberate.domain.labels import Ground, Label, Polarity, Repliable, Target
from deliberate.domain.nodes import State
from deliberate.domain.posts import PostWords
from deliberate.domain.statuses import Cause
from deliberate.domain.texts import names
from deliberate.models import Choice, Message, Passage, Person, Post, Proposal, Revision, SiteFact, Vote
from deliberate.queries.texts import passages_in_force
from deliberate.tools import demo_words as words
from deliberate.upkeep.evaluating import evaluate
from deliberate.upkeep.indexing import index_thread
from deliberate.upkeep.transaction import explicit_ids, transaction
from deliberate.upkeep.work import votes_changed

_FIRST_DAY = datetime(2026, 3, 1, 8, tzinfo=UTC)
_DAYS = 60
# Where the first proposal gets most of it, as on a real site.
_SHARES = (8, 4, 3, 3, 2)
# How much of the people leans to each side, how many of them vote on nearly everything while that is not more posts
# than somebody votes on, and how many at most of all others vote on a post.
_LEANINGS = (0.6, 0.4)
_REGULARS = 36
_TURNOUT = 0.75
_MOST_VOTES = 120
_MOST_VOTERS = 40
# Of the points on a proposal so many appeal to both sides about as much.
_SHARED = 0.35
_TOP_LEVEL = 0.3
_DEEPEST = 9
_HELD = 0.01

# Labels that are not named here are not drawn.
_LABEL_WEIGHTS = {
    Label.SUPPORT: 5,
    Label.OBJECTION: 7,
    Label.CONDITION: 2,
    Label.ALTERNATIVE: 1,
    Label.AMENDMENT: 2,
    Label.QUESTION: 4,
    Label.ANSWER: 6,
    Label.REBUTTAL: 5,
    Label.SAFEGUARD: 4,
    Label.CONCESSION: 3,
    Label.EVIDENCE: 2,
    Label.COUNTER_EVIDENCE: 1,
    Label.COMMENT: 1,
}


@dataclass
class _Grown:
    """A post of the thread as it grows; `appeal` is how much people of each leaning agree with it, from 0 to 1."""

    id: int
    label: Label
    author: int
    place: places.Place
    about: str
    created: datetime
    depth: int
    appeal: list[float]
    wording: int = 1
    visible: bool = True


def simulate(
    session: Session, *, number: int, posts: int, people: int, advance: Callable[[int], None] = lambda posts: None
) -> int:
    """Adds `posts` posts by `people` people, and their votes, to the proposals; gives the number of votes. `advance` is
    told of posts that were added."""
    random = Random(number)  # noqa: S311  # nosec B311  # no secret depends on it
    with transaction(session), explicit_ids(session):
        session.merge(SiteFact(name="simulated", value="yes"))
        # What was here came before; else it would have replies from before it was written.
        for model in (Proposal, Revision, Post, Message):
            session.execute(update(model).where(model.created > _FIRST_DAY).values(created=_FIRST_DAY))
        session.execute(update(Post).where(Post.worded_at > _FIRST_DAY).values(worded_at=_FIRST_DAY))
        persons = _people(session, random, people)
        leanings = {id: random.choices(range(len(_LEANINGS)), _LEANINGS)[0] for id in persons}  # nosec B311  # no secret
        proposals = session.scalars(select(Proposal).order_by(Proposal.id)).all()
        votes = 0
        for proposal, share in zip(proposals, _shares(len(proposals), posts), strict=True):
            thread = _Thread(session, random, proposal, leanings)
            votes += thread.write(share)
            index_thread(session, proposal)
            advance(share)
        return votes


def _shares(proposals: int, posts: int) -> list[int]:
    weights = [_SHARES[min(index, len(_SHARES) - 1)] for index in range(proposals)]
    shares = [int(posts * weight / sum(weights)) for weight in weights]
    if shares:
        shares[0] += posts - sum(shares)
    return shares


def _people(session: Session, random: Random, wanted: int) -> list[int]:
    every = [f"{colour} {bird}" for colour in words.COLOURS for bird in words.BIRDS]
    random.shuffle(every)
    chosen = [_numbered(every[index % len(every)], index // len(every)) for index in range(wanted)]
    rows = [
        {
            "name": name,
            "name_key": names.key(name),
            "joined": _FIRST_DAY + timedelta(minutes=random.randrange(2 * 24 * 60)),  # nosec B311  # no secret depends on it
            "trusted": True,
        }
        for name in chosen
    ]
    session.execute(insert(Person), rows)
    keys = [row["name_key"] for row in rows]
    return list(session.scalars(select(Person.id).where(Person.name_key.in_(keys)).order_by(Person.id)))


def _numbered(name: str, earlier: int) -> str:
    return f"{name} {earlier + 1}" if earlier else name


class _Thread:
    """Grows the thread of one proposal."""

    def __init__(self, session: Session, random: Random, proposal: Proposal, leanings: dict[int, int]) -> None:
        self.session = session
        self.random = random
        self.proposal = proposal
        self.leanings = leanings
        self.people = list(leanings)
        self.regulars = random.sample(self.people, min(_REGULARS, len(self.people)))  # nosec B311  # no secret
        self.passages = session.execute(
            passages_in_force(Passage.anchor, Passage.text).where(Proposal.id == proposal.id)
        ).all()
        self.grown = [self._known(post) for post in self._posts_here()]

    def write(self, wanted: int) -> int:
        """Adds `wanted` posts, then votes on them and on those that were here; gives the number of votes."""
        first = _next_id(self.session, Post)
        message = _next_id(self.session, Message)
        rows = [self._grow(first + index, message + index, index / wanted) for index in range(wanted)]
        votes = [vote for post in self.grown for vote in self._votes(post)]
        if rows:
            self.session.execute(insert(Message), [_message_row(row) for row in rows])
            self.session.execute(insert(Post), rows)
        if votes:
            self.session.execute(insert(Vote), votes)
        evaluate(self.session, self.proposal, Cause.TOGETHER)
        votes_changed(self.session, self.proposal)
        return len(votes)

    def _posts_here(self) -> Sequence[Post]:
        return self.session.scalars(select(Post).where(Post.proposal_id == self.proposal.id).order_by(Post.id)).all()

    def _known(self, post: Post) -> _Grown:
        visible = post.state is State.VISIBLE
        depth = 0 if post.parent_id is None else 1
        about = (post.anchor and dict(self.passages).get(post.anchor)) or self.random.choice(self.passages)[1]
        return _Grown(
            id=post.id,
            label=post.label,
            author=post.author_id,
            place=post.place,
            about=about,
            created=_FIRST_DAY,
            depth=depth,
            appeal=self._appeal(None),
            wording=post.wording,
            visible=visible,
        )

    def _grow(self, id: int, message: int, progress: float) -> dict[str, Any]:
        """The row of one more post, somewhere in the thread."""
        parent = self._parent()
        passage, text = self.random.choice(self.passages)
        anchor: str | None = passage
        text = parent.about if parent else text
        if parent or self.random.random() < 0.15:
            anchor = None
        target: Repliable = parent.label if parent else Target.PASSAGE if anchor else Target.PROPOSAL
        allowed = labels.allowed(target)
        label = self.random.choices(allowed, [_LABEL_WEIGHTS.get(choice, 0) for choice in allowed])[0]
        rule = labels.rule(label)
        after = parent.created if parent else _FIRST_DAY
        created = max(_FIRST_DAY + timedelta(days=_DAYS * progress), after) + timedelta(
            seconds=self.random.randrange(60, 20_000)
        )
        author = self.random.choice(self.people)
        visible = self.random.random() > _HELD
        where = places.at(parent.id if parent else None, anchor)
        depth = parent.depth + 1 if parent else 0
        appeal = self._appeal(parent, rule.polarity)
        self.grown.append(_Grown(id, label, author, where, text, created, depth, appeal, visible=visible))
        return {
            "id": id,
            "message_id": message,
            "proposal_id": self.proposal.id,
            "author_id": author,
            "parent_id": parent.id if parent else None,
            "anchor": anchor,
            "label": label,
            "ground": self.random.choice(list(Ground)) if rule.takes_ground else None,
            "created": created,
            "worded_at": created,
            "state": State.VISIBLE if visible else State.HELD,
            **asdict(self._words(label, text)),
        }

    def _parent(self) -> _Grown | None:
        """A post to reply to; None for the document."""
        if not self.grown or self.random.random() < _TOP_LEVEL:
            return None
        post = self.random.choice(self.grown)
        return post if post.visible and post.depth < _DEEPEST else None

    def _appeal(self, parent: _Grown | None, polarity: Polarity = Polarity.NEUTRAL) -> list[float]:
        """Who likes a post dislikes what attacks it and likes what supports it, give or take."""
        if parent is None or polarity is Polarity.NEUTRAL:
            middle = self.random.uniform(0.35, 0.85)
            apart = self.random.gauss(0, 0.08) if self.random.random() < _SHARED else self.random.choice((-0.38, 0.38))
            return [_share(middle + sign * apart + self.random.gauss(0, 0.06)) for sign in (1, -1)]
        sign = -1 if polarity is Polarity.ATTACK else 1
        return [_share(0.6 + sign * (liked - 0.5) * 0.8 + self.random.gauss(0, 0.12)) for liked in parent.appeal]

    def _words(self, label: Label, about: str) -> PostWords:
        rule = labels.rule(label)
        return PostWords(
            body=self._body(label, about),
            settles=self._settles() if rule.takes_settles else "",
            source_title="A made-up report, 2025" if labels.rule(label).needs_source else "",
            replacement=f"{about} This is reviewed after a year." if rule.takes_replacement else "",
        )

    def _body(self, label: Label, passage: str) -> str:
        start = " ".join(passage.split()[:6]).rstrip(".,:;")
        middles = self.random.sample(words.MIDDLES, self.random.choice((1, 1, 2)))
        parts = [
            self.random.choice(words.OPENINGS[label]),
            *(middle.format(words=start) for middle in middles),
        ]
        return " ".join([*parts, *self.random.sample(words.ENDS, self.random.randrange(3))])

    def _settles(self) -> str:
        return self.random.choice(("", "A date and a name in the text.", "A published report after one year."))

    def _votes(self, post: _Grown) -> list[dict[str, Any]]:
        if not post.visible or not labels.rule(post.label).asks:
            return []
        most = min(len(self.people), _MOST_VOTERS) / (1 + post.depth)
        passing_by = self.random.sample(self.people, int(most * self.random.random() ** 2))
        turnout = min(_TURNOUT, _MOST_VOTES / len(self.grown))
        voters = {*passing_by, *(one for one in self.regulars if self.random.random() < turnout)}
        return [
            {
                "post_id": post.id,
                "person_id": voter,
                "choice": self._choice(post.appeal[self.leanings[voter]]),
                "label": post.label,
                "wording": post.wording,
                "place": post.place,
                "cast": post.created + timedelta(seconds=self.random.randrange(60, 500_000)),
            }
            for voter in sorted(voters)
            if voter != post.author
        ]

    def _choice(self, liking: float) -> Choice:
        if self.random.random() < 0.12:
            return Choice.PASS
        return Choice.AGREE if self.random.random() < liking else Choice.DISAGREE


def _message_row(post: dict[str, Any]) -> dict[str, Any]:
    columns = ("proposal_id", "author_id", "created")
    return {"id": post["message_id"], **{column: post[column] for column in columns}}


def _next_id(session: Session, model: type[Post | Message]) -> int:
    return (session.scalar(select(func.max(model.id))) or 0) + 1


def _share(number: float) -> float:
    return min(max(number, 0.05), 0.95)
