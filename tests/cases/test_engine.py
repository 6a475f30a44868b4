"""A handful decides nothing: small threads that were handed in, imported and exported again.

`votes` are agree, pass and disagree by others than the author; `expect` gives for a post the statuses that are right,
those that are wrong, and bounds of its standing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from deliberate.actions.posting import Aim, Draft, post_message
from deliberate.actions.revising import NewRevision, judge_claim, revise
from deliberate.actions.voting import cast_vote
from deliberate.domain.labels import Label
from deliberate.domain.places import OnPost
from deliberate.domain.posts import PostWords
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.sites import site_json
from deliberate.models import Choice, Person, Post
from deliberate.tools.exporting import load_site
from deliberate.tools.importing import import_sites
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory, VoteFactory
from tests.reading import unwrapped

FILES = sorted((Path(__file__).parent / "engine").glob("*.json"))
DAY = "2026-01-01T00:00:00Z"
PASSAGE = {"anchor": "first", "kind": "paragraph", "level": 0, "text": "Do this."}


def site(posts: list[dict[str, Any]]) -> str:
    """The posts as a thread of a proposal with three revisions, each post by somebody else."""
    authors = {post["id"]: post.get("author", f"writer {post['id']}") for post in posts}
    names = {"owner", *authors.values()}
    revisions = [
        {"number": n, "created": DAY, "author": "owner", "summary": "", "passages": [PASSAGE]} for n in (1, 2, 3)
    ]
    proposal = {
        **{"slug": "plan", "title": "A plan", "summary": "", "status": "open", "topics": [], "authors": []},
        **{"source": "", "language": "en", "created": DAY, "owner": "owner", "revisions": revisions},
        "posts": [post_json(post, authors) for post in posts],
        "links": [],
        "log": [],
    }
    people = [{"name": name, "joined": DAY} for name in sorted(names)]
    return json.dumps({"format": "deliberate/1", "people": people, "proposals": [proposal]})


def post_json(post: dict[str, Any], authors: dict[int, str]) -> dict[str, Any]:
    parent = post.get("parent")
    value = {
        **{"id": post["id"], "message": post["id"], "parent": parent, "passage": None if parent else "first"},
        **{"label": post["label"], "author": authors[post["id"]], "body": "So it is.", "created": DAY},
        "votes": dict(zip(("agree", "pass", "disagree"), post["votes"], strict=True)),
        **{"standing": 0.5, "state": "visible"},
    }
    if post["label"] in ("evidence", "counter-evidence"):
        value |= {"source": "A report"}
    if post.get("accepted_by_raiser"):
        value |= {"accepted_by": authors[parent]}
    if "addressed" in post:
        value |= {"addressed": post["addressed"]}
    return value


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_case_engine(session: Session, file: Path) -> None:
    case = json.loads(file.read_text("utf-8"))
    import_sites(session, [site_json.loads(site(case["posts"]))])
    (proposal,) = json.loads(site_json.dumps(load_site(session)))["proposals"]
    posts = {str(post["id"]): post for post in proposal["posts"]}
    for id, expected in case["expect"].items():
        status, standing = posts[id].get("status"), posts[id]["standing"]
        assert status in expected.get("status", [status]), id
        assert status not in expected.get("not_status", []), id
        assert expected.get("standing_at_least", 0) <= standing <= expected.get("standing_at_most", 1), id


@pytest.mark.parametrize(("accounts", "standing"), [(4, 0.1557), (10, 0.4571), (20, 0.7785)])
def test_case_engine_10_a_flood_by_a_few_accounts_weighs_as_they_do(
    session: Session, cast: Cast, accounts: int, standing: float
) -> None:
    """Fifty supports, turn by turn; each account agrees with every one that is not its own."""
    claim = PostFactory()
    for at in range(100):
        VoteFactory(post=claim, person=PersonFactory(), choice=Choice.AGREE if at < 10 else Choice.DISAGREE)
    people: list[Person] = [PersonFactory() for _ in range(accounts)]
    session.commit()
    supports = []
    for at in range(50):
        draft = Draft(Label.SUPPORT, PostWords(f"Reason {at}."))
        aim = Aim(claim.proposal_id, OnPost(claim.id))
        supports += post_message(session, people[at % accounts], aim, [draft])
    for support in supports[:-1]:
        for person in people:
            if person.id != support.author_id:
                VoteFactory(post=support, person=person)
    evaluate(session, claim.proposal)
    session.commit()
    for person in people:
        if person.id != supports[-1].author_id:
            cast_vote(session, person, supports[-1].id, Choice.AGREE)
    session.refresh(claim)
    assert claim.standing == pytest.approx(standing, abs=5e-5)
    assert f"50 supports by {accounts} people raise it by" in unwrapped(cast.visitor.get(f"/posts/{claim.id}").text)


def test_case_engine_11_a_denied_revision_is_not_silence(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory(owner=cast.ada)
    objection = PostFactory(proposal=proposal, author=cast.ben)
    session.commit()
    passage = Passage("first", PassageKind.PARAGRAPH, 0, "Do that.")
    revise(session, cast.ada, proposal.id, NewRevision([passage], "Other words.", 1, [objection.id]))
    judge_claim(session, cast.ben, objection.id, False)
    session.expire_all()
    told = unwrapped(cast.visitor.get(f"/posts/{objection.id}").text)
    assert session.get_one(Post, objection.id).status == "open"
    assert "Revision 2 claimed to deal with it; the person who raised it says that it does not." in told
    assert "Nobody has answered this yet." not in told
