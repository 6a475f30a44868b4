"""Every long list is cut into pages that lead to each other."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.permissions import Act
from deliberate.models import LogEntry, Post
from deliberate.upkeep.indexing import rebuild_index
from tests.cast import Cast
from tests.factories import FlagFactory, PostFactory, ProposalFactory

# More than a page of any list holds.
MANY = 61
LISTS = (
    "/?sort=newest",
    "/search?q=rivers",
    "/moderation",
    "/proposals/rivers",
    "/proposals/rivers/passages/first",
    "/proposals/rivers/log",
    "/posts/1",
    "/account/posts",
    "/people/Ben",
)


def led(page: str, rel: str) -> str:
    """Where the list leads on to; nothing where it ends."""
    found = re.search(rf'<a rel="{rel}" href="([^"#]+)', page)
    return html.unescape(found[1]) if found else ""


@pytest.mark.parametrize("address", LISTS)
def test_a_long_list_leads_to_its_next_page_and_back(session: Session, cast: Cast, address: str) -> None:
    proposal = ProposalFactory(slug="rivers", owner=cast.ada)
    post = PostFactory(proposal=proposal, anchor="first", author=cast.ben, body="Rivers.")
    for number in range(MANY):
        ProposalFactory(slug=f"plan-{number}", owner=cast.ada)
        session.add(LogEntry(proposal_id=proposal.id, moderator_id=cast.mo.id, act=Act.LOCK, reason="Quiet, please."))
        PostFactory(proposal=proposal, anchor="first", author=cast.ben, body=f"Rivers {number}.")
        PostFactory(parent=post, label=Label.REBUTTAL, author=cast.ben, body=f"No rivers {number}.")
    for flagged in session.query(Post).limit(MANY):
        FlagFactory(post_id=flagged.id, person_id=cast.ada.id)
    rebuild_index(session)
    reader = cast.browser(cast.ben if address == "/account/posts" else cast.mo)

    def read(address: str) -> str:
        # A passage is asked for alone, as its script does: the list of the whole thread is beside it otherwise.
        headers = {"X-Requested-With": "fetch"} if "/passages/" in address else {}
        answer = reader.get(address, headers=headers)
        assert answer.status_code == 200
        return answer.text

    shown = [read(address)]
    while onward := led(shown[-1], "next"):
        shown.append(read(onward))
    assert len(shown) > 1
    assert f"of {len(shown)}</span>" in shown[-1]
    assert led(shown[0], "prev") == ""
    assert led(read(led(shown[-1], "prev")), "next") == led(shown[-2], "next")


@pytest.mark.parametrize(
    "parameter", ["endpoint=y", "_method=POST", "_scheme=ftp", "_external=1", "_anchor=x", "self=1"]
)
def test_the_other_parameters_of_an_address_stay_whatever_they_are_called(cast: Cast, parameter: str) -> None:
    PostFactory.create_batch(MANY, proposal=ProposalFactory(slug="rivers"), label=Label.COMMENT)
    page = cast.visitor.get(f"/proposals/rivers?{parameter}").text
    assert led(page, "next") == f"/proposals/rivers?{parameter}&page=2"


def test_the_next_page_of_a_search_is_among_the_same_kinds(session: Session, cast: Cast) -> None:
    PostFactory.create_batch(MANY, proposal=ProposalFactory(slug="rivers"), label=Label.COMMENT, body="Rivers rise.")
    rebuild_index(session)
    session.commit()
    page = cast.visitor.get("/search?q=rivers&kind=post&kind=proposal").text
    assert led(page, "next") == "/search?q=rivers&kind=post&kind=proposal&page=2"
