"""Lists of posts: what the address asks for, and that every count on a page leads to a list of as many."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Ground, Label
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Status
from deliberate.models import Person, Proposal
from deliberate.web.addresses import points as address_of
from tests.cast import Cast, Client
from tests.factories import PersonFactory, PostFactory, ProposalFactory
from tests.queries.planting import plant

POINTS = "/proposals/parks/points"


@pytest.fixture
def parks(session: Session) -> Proposal:
    proposal: Proposal = ProposalFactory(slug="parks")
    return proposal


class CountLinks(HTMLParser):
    """Every link that is a count: where it leads and the number that it prints."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, int]] = []
        self._href: str | None = None
        self._text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        classes = (values.get("class") or "").split()
        if tag == "a" and ("count" in classes or "tab-count" in classes):
            self._href, self._text = values["href"], ""

    def handle_data(self, text: str) -> None:
        self._text += text

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href:
            self.found.append((self._href, int(re.search(r"\d[\d,]*", self._text)[0].replace(",", ""))))  # type: ignore[index]
            self._href = None


def rows(browser: Client, address: str) -> int:
    """On all pages of a list."""
    number = 0
    while True:
        page = browser.get(address).text
        main = page.partition("<main")[2]
        number += main.count("<article ") if "/points" in address else main.count('<p class="row-words"')
        following = re.search(r'<a rel="next" href="([^"]*)"', main)
        if following is None:
            return number
        address = unescape(following[1])


@pytest.mark.parametrize("seed", range(5))
def test_every_count_on_every_page_leads_to_a_list_of_as_many(session: Session, cast: Cast, seed: int) -> None:
    plant(seed + 50, 15, "roads")
    plant(seed, 60)
    session.commit()
    people = [person.name for person in session.query(Person) if person.name.startswith("Person")]
    pages = [
        "/",
        *(f"/proposals/parks{page}" for page in ("", "/map", "/opinions", "/history", "/log", "/points")),
        f"{POINTS}?status=open&label=objection",
        *(f"/proposals/parks/passages/{anchor}" for anchor in ("plan", "first", "second")),
        *(f"/people/{name}" for name in people),
    ]
    checked: dict[str, int] = {}
    for page in pages:
        text = cast.visitor.get(page).text
        for address, number in CountLinks(text).found:
            if address not in checked:
                checked[address] = rows(cast.visitor, address)
            assert checked[address] == number, (page, address)
        marks = re.findall(r'data-passage="(\w+)"\s+data-open="(\d+)"', text)
        for anchor, number_open in marks:
            assert rows(cast.visitor, f"{POINTS}?status=open&passage={anchor}") == int(number_open), page
        for tab in re.findall(r'#thread">Thread <span class="tab-count">(\d+)<', text):
            assert rows(cast.visitor, POINTS) == int(tab), page
    assert len(checked) > 20


def test_home_and_proposal_say_the_same(session: Session, cast: Cast, parks: Proposal) -> None:
    PostFactory(proposal=parks, status=Status.OPEN)
    PostFactory(proposal=parks, status=Status.OPEN, label=Label.QUESTION)
    badges = [
        re.findall(r'<a class="count status status-open"[^>]*>.*?</svg> (\d+) open', cast.visitor.get(page).text)
        for page in ("/", "/proposals/parks")
    ]
    assert badges == [["2"], ["2"]]


def test_open_objections_strongest_first_are_one_click_from_home(session: Session, cast: Cast, parks: Proposal) -> None:
    PostFactory(proposal=parks, status=Status.OPEN, body="The weak one.", agree=1)
    PostFactory(proposal=parks, status=Status.OPEN, body="The strong one.", agree=5)
    home = cast.visitor.get("/").text
    link = re.search(r'<a class="count" href="([^"]*)">2 open objections, strongest first', home)
    assert link
    assert unescape(link[1]) == f"{POINTS}?status=open&label=objection"
    words = re.findall("The (weak|strong) one", cast.visitor.get(unescape(link[1])).text.partition("point-rows")[2])
    assert words == ["strong", "weak"]


def test_several_values_stand_in_a_row_or_are_repeated(session: Session, cast: Cast, parks: Proposal) -> None:
    for status in Status:
        PostFactory(proposal=parks, status=status)
    assert rows(cast.visitor, f"{POINTS}?status=open,contested") == 2
    assert rows(cast.visitor, f"{POINTS}?status=open&status=contested,answered") == 3


def test_a_list_can_be_narrowed_to_what_somebody_raised_and_to_a_ground(
    session: Session, cast: Cast, parks: Proposal
) -> None:
    PostFactory(proposal=parks, author=cast.ada, ground=Ground.SIDE_EFFECTS)
    PostFactory(proposal=parks, author=cast.ben, ground=Ground.COST)
    assert rows(cast.visitor, f"{POINTS}?raised=ada&ground=side-effects,cost") == 1
    assert rows(cast.visitor, f"{POINTS}?ground=cost") == 1


