"""What waits for a moderator, and what an act would change."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from deliberate.actions.curation import Mandate, merge_posts, relabel_post
from deliberate.actions.flagging import flag_post
from deliberate.actions.voting import cast_vote
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.places import OnPassage, OnPost, OnProposal
from deliberate.models import Choice, Flag, FlagReason, Person, Post, now
from deliberate.queries.effects import merge_effect, relabel_effect
from deliberate.queries.moderation import Case, likeliest_places, likeliest_twins, load_case
from deliberate.queries.waiting import queue
from deliberate.upkeep.indexing import index_thread
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory, VoteFactory
from tests.growing import grow

Counting = Callable[[], AbstractContextManager[list[str]]]


def case_of(session: Session, post: Post, moderator: Person, beside: Post | None = None) -> Case:
    session.commit()
    return load_case(session, post, moderator.actor(), beside.id if beside else None)


def test_the_queue_takes_as_many_statements_at_5_and_50_posts(
    session: Session, cast: Cast, count_statements: Counting
) -> None:
    counts = []
    for more in (5, 45):
        for _ in range(more):
            post = PostFactory()
            session.add(Flag(post_id=post.id, person_id=cast.ben.id, reason=FlagReason.SPAM))
        session.commit()
        session.connection()  # so that beginning the transaction is not counted
        with count_statements() as statements:
            found = queue(session)
        counts.append((len(statements), len(found.items), found.page.total))
    assert counts == [(4, 5, 5), (4, 25, 50)]
    assert queue(session, 99).page.number == 2


def test_who_cannot_sign_in_is_not_waited_for_and_settled_flags_are_done(session: Session, cast: Cast) -> None:
    signature = PostFactory(author=PersonFactory(trusted=False))
    session.add(Flag(post_id=signature.id, person_id=cast.ben.id, reason=FlagReason.SPAM, handled_at=now()))
    newcomer = PostFactory(author=PersonFactory(trusted=False, password_hash="x"))
    PostFactory(author=newcomer.author, state=State.HIDDEN)
    held = PostFactory(state=State.HELD)
    session.commit()
    found = queue(session).items
    assert [item.id for item in found] == [newcomer.id, held.id]
    assert [item.author_is_new for item in found] == [True, False]


def test_the_likeliest_twin_stands_first_and_has_the_same_label(session: Session, cast: Cast) -> None:
    post = PostFactory(body="Nobody audits where the money goes.")
    other = PostFactory(proposal=post.proposal, body="Farmers would lose their land.")
    twin = PostFactory(proposal=post.proposal, body="Where the money goes nobody audits it.")
    PostFactory(proposal=post.proposal, body=post.body, state=State.HIDDEN)
    PostFactory(proposal=post.proposal, body=post.body, label=Label.CONDITION)
    PostFactory(body=post.body)
    case = case_of(session, post, cast.mo)
    assert [option.post for option in likeliest_twins(session, case)] == [twin.id, other.id]


def test_what_is_below_a_post_is_offered_neither_as_its_twin_nor_as_its_place(session: Session, cast: Cast) -> None:
    post = PostFactory(label=Label.QUESTION, body="Who audits the money?")
    proposal, asked = post.proposal, {"label": Label.QUESTION, "body": post.body}
    merged = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=post.id, **asked)
    for above in (post, merged):
        hidden = PostFactory(parent=above, label=Label.ANSWER, body=post.body, state=State.HIDDEN)
        PostFactory(parent=PostFactory(parent=hidden, **asked), label=Label.ANSWER, body=post.body)
    twin = PostFactory(proposal=proposal, body="Who audits?", label=Label.QUESTION)
    answer = PostFactory(parent=twin, label=Label.ANSWER, body="The court audits the money.")
    case = case_of(session, post, cast.mo)
    assert case.below == 4
    assert [option.post for option in likeliest_twins(session, case)] == [twin.id]
    places = {option.post for option in likeliest_places(session, case)} - {None}
    assert places == {twin.id, answer.id} & places
    assert answer.id in places


def test_an_old_twin_and_a_place_are_found_in_a_long_thread_by_what_is_looked_for_too(
    session: Session, cast: Cast
) -> None:
    post = PostFactory(body="Nobody audits where the money goes.")
    other = PostFactory(proposal=post.proposal, body="Farmers would lose their land.")
    twin = PostFactory(proposal=post.proposal, body="Where the money goes nobody audits it.")
    session.commit()
    grow(session, post.proposal, [cast.ada, cast.ben], 800)
    index_thread(session, post.proposal)
    case = case_of(session, post, cast.mo)
    assert likeliest_twins(session, case)[0].post == twin.id
    assert [option.post for option in likeliest_twins(session, case, "farmer lose")] == [other.id]
    assert likeliest_twins(session, case, "farmer audits") == ()
    reply = PostFactory(parent=other, label=Label.REBUTTAL, body=post.body)
    assert likeliest_places(session, case_of(session, reply, cast.mo))[0].post == twin.id


def test_places_are_those_the_grammar_allows_but_for_its_own(session: Session, cast: Cast) -> None:
    question = PostFactory(label=Label.QUESTION, body="Who audits?")
    other = PostFactory(proposal=question.proposal, label=Label.QUESTION)
    answer = PostFactory(parent=question, label=Label.ANSWER, body="The court audits.")
    objection = PostFactory(proposal=question.proposal, anchor="first")
    places = likeliest_places(session, case_of(session, answer, cast.mo))
    assert [option.place for option in places] == [OnPost(other.id)]
    places = likeliest_places(session, case_of(session, objection, cast.mo))
    assert {option.place for option in places} == {OnProposal(), OnPassage("second"), OnPassage("plan")}


@pytest.mark.parametrize("merged_before", [False, True])
def test_the_preview_of_a_merge_is_what_the_merge_then_gives(session: Session, cast: Cast, merged_before: bool) -> None:
    proposal = ProposalFactory()
    kept, twin, third = (PostFactory(proposal=proposal) for _ in range(3))
    session.commit()
    for person, post in ((cast.ada, kept), (cast.ben, kept), (cast.ben, twin), (cast.mo, twin), (cast.mo, third)):
        cast_vote(session, person, post.id, Choice.AGREE)
    if merged_before:
        merge_posts(session, Mandate(cast.mo, "The same.", third.version), third.id, kept.id)
    session.expire_all()
    effect = merge_effect(session, case_of(session, twin, cast.mo, kept), kept.id)
    assert (effect.on_kept, effect.on_duplicate, effect.in_all) == (3 if merged_before else 2, 2, 3)
    merge_posts(session, Mandate(cast.mo, "The same.", twin.version), twin.id, kept.id)
    session.refresh(kept)
    assert kept.agree == effect.in_all


def test_the_preview_of_a_merge_counts_no_votes_on_another_question_or_on_posts_of_ones_own(
    session: Session, cast: Cast
) -> None:
    kept = PostFactory(author=cast.ada, agree=1)
    twin = PostFactory(proposal=kept.proposal, author=cast.ben)
    for person, label in ((cast.ada, Label.OBJECTION), (cast.ben, Label.OBJECTION), (cast.mo, Label.QUESTION)):
        VoteFactory(post=twin, person=person, label=label)
    assert merge_effect(session, case_of(session, twin, cast.mo, kept), kept.id).in_all == 1
    VoteFactory(post=twin)
    assert merge_effect(session, case_of(session, twin, cast.mo, kept), kept.id).in_all == 2


def test_the_preview_of_a_relabel_is_what_it_then_does_to_the_votes(session: Session, cast: Cast) -> None:
    post, people = PostFactory(author=cast.ada), PersonFactory.create_batch(3)
    twin = PostFactory(proposal=post.proposal, state=State.MERGED, merged_into_id=post.id)
    session.commit()
    for person in people:
        cast_vote(session, person, post.id, Choice.AGREE)
    for voter, on in ((people[0], twin), (cast.ben, twin), (cast.ada, post), (twin.author, twin)):
        VoteFactory(post=on, person=voter)

    def relabel(label: Label) -> tuple[int, int]:
        effect = relabel_effect(session, case_of(session, post, cast.mo), label)
        relabel_post(session, Mandate(cast.mo, "It is that.", post.version), post.id, label)
        session.refresh(post)
        return effect.silenced, effect.again

    assert relabel(Label.CONDITION) == (4, 0)
    assert (post.agree, post.asked_before) == (0, 4)
    cast_vote(session, people[1], post.id, Choice.AGREE)
    assert relabel(Label.OBJECTION) == (1, 3)
    assert (post.agree, post.asked_before) == (3, 1)
    assert relabel(Label.COMMENT) == (3, 0)
    assert relabel(Label.CONDITION) == (0, 1)


def test_a_case_holds_flags_and_the_authors_record(session: Session, cast: Cast) -> None:
    post = PostFactory(author=cast.ada, anchor="first")
    reply = PostFactory(parent=post, label=Label.REBUTTAL, author=cast.ada, state=State.HIDDEN)
    PostFactory(parent=post, label=Label.REBUTTAL)
    session.commit()
    flag_post(session, cast.ben, post.id, FlagReason.OFF_TOPIC, "About something else.")
    case = case_of(session, post, cast.mo)
    assert [(flag.who, flag.reason) for flag in case.flags] == [("Ben", FlagReason.OFF_TOPIC)]
    assert case.record.posts == {State.VISIBLE: 1, State.HIDDEN: 1}
    assert (case.below, case.passage) == (1, "The first thing that would be done.")
    assert [one.id for one in case_of(session, reply, cast.mo).above.nearest] == [post.id]
