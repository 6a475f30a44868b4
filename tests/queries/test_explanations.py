"""Why a post stands as it does, in the lines that pages print."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.models import Choice, Post
from deliberate.queries.explanations import StandingView, Telling
from deliberate.queries.graphs import load_graph
from deliberate.queries.rules import load_rules
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, VoteFactory


@pytest.fixture
def objection(session: Session) -> Post:
    """Seven of ten agree; eight with a safeguard, three of four with a rebuttal, nobody voted on the evidence."""
    found = PostFactory(body="There is no way to police the funds.")
    voted(found, 7, 3)
    voted(PostFactory(parent=found, label=Label.SAFEGUARD, body="An auditor publishes each transfer."), 8, 0)
    voted(PostFactory(parent=found, label=Label.REBUTTAL, body="They are policed now."), 3, 1)
    PostFactory(parent=found, label=Label.EVIDENCE, body="Last year's accounts.")
    evaluate(session, found.proposal)
    session.commit()
    return found


def voted(post: Post, agree: int, disagree: int) -> None:
    for choice, count in ((Choice.AGREE, agree), (Choice.DISAGREE, disagree)):
        for person in PersonFactory.create_batch(count):
            VoteFactory(post=post, person=person, choice=choice)


def told(session: Session, post: Post) -> StandingView:
    graph = load_graph(session, post.proposal_id)
    return Telling(session, graph, load_rules(session), post.proposal.forum(), [post.id]).standing(post.id)


def test_the_sentence_names_the_votes_and_what_does_most(session: Session, objection: Post) -> None:
    found = told(session, objection)
    assert re.fullmatch(
        r"0\.\d\d: 7 of 10 say yes gives 0\.67; 1 safeguard and 1 rebuttal lower it by 0\.\d\d, "
        r"most by “An auditor publishes each transfer\.” \(−0\.\d\d\)\.",
        str(found.sentence),
    )
    assert (found.silent, found.more) == (1, 0)
    assert [reason.words for reason in found.reasons] == [
        "An auditor publishes each transfer.",
        "They are policed now.",
    ]


def test_the_votes_and_what_the_replies_do_together_add_up_as_printed(session: Session, objection: Post) -> None:
    found = told(session, objection)
    together = float(found.together.replace("−", "-"))
    assert f"{found.base:.2f}" == "0.67"
    assert f"{float(f'{found.base:.2f}') + together:.2f}" == f"{found.value:.2f}"


def test_what_is_left_out_does_no_more_than_what_is_listed_on_its_side(session: Session, cast: Cast) -> None:
    """Objections alike beside a weak support, which is listed as the strongest of its side."""
    post = PostFactory(label=Label.ALTERNATIVE)
    for _ in range(8):
        voted(PostFactory(parent=post, label=Label.OBJECTION, body="It costs too much."), 4, 0)
    voted(PostFactory(parent=post, label=Label.SUPPORT, body="It would help."), 1, 4)
    evaluate(session, post.proposal)
    session.commit()
    found = told(session, post)
    assert found.more > 0
    page = cast.visitor.get(f"/posts/{post.id}").text
    assert f"{found.more} more replies together, none of which does more than the others on its side" in page
    listed = [reason.change for reason in found.reasons]
    added = sum(float(change.replace("−", "-")) for change in [*listed, found.rest])
    assert added == pytest.approx(float(found.together.replace("−", "-"))), "all lines, as printed"


def test_a_status_that_rests_on_many_posts_lists_some_and_counts_the_others(session: Session, cast: Cast) -> None:
    post = PostFactory()
    for _ in range(7):
        PostFactory(parent=post, label=Label.SAFEGUARD, body="An auditor.")
    evaluate(session, post.proposal)
    session.commit()
    page = cast.visitor.get(f"/posts/{post.id}").text
    [listed] = re.findall(r'<details class="status-why">(.*?)</details>', page, re.DOTALL)
    assert listed.count("An auditor.") == 5
    assert "and 2 more" in listed


def test_a_standing_without_balance_says_so_wherever_it_is_explained(
    session: Session, cast: Cast, objection: Post
) -> None:
    """And nothing is added up that does not add up."""
    assert "what the replies do together" in cast.visitor.get(f"/posts/{objection.id}").text
    objection.balanced = False
    session.commit()
    map = f"/proposals/{objection.proposal.slug}/map"
    for address in (f"/posts/{objection.id}", map, f"{map}/why/{objection.id}"):
        page = cast.visitor.get(address).text
        assert "posts that act on each other in a circle found no balance, so the number is unsettled" in page
        assert "what the replies do together" not in page


def test_the_page_prints_the_lines_and_what_they_mean(session: Session, cast: Cast, objection: Post) -> None:
    page = cast.visitor.get(f"/posts/{objection.id}").text
    found = told(session, objection)
    for words in (
        "from the votes alone: 7 of 10 is 0.70, pulled towards 0.50 while few have voted",
        f'<span class="change change-attack">{found.reasons[0].change}</span>',
        f'<span class="change">{found.together}</span> what the replies do together',
        "1 reply moves nothing:",
    ):
        assert words in page
