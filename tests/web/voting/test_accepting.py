"""'This answers it': the button, the line everybody reads, and who is refused."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.models import Acceptance, Post
from tests.cast import Cast, Client
from tests.factories import PostFactory
from tests.reading import unwrapped

BUTTON = ">This answers it</button>"
BACK = "Take back that this answers it"
IN_A_ROW = "answers it, says who raised it"
LINE = "Ada, who raised this, says that this answers it."


@pytest.fixture
def objection(session: Session, cast: Cast) -> Post:
    found = PostFactory(author=cast.ada)
    session.commit()
    return found


@pytest.fixture
def safeguard(session: Session, cast: Cast, objection: Post) -> Post:
    found = PostFactory(label=Label.SAFEGUARD, parent=objection, author=cast.ben)
    session.commit()
    return found


@pytest.fixture
def ada(cast: Cast) -> Client:
    return cast.browser(cast.ada)


def test_who_raised_a_point_says_on_its_page_that_a_reply_answers_it_and_takes_it_back(
    cast: Cast, ada: Client, objection: Post, safeguard: Post
) -> None:
    point, address = f"/posts/{objection.id}", f"/posts/{safeguard.id}/answers-it"
    page = ada.get(point).text
    assert f'formaction="{address}"' in page
    assert BUTTON in page
    assert f'action="{address}"' in ada.get(f"/posts/{safeguard.id}").text
    answer = ada.send(address)
    assert (answer.status_code, answer.location) == (303, f"{point}#post-{objection.id}")
    page = unwrapped(ada.get(point).text)
    assert IN_A_ROW in page
    assert "The person who raised it says that this answers it." in page
    assert BACK in page
    assert BUTTON not in page
    answer = ada.send(address, {"take-back": "1"})
    assert (answer.status_code, answer.location) == (303, f"{point}#post-{objection.id}")
    page = unwrapped(ada.get(point).text)
    assert IN_A_ROW not in page
    assert BUTTON in page


def test_everybody_reads_the_mark_and_nobody_else_is_offered_it(
    cast: Cast, ada: Client, objection: Post, safeguard: Post
) -> None:
    ada.send(f"/posts/{safeguard.id}/answers-it")
    for browser in (cast.visitor, cast.browser(cast.ben), cast.browser(cast.mo)):
        for post, line in ((objection, IN_A_ROW), (safeguard, LINE)):
            page = unwrapped(browser.get(f"/posts/{post.id}").text)
            assert line in page
            assert "/answers-it" not in page


def test_replies_that_cannot_be_marked_have_no_button(session: Session, ada: Client, objection: Post) -> None:
    PostFactory(label=Label.EVIDENCE, parent=objection)
    PostFactory(label=Label.COMMENT, parent=objection)
    session.commit()
    assert "/answers-it" not in ada.get(f"/posts/{objection.id}").text


def test_who_may_not_say_it_is_told_why(
    session: Session, cast: Cast, ada: Client, objection: Post, safeguard: Post
) -> None:
    address = f"/posts/{safeguard.id}/answers-it"
    assert cast.visitor.send(address).status_code == 401
    for person in (cast.ben, cast.mo):
        answer = cast.browser(person).send(address)
        assert answer.status_code == 403
        assert "Only the person who raised this point can say that it is answered." in answer.text
    assert ada.post(address).status_code == 400
    assert ada.send("/posts/999/answers-it").status_code == 404
    assert ada.send(f"/posts/{objection.id}/answers-it").status_code == 409
    safeguard.state = State.HIDDEN
    session.commit()
    assert ada.send(address).status_code == 403
    safeguard.state = State.VISIBLE
    objection.proposal.locked = True
    session.commit()
    assert ada.send(address).status_code == 403
    assert "/answers-it" not in ada.get(f"/posts/{objection.id}").text
    assert session.query(Acceptance).all() == []
