"""Addresses of proposals and of places within them: they say something, and lead where they say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from urllib.parse import quote, unquote

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.statuses import Status
from deliberate.domain.texts.passages import Passage, PassageKind, anchored
from deliberate.models import Passage as PassageRow
from deliberate.models import Post, Proposal
from deliberate.tools.importing import import_sites, read_site
from deliberate.web.moderation.forms import place
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory


def ids(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', page)


def with_headings(session: Session, slug: str, *headings: str) -> Proposal:
    proposal = ProposalFactory(slug=slug)
    revision = proposal.in_force
    texts = anchored(Passage("", PassageKind.HEADING, 2, heading) for heading in headings)
    revision.passages = [*revision.passages, *PassageRow.rows(texts)]
    for position, passage in enumerate(revision.passages):
        passage.position = position
    session.commit()
    return proposal


def pages(cast: Cast, proposal: Proposal) -> dict[str, str]:
    """Every kind of page with its document on it."""
    at = f"/proposals/{proposal.slug}"
    paths = (at, f"{at}/passages/first", f"{at}/history?revision=1")
    return {path: cast.browser(cast.mo).get(path).text for path in paths}


def test_case_web_14_headings_never_take_the_place_of_the_pages_own_parts(session: Session, cast: Cast) -> None:
    proposal = with_headings(session, "parks", "Thread", "Main", "Post 93", "Plain words")
    page = cast.visitor.get("/proposals/parks").text
    assert '<section class="whole-thread" id="thread"' in page
    assert '<main id="main"' in page
    assert max(Counter(ids(page)).values()) == 1
    assert {"_thread", "_main", "_post-93", "plain-words"} <= set(ids(page))
    assert 'href="#_thread" dir="auto">Thread</a>' in page, "the contents lead to the heading"
    post = PostFactory(proposal=proposal, anchor="thread")
    panel = cast.visitor.get("/proposals/parks/passages/thread").text
    assert 'href="/proposals/parks/passages/thread#_thread"' in panel
    assert f'href="/posts/{post.id}"' in panel


def test_what_a_moderator_is_told_above_the_document_takes_no_place_of_a_heading(session: Session, cast: Cast) -> None:
    with_headings(session, "parks", "Slip", "Main")
    mo = cast.browser(cast.mo)
    mo.send("/moderation/proposals/parks/lock", {"reason": "It is over."})
    page = mo.get("/proposals/parks").text
    assert "Why undo it" in page
    assert max(Counter(ids(page)).values()) == 1
    assert {"slip", "_slip"} <= set(ids(page))


def test_whatever_a_part_of_a_page_is_called_a_heading_may_be_called_too(session: Session, cast: Cast) -> None:
    def with_posts(proposal: Proposal) -> Proposal:
        post = PostFactory(proposal=proposal, anchor="first", author=cast.ben)
        PostFactory(proposal=proposal, parent=post, author=cast.ben)
        session.commit()
        return proposal

    own = {id for page in pages(cast, with_posts(ProposalFactory(slug="parks"))).values() for id in ids(page)}
    own -= {"plan", "first", "second"}
    assert {"main", "thread", "panel", "top", "revision", "site-q"} <= own
    numbers = session.scalars(select(Post.id)).all()
    # The next proposal has posts with other numbers.
    later = {re.sub(rf"\b{id}\b", str(id + 2), name) for name in own for id in numbers}
    proposal = with_posts(with_headings(session, "lakes", *(name.replace("-", " ") for name in {*own, *later})))
    for path, page in pages(cast, proposal).items():
        assert [id for id, times in Counter(ids(page)).items() if times > 1] == [], path


@pytest.mark.parametrize("written", ["공원-École", unicodedata.normalize("NFD", "공원-école"), "공원-ÉCOLE"])
def test_an_address_in_capitals_or_in_decomposed_letters_leads_to_the_one_there_is(
    session: Session, cast: Cast, written: str
) -> None:
    ProposalFactory(slug="공원-école")
    session.commit()
    usual = "/proposals/" + quote("공원-école")
    for rest in ("", "/map", "/points?status=open", "?_external=1&_scheme=x&_anchor=y&slug=z"):
        answer = cast.visitor.get(f"/proposals/{quote(written)}{rest}")
        assert (answer.status_code, answer.location) == (302, usual + rest)
    assert cast.visitor.get(f"/proposals/{quote(written)}-2", follow_redirects=True).status_code == 404
    assert cast.browser(cast.mo).send(f"/proposals/{quote(written)}/post", {"do": "add"}).status_code == 404


def test_addresses_that_were_given_away_lead_where_they_did(session: Session, cast: Cast) -> None:
    with_headings(session, "parks", "Who pays for it?")
    page = cast.visitor.get("/proposals/parks/passages/who-pays-for-it").text
    assert 'id="who-pays-for-it" class="passage is-chosen"' in page


@pytest.mark.parametrize(
    ("pasted", "anchor"),
    [
        ("https://example.org/proposals/parks/passages/thread#_thread", "thread"),
        ("#_thread", "thread"),
        ("/proposals/parks/passages/" + quote("川辺の計画"), "川辺の計画"),
        ("हिन्दी-में", "हिन्दी-में"),
        ("/proposals/parks#" + quote("новый-план"), "новый-план"),
    ],
)
def test_a_moderator_names_a_passage_by_its_address_in_any_script(pasted: str, anchor: str) -> None:
    assert str(place(pasted)) == f"passage {anchor}"


def test_case_web_23_two_titles_without_latin_letters_have_addresses_of_their_own(session: Session, cast: Cast) -> None:
    titles = ("川辺の計画", "駅前の計画", "خطة الحديقة", "🌳🌳", "🚲", "???", "!!!")
    import_sites(session, [read_site(f"# {title}\n\n文章があります。\n".encode(), "a.md") for title in titles])
    slugs = dict(session.execute(select(Proposal.title, Proposal.slug)).all())
    assert slugs["川辺の計画"] == "川辺の計画"
    assert (slugs["🚲"], slugs["???"]) == ("bicycle", "question-mark-question-mark-question-mark")
    assert len(set(slugs.values())) == len(titles)
    for title, slug in slugs.items():
        for path in ("", "/map", "/history", "/log", "/opinions", "/passages/文章があります"):
            page = cast.visitor.get(f"/proposals/{quote(slug)}{path}")
            assert page.status_code == 200
            assert title in page.text
        assert cast.visitor.get(f"/proposals/{quote(slug)}/export.json").status_code == 200


def test_on_the_web_too_an_address_says_what_its_title_says(session: Session, cast: Cast) -> None:
    fields = {"summary": "一文。", "text": "# 川辺\n\n文章があります。", "do": "publish"}
    answers = [
        cast.browser(cast.ben).send("/proposals/new", {**fields, "title": title}).location
        for title in ("川辺の計画", "駅前の計画", "川辺の計画!")
    ]
    assert [unquote(answer) for answer in answers] == [
        "/proposals/川辺の計画",
        "/proposals/駅前の計画",
        "/proposals/川辺の計画-2",
    ]
    assert "川辺の計画" in cast.visitor.get(answers[0]).text


def test_documents_whose_titles_begin_alike_are_both_imported_but_none_twice(session: Session) -> None:
    one, two = (f"# A plan for the old harbour and its piers {end}\n\nText.\n" for end in ("now", "later"))
    import_sites(session, [read_site(text.encode(), "a.md") for text in (one, two)])
    slug = "a-plan-for-the-old-harbour-and-its"
    assert set(session.scalars(select(Proposal.slug))) == {slug, f"{slug}-2"}
    for text, taken in ((one, slug), (two, f"{slug}-2")):
        with pytest.raises(ValueError, match=f"the address “{taken}” already"):
            import_sites(session, [read_site(text.encode(), "a.md")])


def test_a_slug_that_a_document_or_a_site_names_is_kept_or_refused(session: Session) -> None:
    text = "Title: {}\nSlug: 計画\n---\n# {}\n\nText.\n"
    import_sites(session, [read_site(text.format("One", "One").encode(), "a.txt")])
    assert session.scalars(select(Proposal.slug)).all() == ["計画"]
    with pytest.raises(ValueError, match="the address “計画” already"):
        import_sites(session, [read_site(text.format("Two", "Two").encode(), "a.txt")])


def test_case_web_12_beside_a_passage_stands_nothing_that_is_copied_with_it(session: Session, cast: Cast) -> None:
    PostFactory(proposal=ProposalFactory(slug="parks"), anchor="first", status=Status.OPEN)
    page = cast.visitor.get("/proposals/parks").text
    document = page.partition('<article aria-label="The document"')[2].partition("</article>")[0]
    words = re.sub(r"<[^>]*>|\s", "", document.partition(">")[2])
    assert words == "TheplanThefirstthingthatwouldbedone.Thesecondthingthatwouldbedone."
    assert 'data-open="1"' in document
    assert 'aria-label="1 open point, 100 % of what is open here, most contested, 1 post"' in document
