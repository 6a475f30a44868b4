"""'Already said about this passage' and 'Already raised?'"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.models import Passage, Post, Proposal
from deliberate.queries.graphs import load_graph
from deliberate.queries.texts import passages_in_force
from deliberate.queries.twins import MOST, AlreadySaid, already_said, said_about
from deliberate.settings import ROOT
from deliberate.tools.importing import seed_database
from deliberate.upkeep.indexing import index_thread
from deliberate.upkeep.keeping import keep_all
from tests.cast import Cast
from tests.domain.texts import topics
from tests.domain.texts.pairs import HALVES, PAIRS, Pair
from tests.factories import MessageFactory, PersonFactory, PostFactory, ProposalFactory
from tests.growing import grow

BODY = "There is no way to police where the money goes."
DRAFT = "No way to police the money"


def ids(found: AlreadySaid) -> tuple[list[int], list[int], list[int], int]:
    alike, elsewhere, here = ([one.id for one in some] for some in (found.alike, found.elsewhere, found.here))
    return alike, elsewhere, here, found.count


def test_only_visible_posts_of_the_proposal_that_pull_the_same_way_are_likely(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory()
    twin = PostFactory(proposal=proposal, body=BODY, author=cast.ben)
    for state in (State.HIDDEN, State.HELD):
        PostFactory(proposal=proposal, body=BODY, state=state, anchor="first")
    PostFactory(proposal=proposal, body=BODY, state=State.MERGED, merged_into_id=twin.id)
    PostFactory(proposal=proposal, body=BODY, label=Label.SUPPORT)
    PostFactory(body=BODY)
    for anchor in (None, "first"):
        found = already_said(session, proposal, Label.OBJECTION, DRAFT, anchor=anchor)
        assert ids(found) == ([], [twin.id], [], 0)
        assert [one.author for one in found.likely] == ["Ben"]


def test_what_is_alike_comes_first_and_what_else_was_said_about_the_passage_is_there_as_well(session: Session) -> None:
    proposal = ProposalFactory()
    support = PostFactory(proposal=proposal, anchor="first", label=Label.SUPPORT, body="It is time.", agree=3)
    other = PostFactory(proposal=proposal, anchor="first", body="Wages would fall.")
    twin = PostFactory(proposal=proposal, anchor="first", body="Nobody can police this.")
    elsewhere = PostFactory(proposal=proposal, anchor="second", body=BODY)
    PostFactory(parent=twin, label=Label.REBUTTAL, body="Wages would not.")
    session.commit()
    found = already_said(session, proposal, Label.OBJECTION, BODY, anchor="first")
    assert ids(found) == ([twin.id], [elsewhere.id], [other.id, support.id], 3)
    assert [one.id for one in found.likely] == [twin.id, elsewhere.id]
    blank = said_about(session, proposal, "first")
    assert ids(blank) == ([], [], [support.id, other.id, twin.id], 3)
    assert blank.likely == ()


def test_few_are_shown_those_on_the_passage_first(session: Session) -> None:
    proposal = ProposalFactory()
    for number in range(7):
        PostFactory(proposal=proposal, anchor="first", body=f"Wages would fall, number {number}.")
        PostFactory(proposal=proposal, anchor="second", body=BODY)
    session.commit()
    found = already_said(session, proposal, Label.OBJECTION, BODY, anchor="first")
    assert (len(found.alike), len(found.elsewhere), len(found.here), found.count) == (0, 5, 3, 7)
    likely = already_said(session, proposal, Label.OBJECTION, "Wages would fall!", anchor="first")
    assert (len(likely.alike), len(likely.elsewhere), len(likely.here)) == (5, 0, 2)
    assert all(one.is_likely for one in likely.alike)
    assert {one.id for one in likely.alike}.isdisjoint(one.id for one in likely.here)
    both = already_said(session, proposal, Label.OBJECTION, f"Wages would fall. {BODY}", anchor="second")
    assert (len(both.alike), len(both.elsewhere), len(both.here)) == (5, 0, 2)


def test_room_is_left_for_what_was_said_elsewhere(session: Session) -> None:
    proposal = ProposalFactory()
    for _ in range(4):
        PostFactory(proposal=proposal, anchor="first", body=BODY)
        PostFactory(proposal=proposal, anchor="second", body=BODY)
    session.commit()
    found = already_said(session, proposal, Label.OBJECTION, BODY, anchor="first")
    assert (len(found.alike), len(found.elsewhere), len(found.here)) == (4, 1, 0)


def test_one_statement_is_asked_and_one_more_of_a_long_thread_however_much_was_said(
    session: Session, cast: Cast, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    post = PostFactory(anchor="first")
    session.commit()
    asked = []
    for size in (30, 199, 300, 900):
        grow(session, post.proposal, [cast.ada, cast.ben], size)
        proposal = session.get_one(Proposal, post.proposal_id)
        session.refresh(proposal)
        with count_statements() as statements:
            already_said(session, proposal, Label.OBJECTION, BODY, anchor="first")
        asked.append(len(statements))
        with count_statements() as statements:
            said_about(session, proposal, "first")
        assert len(statements) == 1
    assert asked == [1, 1, 2, 2]


@pytest.mark.parametrize("anchor", [None, "first"])
@pytest.mark.parametrize(
    ("draft", "language"),
    [
        ("No way to police the money", "en"),
        ("Policing where all the money went", "en"),
        ("Police, money, crowds", ""),
    ],
)
def test_an_old_twin_is_found_among_many_that_share_one_of_its_words_each(
    session: Session, draft: str, language: str, anchor: str | None
) -> None:
    proposal = ProposalFactory(language=language)
    twin = PostFactory(proposal=proposal, body=BODY)
    said_by_many(
        session,
        proposal,
        "The police were praised by neighbours on a quiet evening.",
        "My neighbours counted money on a quiet evening.",
        "Crowds came to hear a concert on a quiet evening.",
    )
    found = already_said(session, proposal, Label.OBJECTION, draft, anchor=anchor)
    assert twin.id in [one.id for one in found.likely]


def test_an_old_twin_is_found_by_a_word_that_few_of_many_hold(session: Session) -> None:
    proposal, other = ProposalFactory(language="de"), ProposalFactory(language="de")
    twin = PostFactory(proposal=proposal, body="Die Gebühren für Kindergärten steigen.")
    for label, state in ((Label.SUPPORT, State.VISIBLE), (Label.OBJECTION, State.HIDDEN)):
        PostFactory(proposal=proposal, body=twin.body, label=label, state=state)
    PostFactory(proposal=other, body=twin.body)
    said_by_many(session, proposal, "Die Gebühren sorgen in Frankfurt jeden Winter für Unmut.")
    found = already_said(session, proposal, Label.OBJECTION, "Kindergarten: höhere Gebühr")
    assert [one.id for one in found.likely] == [twin.id]


def test_of_many_posts_on_a_passage_those_that_most_agree_with_are_shown_and_all_are_counted(session: Session) -> None:
    proposal = ProposalFactory()
    strong, contested = (PostFactory(proposal=proposal, anchor="first", body="Wages would fall.") for _ in range(2))
    said_by_many(session, proposal, "Something else.", anchor="first")
    strong.agree, contested.agree, contested.disagree, strong.low, contested.low = 60, 90, 80, 0.9, 0.05
    session.commit()
    for found in (
        said_about(session, proposal, "first"),
        already_said(session, proposal, Label.SUPPORT, BODY, anchor="first"),
    ):
        assert [one.id for one in found.here[:2]] == [contested.id, strong.id]
        assert found.count == 602


def said_by_many(session: Session, proposal: Proposal, *bodies: str, anchor: str | None = None) -> None:
    """What was written after all the others, and is found by the index as they are."""
    author, message = PersonFactory(), MessageFactory(proposal_id=proposal.id, author_id=proposal.owner_id)
    common = {"proposal_id": proposal.id, "author_id": author.id, "message_id": message.id, "anchor": anchor}
    rows = [{**common, "label": Label.OBJECTION, "body": bodies[number % len(bodies)]} for number in range(600)]
    session.execute(insert(Post), rows)
    keep_all(session, proposal, load_graph(session, proposal.id))
    index_thread(session, proposal)
    session.commit()


def test_in_a_thread_without_posts_nothing_is_looked_for(
    session: Session, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    proposal = ProposalFactory()
    with count_statements() as statements:
        assert already_said(session, proposal, Label.OBJECTION, BODY) == AlreadySaid()
    assert not [statement for statement in statements if "search_entries" in statement]


def test_a_reply_is_not_compared_with_what_it_replies_to(session: Session) -> None:
    objection = PostFactory(body=BODY)
    found = already_said(session, objection.proposal, Label.REBUTTAL, DRAFT, parent=objection.id)
    assert ids(found) == ([], [], [], 0)
    assert already_said(session, objection.proposal, Label.REBUTTAL, DRAFT).likely


# The pairs


@pytest.fixture
def seeded(session: Session, app: Flask) -> dict[str, Proposal]:
    """The seeds with their threads, where everything that the pairs take for said is said, too."""
    seed_database(session, ROOT / "seeds")
    proposals = {one.slug: one for one in session.scalars(select(Proposal))}
    for slug, at, said in dict.fromkeys((pair.proposal, pair.at, pair.said) for pair in PAIRS):
        PostFactory(proposal=proposals[slug], anchor=at, body=said)
    return proposals


def found_of(session: Session, proposals: dict[str, Proposal], pair: Pair) -> tuple[bool, bool]:
    """Whether what was said stands among the first that are shown to who writes the draft; whether it is called likely
    to be the same."""
    proposal = proposals[pair.proposal]
    statement = passages_in_force(Passage.text).where(Proposal.id == proposal.id, Passage.anchor == pair.on)
    passage = session.scalars(statement).one()
    found = already_said(session, proposal, Label.OBJECTION, pair.draft, anchor=pair.on, passage=passage)
    shown = [*found.alike, *found.elsewhere]
    assert len(shown) <= MOST
    return pair.said in [one.body for one in shown], pair.said in [one.body for one in found.likely]


def share(found: list[bool]) -> float:
    return sum(found) / len(found)


class Found(NamedTuple):
    """What became of a pair."""

    alike: bool
    shown: bool
    likely: bool


def measured(name: str, pairs: Iterable[Found]) -> tuple[list[Found], list[Found]]:
    """Those that are alike and the others; prints what is made of them."""
    found = list(pairs)
    alike, others = ([pair for pair in found if pair.alike is kind] for kind in (True, False))
    print()
    for kind, some in (("alike", alike), ("others", others)):
        shown, likely = sum(pair.shown for pair in some), sum(pair.likely for pair in some)
        print(f"{name}: of {len(some)} {kind} {shown} shown, {likely} likely")
    return alike, others


def test_pairs_that_say_the_same_are_shown_and_others_seldom_are(session: Session, seeded: dict[str, Proposal]) -> None:
    found = {pair: Found(pair.alike, *found_of(session, seeded, pair)) for pair in PAIRS}
    for half in HALVES:
        alike, others = measured(half, (found[pair] for pair in PAIRS if pair.half == half))
        assert len(alike) == len(others) == 15
        assert share([pair.likely for pair in others]) <= 1 / 10
        assert share([pair.likely for pair in alike]) >= 1 / 5
    alike, others = measured("both", found.values())
    assert share([pair.shown for pair in alike]) >= 2 / 3
    assert share([pair.shown for pair in others]) <= 1 / 10
    assert share([pair.alike for pair in found.values() if pair.likely]) >= 3 / 4


def test_pairs_on_other_topics_in_other_languages_are_told_apart_as_well(session: Session) -> None:
    proposals = {topic: ProposalFactory(language=language) for topic, (language, _) in topics.TOPICS.items()}
    for point in topics.POINTS:
        PostFactory(proposal=proposals[point.topic], label=point.label, anchor=point.at or None, body=point.said)

    def found_of(pair: topics.Pair) -> Found:
        point = pair.said
        passage = topics.TOPICS[point.topic][1].get(pair.on, "")
        on = {"anchor": pair.on or None, "passage": passage}
        found = already_said(session, proposals[point.topic], point.label, pair.draft, **on)
        shown, likely = ([one.body for one in some] for some in ([*found.alike, *found.elsewhere], found.likely))
        return Found(pair.alike, point.said in shown, point.said in likely)

    alike, others = measured("other topics", map(found_of, topics.PAIRS))
    assert len(alike) == len(others) == 15
    assert share([pair.shown for pair in alike]) >= 2 / 3
    # Harder than the others: each of them shares the subject, and a third of them two words besides.
    assert share([pair.likely for pair in others]) <= 1 / 3
    assert share([pair.likely for pair in alike]) >= 1 / 3


def test_a_draft_about_no_passage_finds_what_was_said_about_one(session: Session, seeded: dict[str, Proposal]) -> None:
    post = session.scalars(select(Post).where(Post.body.contains("nobody can police where it"))).one()
    found = already_said(
        session,
        seeded["partnership"],
        Label.OBJECTION,
        "Nobody would be able to police the money we give to countries.",
    )
    assert post.id in [one.id for one in found.likely]
