"""The proposals a new site starts with: all are readable, and nothing in them leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from deliberate.domain.labels import Ground, Label
from deliberate.formats.documents import Document, PassageLink
from deliberate.formats.reading import read_document
from tests.formats.texts import SEEDS


@pytest.fixture(scope="module")
def seeds() -> dict[str, Document]:
    found = [read_document(file.read_text("utf-8")) for file in SEEDS]
    return {document.slug or "": document for document in found}


def test_there_are_five_each_with_its_own_address(seeds: dict[str, Document]) -> None:
    assert set(seeds) == {file.stem for file in SEEDS}
    assert len(seeds) == 5


@pytest.mark.parametrize("file", SEEDS, ids=[file.stem for file in SEEDS])
def test_a_seed_says_what_it_is(file: Path) -> None:
    document = read_document(file.read_text("utf-8"))
    assert all((document.title, document.summary, document.source, document.authors, document.topics))
    assert len(document.passages) >= 20
    assert document.messages


def test_every_link_leads_to_a_passage_that_is_there(seeds: dict[str, Document]) -> None:
    anchors = {slug: {one.anchor for one in document.passages} for slug, document in seeds.items()}
    links = [
        (slug, post.key, link)
        for slug, document in seeds.items()
        for message in document.messages
        for post in message.posts
        for link in post.links
        if isinstance(link, PassageLink)
    ]
    lost = [(slug, key, link) for slug, key, link in links if link.anchor not in anchors.get(link.slug, set())]
    assert not lost
    assert len(links) >= 20


def test_the_partnership_begins_with_a_critique_of_five_posts(seeds: dict[str, Document]) -> None:
    critique = seeds["partnership"].messages[0]
    labels = [Label.SUPPORT, Label.CONDITION, Label.OBJECTION, Label.EVIDENCE, Label.QUESTION]
    assert [post.label for post in critique.posts] == labels
    assert critique.posts[2].ground is Ground.ACCOUNTABILITY
