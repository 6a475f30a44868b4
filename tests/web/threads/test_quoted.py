"""What a post quotes of the words that it was raised on, once a revision changed them."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.models import Post
from tests.cast import Cast, Client
from tests.web.threads import test_whereabouts
from tests.web.threads.test_whereabouts import NORTH, PAGE, TEXT, VOTE, WEST, page, revise

# A fixture: who put the wards up.
ada = test_whereabouts.ada


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TEXT.replace("by the year 2030", "by the year 2040"), "are still there."),
        (
            TEXT.replace("keeps its two schools", "keeps both its schools"),
            'read now: <q dir="auto">keeps both its schools',
        ),
        (
            TEXT.replace(NORTH, WEST).replace(VOTE, f"{VOTE} Somebody keeps its two schools."),
            'stand in another passage now: <a href="/proposals/wards/passages/the-council-votes-on-this-in',
        ),
        (TEXT.replace(NORTH, WEST), "are no longer in the proposal; they stood in revision 1."),
    ],
)
def test_words_that_are_quoted_follow_what_became_of_them_or_are_said_to_be_gone(
    session: Session, cast: Cast, ada: Client, text: str, says: str
) -> None:
    point = {"do": "post", "parts-0-label": "objection", "parts-0-body": "> keeps its two schools\n\nFor how long?"}
    anchor = "ward-north-keeps-its-two-schools"
    assert cast.browser(cast.ben).send(f"{PAGE}/post?anchor={anchor}", point).status_code == 303
    post = session.scalars(select(Post)).one()
    assert "which are quoted here" not in page(cast.visitor, post), "while nothing changed"
    revise(session, ada, text=text)
    shown = page(cast.visitor, post)
    assert shown.count("These words, which are quoted here,") == 1
    assert says in shown.partition("These words, which are quoted here, ")[2]
    assert '<q dir="auto">keeps its two schools</q> These words, which' in shown
