"""How each opinion group sees a post, as a page tells it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from deliberate.domain.engine.explanations import printed
from deliberate.domain.labels import rule
from deliberate.domain.opinions.disclosure import MIN_DESCRIBED, SHARE_STEP, Votes
from deliberate.domain.statuses import Status
from deliberate.domain.votes import Choices
from deliberate.domain.words import Say, say
from deliberate.models import Post, PostScore

TALLIES = (
    *(Post.agree, Post.passes, Post.disagree),
    *(Post.carried_agree, Post.carried_passes, Post.carried_disagree),
)
_SETTLED = (Status.ANSWERED, Status.CONCEDED)


@dataclass(frozen=True)
class SeenByGroup:
    """The shares of one group, of 100, and how the post would stand by its votes alone, which cannot be told where
    `standing` and `status` are None."""

    index: int
    agree: int
    passes: int
    disagree: int
    standing: Say | None
    status: Status | None

    @property
    def letter(self) -> str:
        return ascii_uppercase[self.index]


@dataclass(frozen=True)
class SeenByGroups:
    """By at least one group that is told; `split` says for which the point is settled and for which it is not, where
    they differ. `choices` are the words that answer the question of the post."""

    slug: str
    choices: Choices
    groups: tuple[SeenByGroup, ...]
    split: Say | None
    # Of a group of which fewer took sides no standing is told.
    least: int = MIN_DESCRIBED
    # What shares are rounded to, of 100.
    step: int = SHARE_STEP


# Built once: to build a statement takes longer than to run it.
_SEEN = (
    select(Post.id, Post.label, *TALLIES, PostScore.by_group)
    .join(PostScore, PostScore.post_id == Post.id)
    .where(Post.id.in_(bindparam("posts", expanding=True)), PostScore.by_group.is_not(None))
)


def load_seen(session: Session, slug: str, posts: Collection[int]) -> dict[int, SeenByGroups]:
    """Of these posts those of which it can be told, in one statement."""
    rows = session.execute(_SEEN, {"posts": list(posts)})
    seen = ((post.id, seen_by_groups(slug, post, post.by_group)) for post in rows)
    return {id: groups for id, groups in seen if groups}


def seen_by_groups(slug: str, post: Post | Row[Any], by_group: Mapping[str, Any] | None) -> SeenByGroups | None:
    """What `PostScore.by_group` says. Nothing while the votes are others than those it was computed from: beside the
    totals of now it would tell how the few voted who came since."""
    if not by_group or tuple(by_group["totals"]) != cast_here(post):
        return None
    groups = tuple(
        SeenByGroup(
            number,
            agree,
            passes,
            disagree,
            standing=None if standing is None else printed(standing),
            status=Status(status) if status else None,
        )
        for number, (agree, passes, disagree), standing, status in by_group["groups"]
    )
    return SeenByGroups(slug, rule(post.label).choices, groups, _split(groups))


def cast_here(post: Post | Row[Any]) -> Votes:
    """Its votes but for those that came with an import: those that groups are told of. `post` has TALLIES."""
    return post.agree - post.carried_agree, post.passes - post.carried_passes, post.disagree - post.carried_disagree


def _split(groups: Collection[SeenByGroup]) -> Say | None:
    settled = [group.letter for group in groups if group.status in _SETTLED]
    others = [group.letter for group in groups if group.status is not None and group.status not in _SETTLED]
    if not settled or not others:
        return None
    return say("Settled for %(settled)s, open for %(others)s.", settled=_named(settled), others=_named(others))


def _named(letters: list[str]) -> Say:
    """'group A', or 'groups A, C'."""
    if len(letters) == 1:
        return say("group %(letter)s", letter=letters[0])
    return say("groups %(letters)s", letters=", ".join(letters))
