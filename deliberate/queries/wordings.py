"""The wordings a post has had, each with what it changed and the votes cast on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.engine.deciding import verdict_that_matters
from deliberate.domain.engine.verdicts import Verdicts
from deliberate.domain.nodes import State
from deliberate.domain.posts import PostWords
from deliberate.domain.texts.diffs import Run, word_diff
from deliberate.domain.words import Say, say_many
from deliberate.models import Choice, EarlierWording, Post, Vote
from deliberate.queries.graphs import load_reach
from deliberate.queries.pages import Page
from deliberate.queries.rules import load_rules

PAGE = 20


@dataclass(frozen=True)
class WordingView:
    """`changes` holds the fields that differ from the wording before; in the first one those that are not empty."""

    number: int
    worded_at: datetime
    changes: dict[str, list[Run]]
    agree: int
    passes: int
    disagree: int

    @property
    def votes(self) -> int:
        return self.agree + self.passes + self.disagree


def wordings(session: Session, post: Post, page: int = 1) -> tuple[list[WordingView], Page]:
    """The wordings of a post, the current one first, in two statements."""
    shown = Page.nearest(page, PAGE, post.wording)
    newest = post.wording - shown.start
    # With the one before the oldest that is shown, which tells what that changed.
    earlier = select(EarlierWording).where(
        EarlierWording.post_id == post.id, EarlierWording.number.between(newest - PAGE, newest)
    )
    texts = [(row.number, row.worded_at, row.words) for row in session.scalars(earlier.order_by(EarlierWording.number))]
    if newest == post.wording:
        texts.append((post.wording, post.worded_at, post.words))
    votes = _votes(session, post)
    views = [
        WordingView(
            number,
            worded_at,
            _changes(texts[index - 1][2] if index else PostWords(), words),
            *(votes.get((number, choice), 0) for choice in (Choice.AGREE, Choice.PASS, Choice.DISAGREE)),
        )
        for index, (number, worded_at, words) in reversed(list(enumerate(texts)))
    ]
    return views[:PAGE], shown


def _changes(old: PostWords, new: PostWords) -> dict[str, list[Run]]:
    both = zip(old.items(), new.items(), strict=True)
    return {field.name: word_diff(before, after) for (field, before), (_, after) in both if before != after}


def _votes(session: Session, post: Post) -> dict[tuple[int, Choice], int]:
    """How many votes were cast on each wording of this very post, not of those merged into it."""
    statement = (
        select(Vote.wording, Vote.choice, func.count())
        .where(Vote.post_id == post.id)
        .group_by(Vote.wording, Vote.choice)
    )
    return {(wording, choice): number for wording, choice, number in session.execute(statement)}


def asked_again(session: Session, post: Post) -> Say | None:
    """How many people will be asked again if these words are changed: those who agree with them as they are. None where
    nobody does."""
    number = post.agree - post.earlier
    if number <= 0 or post.state is not State.VISIBLE:
        return None
    if _is_accepted(session, post):
        return say_many(
            "%(num)d person accepted these words; they will be asked again.",
            "%(num)d people accepted these words; they will be asked again.",
            number,
        )
    return say_many(
        "%(num)d person said yes to these words; they will be asked again.",
        "%(num)d people said yes to these words; they will be asked again.",
        number,
    )


def _is_accepted(session: Session, post: Post) -> bool:
    """As a reply to what it is shown under."""
    graph, _ = load_reach(session, post.proposal_id, [post.id])
    verdict = verdict_that_matters(graph, Verdicts(graph, load_rules(session).quorum), post.id)
    return verdict is not None and verdict.is_accepted
