"""The page about how a status and a standing come about."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.engine.status import REASONS
from deliberate.domain.statuses import Status
from deliberate.models import SiteFact
from tests.cast import Cast
from tests.reading import unwrapped

ADDRESS = "/how-it-works/status"


def read(cast: Cast) -> str:
    return unwrapped(re.sub(r"<[^>]+>", "", cast.visitor.get(ADDRESS).text))


def test_whatever_a_page_links_to_has_its_place_here(cast: Cast) -> None:
    page = cast.visitor.get(ADDRESS).text
    for anchor in (*Status, "few-share", "narrowly", "groups-differ", "refuted", "accepted", "standing"):
        assert f'id="{anchor}"' in page
        assert f'href="#{anchor}"' in page


def test_what_each_status_means_is_said_in_the_same_words_as_elsewhere(cast: Cast) -> None:
    page = read(cast)
    for reason in REASONS.values():
        assert str(reason) in page


@pytest.mark.parametrize(
    "rule",
    [
        "as many as the square root of how many hold it, rounded up, and never fewer than 3 on this site",
        "whoever raised the same in a post that was merged into it",
        "For a reply that grants the point those are counted who deny the point",
        "the answer to what 500 hold takes as many to be accepted as that answer did",
        "nor does a reply that only grants it, until that is accepted",
        "“Not accepted”, in place of “not yet”, says that a side rejects a reply",
        "fifty supports by four people have four voices in all",
        "more than 1.28 times the square root of all who took sides",
        "“Held by” in a list of points counts that person, too, so it says one more",
        "What is answered, conceded or resolved is called settled",
        "of what is contested, too, the page says what it “stays open” for",
        "the person who raised it says so while fewer than 3 others hold it",
        "whether somebody has replied or not, but most who voted on it reject it",
        "as if only its people had voted",
        "In a list of points “strongest first” is what most people hold",
        "neither those who hold the point nor an opinion group",
        "settles it alone while fewer than 3 others hold it",
        "Who speaks for the proposal may grant any point",
        "judged by the same rules",
        "the replies decide again, once 3 or more deny it, beyond chance, however many hold the point",
        "do not count as accepting the new ones until they say so again",
        "Votes on a post that was merged count on the one that was kept, each person once",
        "passing, counts for nothing",
        "Nobody votes on a post of their own",
        "One more vote on a reply, or one more word on a revision, could change the status",
        "so that a few cannot put a point aside",
        "It counts for nothing meanwhile",
        "divides one voice among them",
        "A status has no memory",
        "The square root is a choice of ours",
        "It is no proof against somebody who makes many accounts",
        "The rules were others before",
        "Stays open unless at least 20 more accept a reply.",
        "Likely between 0.",
    ],
)
def test_every_rule_is_said(cast: Cast, rule: str) -> None:
    assert rule.lower() in read(cast).lower()


def test_how_many_are_asked_for_stands_in_a_table_by_the_quorum_of_the_site(session: Session, cast: Cast) -> None:
    def table() -> list[tuple[str, str]]:
        return re.findall(r"<tr><td>([\d,]+)</td><td>(\d+)</td></tr>", cast.visitor.get(ADDRESS).text)

    assert table() == [("9", "3"), ("40", "7"), ("500", "23"), ("2,000", "45")]
    session.merge(SiteFact(name="quorum", value="10"))
    assert table() == [("9", "10"), ("40", "10"), ("500", "23"), ("2,000", "45")]


def test_formulas_are_folded_away(cast: Cast) -> None:
    page = cast.visitor.get(ADDRESS).text
    assert page.index("<details") < page.index("⌈√h⌉")
    assert page.index("Wilson") > page.index("<details")


def test_every_page_and_the_page_about_labels_lead_to_it(cast: Cast) -> None:
    assert cast.visitor.get("/").text.count(f'href="{ADDRESS}"') == 1
    assert cast.visitor.get("/labels").text.count(f'href="{ADDRESS}"') == 2
