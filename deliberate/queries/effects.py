"""What an act of a moderator would do to the votes, told before it is done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Rule, rule
from deliberate.domain.words import Say
from deliberate.models import Vote
from deliberate.queries.moderation import Case, Option, post_named


@dataclass(frozen=True)
class RelabelEffect:
    """What the post would be. `silenced` people answered `question`, and their votes count for nothing until each keeps
    or changes theirs; `again` people answered what is asked then before it was relabelled, and their votes count again.
    """

    rule: Rule
    question: Say | None
    silenced: int
    again: int


@dataclass(frozen=True)
class MergeEffect:
    """What is shown under the kept post afterwards, and how many people voted on each and in all."""

    kept: Option
    replies: int
    on_kept: int
    on_duplicate: int
    in_all: int


def relabel_effect(session: Session, case: Case, label: Label) -> RelabelEffect:
    """Counts people as the tally does, in two statements. Votes that were imported without people stay as they are."""
    graph, post = case.graph, case.graph.nodes[case.post.id]
    cluster = (post.id, *graph.merged_into(post.id))
    now, then = (_who_answered(session, graph, post.id, cluster, asked) for asked in (post.label, label))
    return RelabelEffect(rule(label), rule(post.label).asks, len(now - then), len(then - now))


def merge_effect(session: Session, case: Case, keep: int) -> MergeEffect:
    """Counts people as the tally will: on the kept post as now, and those who answered its question on the duplicate
    only."""
    graph, duplicate = case.graph, case.post.id
    kept, twin = graph.nodes[keep], graph.nodes[duplicate]
    before, added = (
        _who_answered(session, graph, keep, (root, *graph.merged_into(root)), kept.label) for root in (keep, duplicate)
    )
    on_kept = kept.agree + kept.passes + kept.disagree
    return MergeEffect(
        kept=post_named(session, keep),
        replies=len(graph.replies(duplicate)),
        on_kept=on_kept,
        on_duplicate=twin.agree + twin.passes + twin.disagree,
        in_all=on_kept + len(added - before),
    )


def _who_answered(session: Session, graph: Graph, keep: int, posts: Collection[int], label: Label) -> set[int]:
    """Who voted on these posts while they were that: their votes count on the post to keep while it is the same."""
    rows = session.execute(select(Vote.post_id, Vote.person_id).where(Vote.post_id.in_(posts), Vote.label == label))
    author = graph.nodes[keep].author
    return {person for post, person in rows if person not in (author, graph.nodes[post].author)}
