"""People's words go their own direction, and turn nobody else's round: on every page, whoever reads it.

What people wrote is in Cyrillic letters here and begins with an override of the direction that it does not end.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.texts.directions import balanced
from deliberate.formats.sites import site_json
from deliberate.models import Proposal, Topic
from deliberate.tools.exporting import load_site
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory
from tests.reading import WITHOUT_END
from tests.web.walking import Walk, foreign

OVERRIDE = "\u202e"
_THEIRS = re.compile("[\u0400-\u04ff\u202e]")
# An attribute that nobody reads as words: an address, a name for programs, or what is sent.
_FOR_PROGRAMS = re.compile("id|for|href|action|value|content|aria-(labelledby|describedby|controls)|data-.*")


def hostile(words: str) -> str:
    return OVERRIDE + foreign(words)


class Reader(HTMLParser):
    """Finds people's words that stand among the site's without anything between them."""

    def __init__(self) -> None:
        super().__init__()
        self.loose: set[str] = set()
        self._within: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        is_apart = tag == "bdi" or given.get("dir") in ("auto", "ltr", "rtl")
        for name, value in attributes:
            if value and _THEIRS.search(value):
                if tag in ("input", "textarea") and name == "value":
                    is_fine = is_apart or given.get("type") in ("hidden", "checkbox", "radio")
                else:
                    is_fine = bool(_FOR_PROGRAMS.fullmatch(name)) or not _outside_of_isolates(value)
                if not is_fine:
                    self.loose.add(f"<{tag} {name}={value!r}>")
            if value and name != "value" and "<bdi" in value:
                self.loose.add(f"a tag in <{tag} {name}>")
        if tag not in WITHOUT_END:
            self._within.append((tag, is_apart))

    def handle_endtag(self, tag: str) -> None:
        if tag in (name for name, _ in self._within):
            while self._within.pop()[0] != tag:
                pass

    def handle_data(self, text: str) -> None:
        tags = [tag for tag, _ in self._within]
        if "script" in tags or not _THEIRS.search(text):
            return
        if tags[-1] in ("title", "option"):
            if _outside_of_isolates(text):
                self.loose.add(f"<{tags[-1]}> {text.strip()[:60]!r}")
        elif not any(is_apart for _, is_apart in self._within):
            self.loose.add(f"<{' '.join(tags[-3:])}> {text.strip()[:60]!r}")
        elif tags[-1] == "bdi" and balanced(text) != text:
            self.loose.add(f"not balanced: {text.strip()[:60]!r}")


def _outside_of_isolates(text: str) -> bool:
    return balanced(text) != text or bool(_THEIRS.search(re.sub("\u2068[^\u2068\u2069]*\u2069", "", text)))


def loose_in(page: str) -> set[str]:
    reader = Reader()
    reader.feed(page)
    return reader.loose


@pytest.mark.parametrize(
    ("page", "is_loose"),
    [
        ("<p>by да</p>", True),
        ("<p>by <bdi>да</bdi></p>", False),
        ("<p dir='auto'><em>да</em></p>", False),
        ("<div dir='auto'>x</div><p>да</p>", True),
        ("<bdi>\u202eда</bdi>", True),
        ("<title>да</title>", True),
        ("<title>\u2068\u202eда\u202c\u2069 here</title>", False),
        ("<p title='да'></p>", True),
        ("<input value='да'>", True),
        ("<input dir='auto' value='да'>", False),
        ("<a href='/да' data-x='да' aria-label='\u2068да\u2069'>x</a>", False),
        ("<a aria-label='<bdi>da</bdi>'>x</a>", True),
    ],
)
def test_the_reader_of_this_test_finds_what_is_loose(page: str, is_loose: bool) -> None:
    assert bool(loose_in(page)) is is_loose


def test_on_every_page_peoples_words_are_set_apart(session: Session, cast: Cast) -> None:
    loose: dict[str, set[str]] = {}

    def read(page: str, text: str) -> None:
        if found := loose_in(text):
            loose[page] = found

    Walk(session, cast, hostile, read).everywhere()
    assert loose == {}


def test_case_security_11_an_override_ends_with_the_words_it_stands_in(session: Session, cast: Cast) -> None:
    words = f"abc {OVERRIDE} txt.exe"
    proposal: Proposal = ProposalFactory(title=words, slug="abc", authors=[words])
    proposal.topics = [Topic(name=words)]
    ada = PersonFactory(name=f"Ada{OVERRIDE}")
    PostFactory(proposal=proposal, author=ada, body=words)
    session.commit()
    home = cast.visitor.get("/").text
    ended = f"{words}\u202c"
    assert f"<bdi>{ended}</bdi></a>" in home, "the topic"
    assert f"by <bdi>{ended}</bdi> ·" in home
    assert f"\u2068{ended}\u2069\n" in home.replace("</option>", "\n"), "the topic to choose"
    for path in ("", "/map", "/history", "/log", "/opinions", "/vote"):
        page = cast.visitor.get(f"/proposals/abc{path}").text
        title = re.search("<title>(.*?)</title>", page)
        assert title
        assert f"\u2068{ended}\u2069" in title[1]
        assert balanced(title[1]) == title[1]
    thread = cast.visitor.get("/proposals/abc").text
    assert f"<bdi>Ada{OVERRIDE}\u202c</bdi>" in thread
    exported = site_json.dumps(load_site(session))
    assert site_json.loads(exported).proposals[0].title == words, "exports say what people wrote"


def test_case_web_11_arabic_and_hebrew_text_goes_from_the_right(session: Session, cast: Cast) -> None:
    title, question = "خطة الحديقة العامة", "هل هذا ممكن؟ التكلفة 30 مليون (تقريباً)."
    proposal: Proposal = ProposalFactory(title=title, slug="garden", summary=question)
    passage = proposal.in_force.passages[1]
    passage.text = "نقترح توسيع الحديقة العامة في وسط المدينة."
    post = PostFactory(proposal=proposal, anchor="first", label=Label.OBJECTION, body=question, author=cast.ben)
    session.commit()
    page = cast.visitor.get("/proposals/garden").text
    assert f'<h1 lang="en" dir="auto">{title}</h1>' in page
    assert f'<p dir="auto">{passage.text}</p>' in page
    assert f'dir="auto"><p>{question}</p>' in page
    assert '<html lang="en">' in page, "the page around them stays as it is"
    form = cast.browser(cast.ben).get(f"/posts/{post.id}/edit").text
    assert all('dir="auto"' in box for box in re.findall("<textarea[^>]*>", form))
    assert len(re.findall("<textarea[^>]*>", form)) > 1
