"""A document as a site of one proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from deliberate.domain.labels import Label, Polarity
from deliberate.domain.places import OnPassage, OnPost
from deliberate.domain.posts import PostWords
from deliberate.domain.texts import names
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents import Document, DraftMessage, DraftPost, PassageLink, PostLink
from deliberate.formats.errors import FormatError
from deliberate.formats.sites import PassageAddress, SiteProposal
from deliberate.formats.sites.document_site import NOBODY, as_site

NOW = datetime(2026, 1, 2, 3, tzinfo=UTC)
PASSAGES = (Passage("a-plan", PassageKind.HEADING, 1, "A plan"), Passage("trees", PassageKind.ITEM, 1, "Trees", "1."))
OBJECTION = DraftPost("dear", Label.OBJECTION, PostWords("Too dear."), OnPassage("trees"), links=(PostLink("bill"),))
EVIDENCE = DraftPost("bill", Label.EVIDENCE, PostWords("It was."), OnPost("dear"), links=(PassageLink("lakes", None),))
SAFEGUARD = DraftPost(
    "cap", Label.SAFEGUARD, PostWords("Cap it."), OnPost("dear"), links=(PassageLink("lakes", "shore"),)
)


def proposal_of(document: Document) -> SiteProposal:
    [proposal] = as_site(document, NOW).proposals
    return proposal


def message(key: str, by: str, *posts: DraftPost, created: date | None = None) -> DraftMessage:
    return DraftMessage(key, by, posts, created)


THREAD = (message("m", "Ben", OBJECTION, EVIDENCE), message("n", "Cy", SAFEGUARD, created=date(2025, 5, 6)))


def test_what_the_document_says_of_itself_is_kept() -> None:
    document = Document(
        "A plan", PASSAGES, (), "plan", ("Ada", "The Town"), "An archive", ("town",), "cy", date(2024, 11, 20), "Plan."
    )
    proposal = proposal_of(document)
    assert (proposal.slug, proposal.title, proposal.summary) == ("plan", "A plan", "Plan.")
    assert (proposal.authors, proposal.owner, proposal.topics) == (("Ada", "The Town"), "Ada", ("town",))
    assert (proposal.source, proposal.language) == ("An archive", "cy")
    [revision] = proposal.revisions
    assert (revision.number, revision.author, revision.passages) == (1, "Ada", PASSAGES)
    assert proposal.created == revision.created == datetime(2024, 11, 20, tzinfo=UTC)


def test_what_it_does_not_say_is_made_up_from_what_there_is() -> None:
    proposal = proposal_of(Document("Plant Many More Trees in the Old Town of Ours Now", PASSAGES))
    assert proposal.slug == "plant-many-more-trees-in-the-old-town"
    assert (proposal.owner, proposal.authors) == (NOBODY, ())
    assert proposal.created == NOW


def test_a_language_that_it_does_not_say_is_guessed_where_its_words_tell_it() -> None:
    words = "Die Stadt pflanzt Bäume in den Straßen, die im Sommer am heißesten sind, und das ist nicht zu spät."
    german = Document("Bäume", (Passage("a", PassageKind.PARAGRAPH, 0, words),))
    assert (german.language, proposal_of(german).language) == ("", "de")
    assert proposal_of(replace(german, language="de-AT")).language == "de-AT"
    assert proposal_of(Document("A plan", PASSAGES)).language == ""


def test_a_thread_has_numbers_for_keys_and_dates_where_it_gives_none() -> None:
    document = Document("A plan", PASSAGES, THREAD, created=date(2024, 11, 20))
    objection, evidence, safeguard = proposal_of(document).posts
    assert [(post.id, post.message, post.author) for post in (objection, evidence, safeguard)] == [
        (1, 1, "Ben"),
        (2, 1, "Ben"),
        (3, 2, "Cy"),
    ]
    assert (objection.parent, objection.passage) == (None, "trees")
    assert (evidence.parent, safeguard.parent) == (1, 1)
    assert objection.created == datetime(2024, 11, 20, tzinfo=UTC)
    assert safeguard.created == datetime(2025, 5, 6, tzinfo=UTC)


def test_links_lead_to_posts_by_number_and_to_passages_by_address() -> None:
    links = proposal_of(Document("A plan", PASSAGES, THREAD)).links
    assert [(link.from_post, link.to) for link in links] == [
        (1, 2),
        (2, PassageAddress("lakes")),
        (3, PassageAddress("lakes", "shore")),
    ]
    assert [link.polarity for link in links] == [Polarity.ATTACK, Polarity.SUPPORT, Polarity.ATTACK]


def test_a_name_spelt_in_two_ways_is_one_person() -> None:
    site = as_site(
        Document("A plan", PASSAGES, (message("m", "ADA  ash", OBJECTION, EVIDENCE),), None, ("Ada Ash",)), NOW
    )
    assert [person.name for person in site.people] == ["Ada Ash"]
    assert {post.author for post in site.proposals[0].posts} == {"Ada Ash"}


def test_a_long_list_of_authors_signs_with_its_first_name_and_a_long_title_is_cut() -> None:
    proposal = proposal_of(Document("T" * 300, PASSAGES, (), None, (f"A council, with a foreword by {'x' * 60}", "B")))
    assert proposal.owner == "A council"
    assert proposal.title == "T" * 199 + "…"


@pytest.mark.parametrize("author", ["The council of " + "x" * 60, "x" * 59 + "… and all the others", "ﷺ" * 20])
def test_a_name_too_long_to_sign_with_is_cut_to_what_can_be_kept(author: str) -> None:
    proposal = proposal_of(Document("A plan", PASSAGES, authors=(author,)))
    assert proposal.authors == (author,)
    assert 59 <= len(proposal.owner) <= 60
    assert proposal.owner.startswith(names.tidy(author)[:20])


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (Document("A plan", PASSAGES, (message("m", "B" * 61, OBJECTION, EVIDENCE),)), "people[0].name: has 61 chara"),
        (Document("A plan", PASSAGES, summary="x" * 501), "proposals[0].summary: has 501 characters"),
        (Document("A plan", PASSAGES, slug="new"), 'proposals[0].slug: "new" cannot be the address'),
        (Document("A plan", PASSAGES, topics=("t", "t")), 'proposals[0]: the topic "t" occurs 2 times'),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(document: Document, says: str) -> None:
    with pytest.raises(FormatError) as refused:
        as_site(document, NOW)
    assert str(refused.value).startswith(says)