def test_a_section_holds_all_that_stands_under_its_heading(session: Session, cast: Cast, parks: Proposal) -> None:
    on_first = PostFactory(proposal=parks, anchor="first")
    PostFactory(parent=on_first, label=Label.REBUTTAL)
    PostFactory(proposal=parks, anchor="plan")
    PostFactory(proposal=parks)
    assert rows(cast.visitor, f"{POINTS}?section=plan") == 3
    assert rows(cast.visitor, f"{POINTS}?passage=plan") == 1
    assert rows(cast.visitor, f"{POINTS}?passage=plan&passage=first") == 3


def test_a_passage_that_the_text_no_longer_has_can_be_asked_for(session: Session, cast: Cast, parks: Proposal) -> None:
    PostFactory(proposal=parks, anchor="gone")
    assert rows(cast.visitor, f"{POINTS}?passage=gone") == 1


def test_who_skips_what_all_pages_have_or_narrows_the_list_comes_to_the_list(cast: Cast, parks: Proposal) -> None:
    page = cast.visitor.get(POINTS).text
    assert '<a class="skip" href="#points-title">' in page
    assert f'<form class="inline-form" action="{POINTS}#points-title">' in page
    assert 'id="points-title" tabindex="-1"' in page
    assert '<a class="skip" href="#main">' in cast.visitor.get("/").text


def test_each_chip_takes_away_what_it_names(session: Session, cast: Cast, parks: Proposal) -> None:
    PostFactory(proposal=parks, status=Status.OPEN)
    page = cast.visitor.get(f"{POINTS}?status=open,contested&label=objection&order=newest").text
    chips = [unescape(one) for one in re.findall(r'<a class="chip" href="([^"]*)"', page)]
    assert chips == [
        f"{POINTS}?status=contested&label=objection&order=newest#points-title",
        f"{POINTS}?status=open&label=objection&order=newest#points-title",
        f"{POINTS}?status=open,contested&order=newest#points-title",
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "status=opne",
        "label=objection,nonsense",
        "ground=%00",
        "passage=nowhere",
        "section=first",
        "raised=Nobody",
        "order=sideways",
        "status=" + "x," * 500,
        "passage=%E2%80%AE",
        "raised=" + "y" * 5000,
    ],
)
def test_nonsense_is_left_out_and_told(session: Session, cast: Cast, parks: Proposal, asked: str) -> None:
    PostFactory(proposal=parks)
    answer = cast.visitor.get(f"{POINTS}?{asked}")
    assert answer.status_code == 200
    assert answer.text.partition("<main")[2].count("<article ") == 1
    is_told = "Not understood, so left out:" in answer.text
    assert is_told == (asked != "ground=%00"), "of a NUL nothing is left"


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30])
def test_a_page_that_there_is_not_is_the_nearest(cast: Cast, parks: Proposal, page: str) -> None:
    assert cast.visitor.get(f"{POINTS}?page={page}").status_code == 200


def test_an_empty_list_says_so_and_leads_on(cast: Cast, parks: Proposal) -> None:
    page = cast.visitor.get(f"{POINTS}?status=resolved").text
    assert "0 points: resolved" in page
    assert f'<a href="{POINTS}">Show all posts</a>' in page


def test_the_list_says_how_it_is_counted(session: Session, cast: Cast, parks: Proposal) -> None:
    page = cast.visitor.get(f"{POINTS}?status=open").text
    assert "A point is an objection, a condition or a question, to the text or to a reply." in page
    assert "Nobody has answered this yet." in page
    assert "Strongest is what most people hold" in page
    assert "Strongest is what most people hold" not in cast.visitor.get(f"{POINTS}?status=open&order=newest").text
    assert "Counted is what everybody can read" in page


def test_a_list_of_what_is_open_leads_to_what_is_contested(session: Session, cast: Cast, parks: Proposal) -> None:
    for status, number in ((Status.OPEN, 1), (Status.CONTESTED, 2), (Status.ANSWERED, 1)):
        for _ in range(number):
            PostFactory(proposal=parks, status=status)
    PostFactory(proposal=parks, status=Status.CONTESTED, label=Label.QUESTION)
    page = cast.visitor.get(f"{POINTS}?status=open&label=objection").text
    address = f"{POINTS}?status=contested&amp;label=objection#points-title"
    assert re.search(rf'<a class="count" href="{re.escape(address)}">2 more are contested</a>', page)
    assert "more are contested" not in cast.visitor.get(f"{POINTS}?status=open,contested").text


