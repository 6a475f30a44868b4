"""People's words go their own direction, and turn nobody else's round.

That they do so on every page is held by the walk in test_another_language.py.
"""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.texts.directions import balanced
from deliberate.formats.sites import site_json
from deliberate.models import Proposal, Topic
from deliberate.tools.exporting import load_site
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory
from tests.web.loose import OVERRIDE, loose_in


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
