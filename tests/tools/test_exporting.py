"""Export, import into an empty database, export: the same, byte for byte; and nothing in it that is not public."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.facts import Phase
from deliberate.domain.labels import Ground, Label, Polarity
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.formats.sites import site_json
from deliberate.models import (
    Acceptance,
    AddressingClaim,
    Choice,
    EarlierWording,
    Judgement,
    LogEntry,
    Proposal,
    SiteFact,
    Topic,
    Whereabouts,
)
from deliberate.tools.exporting import load_site
from deliberate.tools.importing import import_sites
from deliberate.upkeep.evaluating import evaluate
from tests import conftest
from tests.cast import Cast
from tests.factories import LinkFactory, PersonFactory, PostFactory, ProposalFactory, RevisionFactory, VoteFactory


@pytest.fixture
def thread(session: Session, cast: Cast) -> Proposal:
    """One of everything an export holds."""
    cast.ada.email, cast.ada.password_hash = "ada@example.org", "kept hash"
    other = ProposalFactory(slug="other", owner=cast.ben)
    proposal: Proposal = ProposalFactory(
        slug="rivers", owner=cast.ada, topics=[Topic(name="water"), Topic(name="aid")], source="“Rivers”, 2024"
    )
    objection = PostFactory(
        proposal=proposal,
        anchor="first",
        author=cast.ben,
        ground=Ground.COST,
        settles="A budget.",
        body="Zu teuer – für alle.",
        wording=2,
        worded_at=datetime(2026, 1, 2, 3, 4, 5, 678900, UTC),
    )
    session.add(
        EarlierWording(post_id=objection.id, number=1, body="Too dear.", worded_at=datetime(2026, 1, 1, tzinfo=UTC))
    )
    safeguard = PostFactory(parent=objection, label=Label.SAFEGUARD, source_title="Audit", source_quote="It was fine.")
    twin = PostFactory(
        proposal=proposal, anchor="first", body="Expensive.", state=State.MERGED, merged_into_id=objection.id
    )
    PostFactory(parent=twin, label=Label.EVIDENCE, source_url="https://example.org/")
    hidden = PostFactory(proposal=proposal, body="SECRET insult", settles="SECRET", state=State.HIDDEN)
    PostFactory(parent=hidden, label=Label.REBUTTAL, body="SECRET draft", state=State.HELD)
    taken_back = {"proposal": proposal, "withdrawn_at": datetime(2026, 1, 3, tzinfo=UTC)}
    PostFactory(**taken_back, body="SECRET slip", state=State.WITHDRAWN)
    PostFactory(**taken_back, body="SECRET twin", state=State.MERGED, merged_into_id=objection.id)
    left = PostFactory(**taken_back, heir=cast.mo)
    LinkFactory(from_post=safeguard, to_proposal_id=other.id, to_anchor="second")
    LinkFactory(from_post=objection, to_post_id=safeguard.id, polarity=Polarity.NEUTRAL)
    LinkFactory(from_post=hidden, to_proposal_id=other.id, to_anchor="second")
    for post, voters in ((objection, (PersonFactory(), PersonFactory())), (safeguard, (cast.ada, cast.ben, cast.mo))):
        for person in voters:
            VoteFactory(post=post, person=person, choice=Choice.AGREE)
    VoteFactory(post=twin, person=cast.mo, choice=Choice.DISAGREE)
    VoteFactory(post=left, person=cast.mo)
    entry: dict[str, Any] = {
        "proposal_id": proposal.id,
        "post_id": hidden.id,
        "moderator_id": cast.mo.id,
        "inverse": {},
    }
    hide = LogEntry(**entry, act=Act.HIDE, reason="An insult.")
    session.add(hide)
    session.flush()
    appeal = LogEntry(**entry, act=Act.APPEAL, reason="No insult.", answers_id=hide.id)
    session.add(appeal)
    session.flush()
    session.add(LogEntry(**entry, act=Act.UNDO, reason="A mistake.", undoes_id=hide.id, answers_id=appeal.id))
    session.add(Acceptance(post_id=safeguard.id, person_id=cast.ben.id))
    revision = RevisionFactory(proposal_id=proposal.id, number=2, author_id=cast.ada.id, summary="Audits.")
    proposal.revision = 2
    question = PostFactory(proposal=proposal, label=Label.QUESTION)
    for post in (question, objection):
        claim = AddressingClaim(post=post, revision=revision)
        session.add(claim)
        session.flush()
        said = [(question.author_id, False), (cast.mo.id, True), (cast.ben.id, True), (PersonFactory().id, True)]
        session.add_all(Judgement(claim_id=claim.id, person_id=id, holds=holds) for id, holds in said)
    answered = {"agreed": False, "answered": taken_back["withdrawn_at"], "decided": taken_back["withdrawn_at"]}
    session.add(Whereabouts(post_id=objection.id, person_id=cast.ben.id, revision=1, anchor="second", **answered))
    evaluate(session, proposal)
    session.commit()
    return proposal


def exported(session: Session) -> str:
    session.expire_all()
    return site_json.dumps(load_site(session))


def emptied(session: Session) -> None:
    session.expunge_all()
    session.rollback()
    conftest._empty()


def test_an_export_imported_into_an_empty_database_gives_the_same_export(session: Session, thread: Proposal) -> None:
    before = exported(session)
    emptied(session)
    import_sites(session, [site_json.loads(before)])
    assert exported(session) == before


@pytest.mark.parametrize(
    ("phase", "locked", "status"),
    [
        (Phase.OPEN, False, "open"),
        (Phase.OPEN, True, "locked"),
        (Phase.DECIDED, False, "decided"),
        (Phase.DECIDED, True, "decided"),
    ],
)
def test_phase_and_lock_stand_beside_the_word_for_both_and_a_file_of_before_has_only_that(
    session: Session, thread: Proposal, phase: Phase, locked: bool, status: str
) -> None:
    thread.phase, thread.locked = phase, locked
    session.commit()
    whole = json.loads(exported(session))
    rivers = whole["proposals"][1]
    assert (rivers["status"], rivers["phase"], rivers["locked"]) == (status, phase, locked)
    for before in (False, True):
        if before:
            del rivers["phase"], rivers["locked"]
        emptied(session)
        import_sites(session, [site_json.loads(json.dumps(whole))])
        kept = session.query(Proposal).filter_by(slug="rivers").one()
        assert (kept.phase, kept.locked) == (phase, locked and (not before or status == "locked"))


def test_what_is_true_of_votes_and_statuses_stays_true(session: Session, thread: Proposal) -> None:
    before = exported(session)
    emptied(session)
    import_sites(session, [site_json.loads(before)])
    proposal = session.query(Proposal).filter_by(slug="rivers").one()
    evaluate(session, proposal)
    session.commit()
    assert exported(session) == before


def test_ids_that_are_taken_are_replaced_and_the_thread_stays_the_same(session: Session, thread: Proposal) -> None:
    before = exported(session)
    emptied(session)
    PostFactory(id=3)
    session.commit()
    taken = exported(session)
    import_sites(session, [site_json.loads(before)])
    rivers = next(one for one in json.loads(exported(session))["proposals"] if one["slug"] == "rivers")
    old = json.loads(before)["proposals"][1]
    shifted = {a["id"]: b["id"] for a, b in zip(old["posts"], rivers["posts"], strict=True)}
    assert 3 not in shifted.values()
    assert [p["parent"] and shifted[p["parent"]] for p in old["posts"]] == [p["parent"] for p in rivers["posts"]]
    assert [p["body"] for p in old["posts"]] == [p["body"] for p in rivers["posts"]]
    assert rivers["log"][0]["target"] == f"post {shifted[int(old['log'][0]['target'].split()[1])]}"
    assert json.loads(taken)["proposals"][0] in json.loads(exported(session))["proposals"]


def test_the_next_post_after_an_import_gets_a_new_id(session: Session, thread: Proposal) -> None:
    before = exported(session)
    emptied(session)
    import_sites(session, [site_json.loads(before)])
    largest = max(post["id"] for one in json.loads(before)["proposals"] for post in one["posts"])
    assert PostFactory().id == largest + 1


def test_nothing_private_is_exported(session: Session, thread: Proposal, cast: Cast) -> None:
    text = exported(session)
    for private in ("SECRET", "ada@example.org", "kept hash"):
        assert private not in text
    rivers = json.loads(text)["proposals"][1]
    assert [link["from"] for link in rivers["links"]] == [1, 2]
    assert all(set(post["votes"]) == {"agree", "pass", "disagree"} for post in rivers["posts"])


def test_a_person_who_contributed_nothing_is_not_exported(session: Session, thread: Proposal) -> None:
    PersonFactory(name="Silent")
    session.commit()
    assert "Silent" not in exported(session)


def test_the_export_has_the_shape_of_the_contract(session: Session, thread: Proposal) -> None:
    site = json.loads(exported(session))
    assert site["format"] == "deliberate/1"
    assert {"name", "joined"} == set(site["people"][0])
    [other, rivers] = site["proposals"]
    assert [other["slug"], rivers["slug"]] == ["other", "rivers"]
    assert rivers["topics"] == ["aid", "water"]
    [objection, safeguard, twin, *_] = rivers["posts"]
    assert objection["created"].endswith("Z")
    assert (objection["ground"], objection["passage"], objection["parent"]) == ("cost", "first", None)
    assert objection["votes"] == {"agree": 2, "pass": 0, "disagree": 1}
    assert (safeguard["voice"], objection.get("voice")) == (3, None)
    assert (safeguard["parent"], safeguard["source"], safeguard["quote"]) == (objection["id"], "Audit", "It was fine.")
    assert safeguard["accepted_by"] == "Ben"
    assert objection["addressed"] == [{"revision": 2, "yes": 3, "no": 1, "raiser": True}]
    question = next(post for post in rivers["posts"] if post["label"] == "question")
    assert question["addressed"] == [{"revision": 2, "yes": 3, "no": 1, "raiser": False}]
    assert (objection["status"], question["status"]) == ("addressed", "addressed")
    assert (twin["state"], twin["merged_into"]) == ("merged", objection["id"])
    assert rivers["links"] == [
        {"from": objection["id"], "to": safeguard["id"], "polarity": "neutral", "voice": 2},
        {"from": safeguard["id"], "to": "other#second", "polarity": "attack"},
    ]
    assert [entry["act"] for entry in rivers["log"]] == ["hide", "appeal", "undo"]
    assert [entry.get("answers") for entry in rivers["log"]] == [None, 0, 1]
    assert rivers["log"][2]["undoes"] == 0


def test_what_a_moderator_left_out_of_the_log_is_left_out_of_exports(session: Session, thread: Proposal) -> None:
    appeal = session.query(LogEntry).where(LogEntry.act == Act.APPEAL).one()
    [answer] = session.query(LogEntry).where(LogEntry.answers_id == appeal.id)
    answer.act, answer.undoes_id, answer.details = Act.UPHOLD, None, {"act": "hide", "sealed": 1}
    session.commit()
    text = exported(session)
    assert "No insult." not in text
    emptied(session)
    import_sites(session, [site_json.loads(text)])
    assert exported(session) == text


def test_a_demo_stays_marked_as_simulated(session: Session, thread: Proposal) -> None:
    session.add(SiteFact(name="simulated", value="yes"))
    session.commit()
    before = exported(session)
    emptied(session)
    import_sites(session, [site_json.loads(before)])
    assert session.get(SiteFact, "simulated")


def test_only_the_proposals_that_are_named_are_exported(session: Session, thread: Proposal, cast: Cast) -> None:
    site = load_site(session, ["other"])
    assert [proposal.slug for proposal in site.proposals] == ["other"]
    assert [person.name for person in site.people] == ["Ben"]


def edited(text: str, path: list[Any], value: object) -> str:
    site = json.loads(text)
    place = site
    for key in path[:-1]:
        place = place[key]
    if value is Ellipsis:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return json.dumps(site)


RIVERS = ["proposals", 1]
HOSTILE: list[tuple[list[Any], object, str]] = [
    (["format"], "deliberate/2", "format"),
    (["people"], {}, "people: "),
    (["people", 0], "Ada", r"people\[0\]"),
    (["people", 0, "joined"], "yesterday", "joined"),
    (["people", 0, "joined"], "2026-01-01T00:00:00", "joined"),
    (["people", 0, "joined"], "0001-01-01T00:00:00+23:00", "joined"),
    (["people", 0, "name"], "BEN", "name"),
    ([*RIVERS, "slug"], "../etc", "slug"),
    ([*RIVERS, "slug"], "new", "slug"),
    ([*RIVERS, "slug"], "other", "occurs 2 times"),
    ([*RIVERS, "title"], ..., "title: is missing"),
    ([*RIVERS, "title"], 7, "title: is not a text"),
    ([*RIVERS, "title"], "x" * 201, "title"),
    ([*RIVERS, "title"], "a\0b", "title"),
    ([*RIVERS, "title"], "\ud800", "title"),
    ([*RIVERS, "status"], "closed", "status"),
    ([*RIVERS, "phase"], "locked", "phase"),
    ([*RIVERS, "locked"], "no", "locked: is neither true nor false"),
    ([*RIVERS, "owner"], "Nobody", "among the people"),
    ([*RIVERS, "topics"], ["a", "a"], "topic"),
    ([*RIVERS, "revisions"], [], "revisions"),
    ([*RIVERS, "revisions", 0, "number"], 0, "number"),
    ([*RIVERS, "revisions", 0, "passages", 1, "anchor"], "plan", "anchor"),
    ([*RIVERS, "revisions", 0, "passages", 1, "kind"], "poem", "kind"),
    ([*RIVERS, "posts", 0, "id"], 2, "post id 2"),
    ([*RIVERS, "posts", 0, "id"], True, "id"),
    ([*RIVERS, "posts", 0, "id"], 10**30, "id"),
    ([*RIVERS, "posts", 0, "id"], 1.5, "id"),
    ([*RIVERS, "posts", 0, "label"], "downvote", "label"),
    ([*RIVERS, "posts", 0, "label"], "answer", "cannot reply to"),
    ([*RIVERS, "posts", 0, "parent"], 2, "circle"),
    ([*RIVERS, "posts", 0, "parent"], 1, "circle"),
    ([*RIVERS, "posts", 1, "parent"], 999, "no post 999"),
    ([*RIVERS, "posts", 0, "passage"], "nowhere", "nowhere"),
    ([*RIVERS, "posts", 2, "merged_into"], 3, "circle"),
    ([*RIVERS, "posts", 2, "merged_into"], 4, "circle"),
    ([*RIVERS, "posts", 2, "merged_into"], ..., "merged"),
    ([*RIVERS, "posts", 0, "votes", "agree"], -1, "agree"),
    ([*RIVERS, "posts", 0, "votes", "agree"], 10**12, "agree"),
    ([*RIVERS, "posts", 0, "votes"], [], "votes"),
    ([*RIVERS, "posts", 0, "voters"], 4, "voters"),
    ([*RIVERS, "posts", 0, "standing"], 2, "standing"),
    ([*RIVERS, "posts", 0, "wording"], 1, "number"),
    ([*RIVERS, "posts", 0, "message"], 2, "message 2"),
    ([*RIVERS, "posts", 1, "accepted_by"], "Nobody", "among the people"),
    ([*RIVERS, "posts", 0, "addressed", 0, "revision"], 3, "no revision 3"),
    ([*RIVERS, "posts", 0, "addressed", 0, "yes"], -1, "yes"),
    ([*RIVERS, "posts", 0, "addressed", 0, "yes"], 0, "raiser"),
    ([*RIVERS, "posts", 0, "addressed", 0, "raiser"], "yes", "raiser"),
    ([*RIVERS, "links", 0, "to"], 999, "post 999"),
    ([*RIVERS, "links", 0, "from"], 999, "post 999"),
    ([*RIVERS, "links", 1, "to"], "elsewhere#x", "elsewhere"),
    ([*RIVERS, "links", 1, "to"], "other#x", "no such passage"),
    ([*RIVERS, "links", 1, "polarity"], "for", "polarity"),
    ([*RIVERS, "log", 0, "act"], "ban", "act"),
    ([*RIVERS, "log", 0, "target"], "post x", "target"),
    ([*RIVERS, "log", 0, "target"], "post 999", "post 999"),
    ([*RIVERS, "log", 2, "undoes"], 2, "undoes"),
    ([*RIVERS, "log", 1, "answers"], 1, "answers"),
    ([*RIVERS, "log", 0, "details"], ["a"], "details"),
]


def test_a_hostile_file_is_refused_in_one_line_and_nothing_is_written(session: Session, thread: Proposal) -> None:
    text = exported(session)
    emptied(session)
    for path, value, says in HOSTILE:
        with pytest.raises(site_json.FormatError, match=says) as error:
            import_sites(session, [site_json.loads(edited(text, path, value))])
        assert "\n" not in str(error.value)
        assert len(str(error.value)) < 450
    assert json.loads(exported(session)) == {"format": "deliberate/1", "people": [], "proposals": []}


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{", "[" * 100_000, '{"a": NaN}', '{"a": ' + "1" * 5000 + "}", '"deliberate/1"']
)
def test_what_is_not_an_export_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(site_json.FormatError) as error:
        site_json.loads(text)
    assert "\n" not in str(error.value)
