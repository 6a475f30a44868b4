"""No act of a moderator makes an exchange deeper than people may make it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.domain.arranging import DEEPEST, Refusal
from deliberate.domain.labels import Label
from deliberate.domain.places import OnPost, OnProposal
from deliberate.models import Post, Proposal
from deliberate.queries.graphs import height, load_graph
from tests.actions.curation.moderating import mandate
from tests.actions.test_posting import chain
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    made: Proposal = ProposalFactory(owner=cast.ada)
    session.commit()
    return made


def deepest(session: Session, proposal: Proposal) -> int:
    graph = load_graph(session, proposal.id)
    return max(graph.level(post) for post in graph.unmerged())


def test_the_height_counts_the_levels_where_posts_are_shown(session: Session, cast: Cast, proposal: Proposal) -> None:
    top, kept, low = chain(proposal, 3)
    twin = PostFactory(parent=top, label=Label.REBUTTAL)
    PostFactory(parent=PostFactory(parent=twin, label=Label.REBUTTAL), label=Label.REBUTTAL)
    session.commit()
    assert [height(session, post.id) for post in (top, kept, low, twin)] == [4, 2, 1, 3]
    curation.merge_posts(session, mandate(cast.mo, twin), twin.id, kept.id)
    assert [height(session, post.id) for post in (top, kept, low)] == [4, 3, 1]


def test_a_move_keeps_to_the_depth_with_all_that_is_below(session: Session, cast: Cast, proposal: Proposal) -> None:
    long, short = chain(proposal, DEEPEST - 2), chain(proposal, 3)
    moved = short[1]
    session.commit()
    entry = curation.move_post(session, mandate(cast.mo, moved), moved.id, OnPost(long[-1].id))
    assert deepest(session, proposal) == DEEPEST
    curation.undo(session, mandate(cast.mo), entry.id)
    PostFactory(parent=short[-1], label=Label.REBUTTAL)
    session.commit()
    with pytest.raises(Refusal, match="100 replies deep"):
        curation.move_post(session, mandate(cast.mo, moved), moved.id, OnPost(long[-1].id))


def test_a_merge_keeps_to_the_depth(session: Session, cast: Cast, proposal: Proposal) -> None:
    long, short = chain(proposal, DEEPEST - 1), chain(proposal, 4)
    session.commit()
    kept, duplicate = long[-1], short[1]
    with pytest.raises(Refusal, match="100 replies deep"):
        curation.merge_posts(session, mandate(cast.mo, duplicate), duplicate.id, kept.id)
    curation.merge_posts(session, mandate(cast.mo, short[2]), short[2].id, kept.id)
    assert deepest(session, proposal) == DEEPEST


def test_an_undo_keeps_to_the_depth(session: Session, cast: Cast, proposal: Proposal) -> None:
    long = chain(proposal, DEEPEST)
    middle = long[50]
    session.commit()
    away = curation.move_post(session, mandate(cast.mo, middle), middle.id, OnPost(long[10].id))
    PostFactory(parent=long[-1], label=Label.REBUTTAL)
    session.commit()
    with pytest.raises(Refusal, match="100 replies deep"):
        curation.undo(session, mandate(cast.mo), away.id)


def test_what_was_too_deep_before_can_be_moved_up(session: Session, cast: Cast, proposal: Proposal) -> None:
    long = chain(proposal, DEEPEST + 30)
    objection = PostFactory(parent=PostFactory(parent=long[-1], label=Label.ALTERNATIVE), label=Label.OBJECTION)
    session.commit()
    curation.move_post(session, mandate(cast.mo, objection), objection.id, OnProposal())
    assert session.get_one(Post, objection.id).parent_id is None
