"""What became of a text: between one revision and the next, and between any two."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.models import Post, Revision
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast, Client
from tests.factories import PostFactory, ProposalFactory

HISTORY = "/proposals/plan/history"
TEXTS = (
    "# The plan\n\nThe first thing that would be done.\n\nThe second thing that would be done, by all of us.",
    "# The plan\n\nThe second thing that would be done, by all of us.\n\nThe first thing that would be done.",
    "# The plan\n\nThe second thing that would be done, by all of you.\n\nThe first thing that would be done.",
)


@pytest.fixture
def objection(session: Session, cast: Cast) -> Post:
    plan = ProposalFactory(slug="plan", owner=cast.ada)
    found = PostFactory(proposal=plan, author=cast.ben, anchor="second", body="Who would do it?")
    evaluate(session, plan)
    session.commit()
    return found


@pytest.fixture
def visitor(cast: Cast, objection: Post) -> Client:
    """Of a site on which the plan was revised three times, the last time for the objection."""
    ada = cast.browser(cast.ada)
    for number, text in enumerate(TEXTS, 1):
        points = [str(objection.id)] if number == len(TEXTS) else []
        change = {"text": text, "summary": f"Change {number}.", "version": str(number), "points": points}
        assert ada.send("/proposals/plan/revise", {**change, "do": "publish"}).status_code == 303
    return cast.visitor


def told(page: str) -> list[tuple[str, str]]:
    """Each change by what became of the passage, and the passage with what was taken out and put in."""
    changes = re.findall(r'<p class="passage-fate">\s*(.*?)\s*</p>\s*(.*?)</li>', page, re.DOTALL)
    return [(fate, " ".join(re.sub("<bdi.*?</bdi>|<[^>]*>", "", words).split())) for fate, words in changes]


def test_what_only_moved_is_said_to_have_moved(visitor: Client) -> None:
    assert told(visitor.get(f"{HISTORY}?revision=3").text) in (
        [("Moved", "The first thing that would be done.")],
        [("Moved", "The second thing that would be done, by all of us.")],
    )


def test_any_two_revisions_are_compared_in_either_direction(visitor: Client) -> None:
    page = visitor.get(f"{HISTORY}?revision=4&since=2").text
    assert "What changed from revision 2 to revision 4" in page
    [(fate, words)] = [change for change in told(page) if "us." in change[1]]
    assert fate in ("Changed", "Moved and changed")
    assert words.startswith("The second thing that would be done, by all of us. you.")
    back = visitor.get(f"{HISTORY}?revision=2&since=4").text
    assert any("by all of you. us." in words for _, words in told(back))
    assert "Nothing differs between revision" in visitor.get(f"{HISTORY}?revision=2&since=2").text


def test_a_change_names_the_points_that_it_claims_to_deal_with(visitor: Client, objection: Post) -> None:
    for query in ("revision=4", "revision=4&since=1"):
        page = visitor.get(f"{HISTORY}?{query}").text
        changes = page.partition("The whole text")[0].split('<li class="passage-change">')[1:]
        [change] = [change for change in changes if "<ins>" in change]
        assert "Who would do it?" in change
    older = visitor.get(f"{HISTORY}?revision=3&since=1").text
    assert "Who would do it?" not in older.partition('class="plain changes')[2].partition("The whole text")[0]


def test_the_words_stand_side_by_side_for_who_wants_it(visitor: Client) -> None:
    page = visitor.get(f"{HISTORY}?revision=4&view=beside").text
    sides = page.partition('<div class="change-sides">')[2].partition("</div>")[0]
    before, after = re.findall(r'<p class="wording-text" dir="auto">(.*?)</p>', sides, re.DOTALL)
    assert ("<del>" in before, "<ins>" in before) == (True, False)
    assert ("<del>" in after, "<ins>" in after) == (False, True)
    assert "In one text" in page
    assert "Side by side" in visitor.get(f"{HISTORY}?revision=4").text


@pytest.mark.parametrize("query", ["revision=9", "revision=4&since=9", "since=1", "revision=x&since=1", "revision=0"])
def test_revisions_that_there_are_not_are_compared_with_none(visitor: Client, query: str) -> None:
    assert visitor.get(f"{HISTORY}?{query}").status_code == 404


def test_nobody_compares_with_a_revision_that_is_out_of_sight(
    session: Session, visitor: Client, cast: Cast, objection: Post
) -> None:
    third = (Revision.proposal_id == objection.proposal_id) & (Revision.number == 3)
    session.execute(update(Revision).where(third).values(state=State.HIDDEN))
    session.commit()
    address = f"{HISTORY}?revision=4&since=3"
    assert visitor.get(address).status_code == 404
    assert cast.browser(cast.ada).get(address).status_code == 200


def test_a_text_that_was_never_revised_is_compared_with_nothing(session: Session, cast: Cast) -> None:
    ProposalFactory(slug="other")
    session.commit()
    assert "Compare revision" not in cast.visitor.get("/proposals/other/history?revision=1").text
