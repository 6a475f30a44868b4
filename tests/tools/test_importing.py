"""Documents become proposals with threads; the seeds are what every site begins with."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.labels import Ground, Label
from deliberate.domain.statuses import Status
from deliberate.formats.errors import FormatError
from deliberate.formats.sites import site_json
from deliberate.models import Link, Person, Post, Proposal, SiteFact
from deliberate.queries.search import search
from deliberate.settings import ROOT
from deliberate.tools.doctor import examine
from deliberate.tools.exporting import load_site
from deliberate.tools.importing import import_sites, read_site, seed_database
from tests.factories import PersonFactory, ProposalFactory

TEXT = """Title: Rivers for all
Slug: rivers
Authors: A River Council, with a foreword by its chair and a list of everyone who helped; Another Author
Topics: water; rivers
Created: 2024-11-20
Summary: Clean them.
---
# Plan

Every river is cleaned within ten years.

=== thread ===

message: critique
by: a reader

[objection: cost] {dear}
on: passage every-river-is-cleaned-within-ten
settles: A budget.
Nobody says what this costs.

[evidence] {bill}
on: post dear
source: The bill of the last river | https://example.org/bill
quote: It cost a lot.
It cost more than planned.

message: reply
by: Ben
created: 2024-12-01

[safeguard] {cap}
on: post dear
link: lakes#plan
link: post bill
Cap the cost.
"""
LAKES = "Title: Lakes\nSlug: lakes\n---\n# Plan\n\nThe lakes come next.\n"


def brought(session: Session, *texts: str) -> None:
    import_sites(session, [read_site(text.encode()) for text in texts])


def test_a_document_becomes_a_proposal_with_its_thread(session: Session) -> None:
    brought(session, TEXT, LAKES)
    proposal = session.scalars(select(Proposal).where(Proposal.slug == "rivers")).one()
    assert (proposal.title, proposal.summary) == ("Rivers for all", "Clean them.")
    assert proposal.owner.name == "A River Council"
    assert [topic.name for topic in proposal.topics] == ["rivers", "water"]
    objection, evidence, safeguard = session.scalars(select(Post).order_by(Post.id)).all()
    assert (objection.label, objection.ground, objection.words.settles) == (Label.OBJECTION, Ground.COST, "A budget.")
    assert objection.anchor == "every-river-is-cleaned-within-ten"
    assert (evidence.parent_id, evidence.words.source_title) == (objection.id, "The bill of the last river")
    assert (evidence.words.source_url, evidence.words.source_quote) == ("https://example.org/bill", "It cost a lot.")
    assert objection.message_id == evidence.message_id != safeguard.message_id
    assert str(safeguard.created) == "2024-12-01 00:00:00+00:00"
    assert objection.status is Status.CONTESTED


def test_links_lead_to_posts_and_to_passages_of_what_is_imported_later(session: Session) -> None:
    brought(session, TEXT, LAKES)
    lakes = session.scalars(select(Proposal.id).where(Proposal.slug == "lakes")).one()
    [to_passage, to_post] = session.scalars(select(Link).order_by(Link.to_proposal_id.is_(None))).all()
    assert (to_passage.to_proposal_id, to_passage.to_anchor) == (lakes, "plan")
    assert to_post.to_post_id is not None


def test_a_link_that_leads_nowhere_is_refused_and_nothing_is_written(session: Session) -> None:
    with pytest.raises(FormatError, match="there is no proposal “lakes” here"):
        brought(session, TEXT)
    assert session.scalars(select(Person)).all() == []


def test_the_same_document_twice_is_refused(session: Session) -> None:
    brought(session, LAKES)
    with pytest.raises(FormatError, match="“lakes” already"):
        brought(session, LAKES)
    with pytest.raises(FormatError, match="“rivers” already"):
        brought(session, TEXT, TEXT)
    assert session.scalars(select(Proposal.slug)).all() == ["lakes"]


def test_a_site_stays_marked_as_simulated_however_many_simulated_ones_are_brought_to_it(session: Session) -> None:
    import_sites(session, [read_site(LAKES.encode())])
    assert session.get(SiteFact, "simulated") is None
    for number in (1, 2):
        site = read_site(LAKES.replace("Slug: lakes", f"Slug: lakes-{number}").encode())
        import_sites(session, [replace(site, simulated=True)])
    assert session.scalars(select(SiteFact.value)).all() == ["yes"]


def test_who_signs_a_document_is_somebody_known_by_that_name_or_a_signature(session: Session) -> None:
    ben = PersonFactory(name="Ben", password_hash="kept")
    session.commit()
    brought(session, TEXT, LAKES)
    reader = session.scalars(select(Person).where(Person.name == "a reader")).one()
    assert not reader.can_sign_in
    assert reader.trusted
    assert session.scalars(select(Post.author_id).where(Post.label == Label.SAFEGUARD)).one() == ben.id
    assert ben.password_hash == "kept"


def test_what_is_imported_can_be_found_and_its_numbers_are_right(session: Session) -> None:
    brought(session, TEXT, LAKES)
    assert {hit.slug for hit in search(session, "costs").hits} == {"rivers"}
    assert all(finding.ok for finding in examine(session, fix=False))


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("A budget.", "x" * 501, "settles: has 501"),
        ("by: Ben", f"by: {'B' * 61}", "name: has 61"),
        ("Slug: rivers", "Slug: Not an address", "cannot be an address"),
        ("Slug: rivers", "Slug: new", "cannot be the address"),
        ("Topics: water", f"Topics: {'w' * 41}", "topics"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(before: str, after: str, says: str) -> None:
    with pytest.raises(FormatError, match=says) as error:
        read_site(TEXT.replace(before, after).encode())
    assert "\n" not in str(error.value)


def test_a_site_without_seeds_gets_five_proposals_whose_links_are_real(session: Session) -> None:
    assert len(seed_database(session, ROOT / "seeds")) == 5
    across = session.execute(
        select(Link.id)
        .join(Post, Post.id == Link.from_post_id)
        .where(Link.to_proposal_id.is_not(None), Link.to_proposal_id != Post.proposal_id)
    ).all()
    assert len(across) >= 5
    assert session.scalars(select(Post).where(Post.agree + Post.passes + Post.disagree > 0)).all() == []
    assert all(finding.ok for finding in examine(session, fix=False))


def test_the_critique_of_the_partnership_is_one_message_of_five_posts(session: Session) -> None:
    seed_database(session, ROOT / "seeds")
    posts = session.scalars(
        select(Post)
        .join(Proposal, Proposal.id == Post.proposal_id)
        .join(Person, Person.id == Post.author_id)
        .where(Proposal.slug == "partnership", Person.name == "a reader")
        .order_by(Post.id)
    ).all()
    assert len({post.message_id for post in posts}) == 1
    assert [str(post.label) for post in posts] == ["support", "condition", "objection", "evidence", "question"]
    assert posts[2].ground is Ground.ACCOUNTABILITY


def test_the_seeds_exported_and_imported_again_are_the_same(session: Session) -> None:
    seed_database(session, ROOT / "seeds")
    text = site_json.dumps(load_site(session))
    assert site_json.dumps(site_json.loads(text)) == text
    assert len(json.loads(text)["proposals"]) == 5


def test_what_a_link_does_is_in_the_numbers_of_what_was_imported(session: Session) -> None:
    brought(session, TEXT, LAKES)
    site = json.loads(site_json.dumps(load_site(session)))
    [proposal] = site["proposals"] = [one for one in site["proposals"] if one["slug"] == "rivers"]
    proposal["slug"] = "rivers-again"
    cap = next(post for post in proposal["posts"] if post["label"] == "safeguard")
    cap["votes"] |= {"agree": 9}
    for link in proposal["links"]:
        link["polarity"] = "attack"
    brought(session, json.dumps(site))
    bill = session.scalars(
        select(Post).join(Proposal).where(Proposal.slug == "rivers-again", Post.label == Label.EVIDENCE)
    ).one()
    assert bill.standing < 0.5
    assert [finding for finding in examine(session, fix=False) if not finding.ok] == []


def test_a_document_whose_title_several_have_is_refused_by_the_first_of_their_addresses(session: Session) -> None:
    for slug in ("lakes-b", "lakes-a", "other"):
        ProposalFactory(slug=slug, title="Other" if slug == "other" else "Lakes")
    session.commit()
    with pytest.raises(FormatError, match="“lakes-a” already"):
        brought(session, LAKES.replace("Slug: lakes\n", ""))
    brought(session, LAKES.replace("Slug: lakes\n", "").replace("Title: Lakes", "Title: New"))
    assert session.scalars(select(Proposal.slug).where(Proposal.title == "New")).all() == ["new-2"]