def test_what_stands_beside_the_head_is_not_shown_again_above_its_own_list(
    session: Session, cast: Cast, parks: Proposal
) -> None:
    PostFactory(proposal=parks, status=Status.OPEN)
    beside = 'id="strongest-title"'
    assert beside not in cast.visitor.get(f"{POINTS}?status=open&label=objection").text
    for others in ("status=open", "status=open&label=objection&order=newest", "label=objection"):
        assert beside in cast.visitor.get(f"{POINTS}?{others}").text


def test_what_moderators_alone_can_read_is_in_no_list(session: Session, cast: Cast, parks: Proposal) -> None:
    PostFactory(proposal=parks, state=State.HELD, author=cast.ada)
    for person in (None, cast.ada, cast.mo):
        assert rows(cast.browser(person), POINTS) == 0


def test_a_name_with_a_comma_stays_whole(session: Session, cast: Cast, parks: Proposal) -> None:
    author = PersonFactory(name="Doe, Jo", name_key="doe, jo")
    PostFactory(proposal=parks, author=author)
    PostFactory(proposal=parks)
    with cast.app.test_request_context("/"):
        address = address_of("parks", raised="Doe, Jo")
    assert rows(cast.visitor, address) == 1


def test_every_page_of_a_proposal_has_the_head_and_says_which_it_is(
    session: Session, cast: Cast, parks: Proposal
) -> None:
    post = PostFactory(proposal=parks, status=Status.OPEN, body="Who pays?", anchor="first")
    session.commit()
    here = {
        "/proposals/parks": "Document",
        "/proposals/parks/passages/first": "Document",
        "/proposals/parks/map": "Map",
        "/proposals/parks/opinions": "Opinions",
        "/proposals/parks/history": "History",
        POINTS: "All posts as a list",
        "/proposals/parks/log": "Moderation log",
        "/proposals/parks/vote": "Vote",
        f"/posts/{post.id}": "Thread",
    }
    for address, tab in here.items():
        page = cast.visitor.get(address).text
        [tabs] = re.findall(r'<nav class="tabs".*?</nav>', page, re.DOTALL)
        current = re.findall(r'aria-current="page">([\w ]+)', tabs)
        assert [words.strip() for words in current] == [tab], address
        has_strongest = "Who pays?" in page.partition("head-strongest")[2].partition("</aside>")[0]
        assert has_strongest == (tab != "Vote"), address


def test_who_votes_does_not_see_where_it_stands(session: Session, cast: Cast, parks: Proposal) -> None:
    PostFactory(proposal=parks, status=Status.OPEN, body="Who pays?")
    head = cast.browser(cast.ben).get("/proposals/parks/vote").text.partition("proposal-head")[2].partition("<nav")[0]
    assert "open" not in head


def test_one_passage_is_the_most_contested(session: Session, cast: Cast, parks: Proposal) -> None:
    PostFactory(proposal=parks, anchor="first", status=Status.OPEN, agree=2)
    PostFactory(proposal=parks, anchor="second", status=Status.OPEN, agree=4)
    PostFactory(proposal=parks, anchor="second", status=Status.ANSWERED, agree=9)
    PostFactory(proposal=parks, status=Status.OPEN, agree=1)
    page = cast.visitor.get("/proposals/parks").text
    assert re.findall(r'data-passage="(\w+)"[^>]*data-most', page) == ["second"]
    assert "1 open point, 50 % of what is open here, most contested, 2 posts" in page
    assert "1 open point, 30 % of what is open here, 1 post" in page


def test_no_passage_is_contested_where_nothing_is_open(session: Session, cast: Cast, parks: Proposal) -> None:
    PostFactory(proposal=parks, anchor="first", status=Status.ANSWERED)
    page = cast.visitor.get("/proposals/parks").text
    assert "data-most" not in page
    assert "nothing open, 1 post" in page


def test_what_few_share_is_counted_and_listed_apart(cast: Cast, parks: Proposal) -> None:
    PostFactory(proposal=parks, status=Status.OPEN, body="Who pays?", agree=1)
    PostFactory(proposal=parks, status=Status.OPEN, few_share=True, body="It is too green.", agree=9, disagree=40)
    for page in ("/", f"/proposals/{parks.slug}"):
        text = cast.visitor.get(page).text
        assert re.search(r"</svg> 1 open\b(?!,)", text), page
        assert re.search(r"</svg> 1 open, few share it", text), page
        assert "1 open objection, strongest first" in text
    head = cast.visitor.get(f"{POINTS}?status=open").text.partition('<section class="points"')[0]
    assert "Who pays?" in head
    assert "too green" not in head
    assert [rows(cast.visitor, f"{POINTS}?status={status}") for status in ("open", "few-share", "open,few-share")] == [
        1,
        1,
        2,
    ]
    assert "no opinion group accepts it" in cast.visitor.get(f"{POINTS}?status=few-share").text
