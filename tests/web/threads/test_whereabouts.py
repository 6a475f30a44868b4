"""Who raised a point says which words it is about, where a revision changed them; the author of the text answers."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from deliberate.models import LogEntry, Passage, Post, Proposal, Revision, Vote, Whereabouts
from tests.cast import Cast, Client
from tests.reading import unwrapped

NORTH = "Ward North keeps its two schools and gets a new hall for sports by the year 2030."
WEST = "The state pays for a new hall in the year 2031, if the town asks for it before."
VOTE = "The council votes on this in May."
TEXT = f"Each ward of the town is told here what it keeps.\n\n{NORTH}\n\n{VOTE}"
PAGE = "/proposals/wards"
GONE = "The author says these words are gone"
NOW = "The author says this is now about"


@pytest.fixture
def ada(cast: Cast) -> Client:
    browser = cast.browser(cast.ada)
    new = {"title": "Wards", "summary": "What they keep.", "text": TEXT, "do": "publish"}
    assert browser.send("/proposals/new", new).status_code == 303
    return browser


@pytest.fixture
def ben(cast: Cast, ada: Client) -> Client:
    browser = cast.browser(cast.ben)
    point = {"do": "post", "parts-0-label": "objection", "parts-0-body": "Two schools are too few."}
    assert browser.send(f"{PAGE}/post?anchor=ward-north-keeps-its-two-schools", point).status_code == 303
    return browser


@pytest.fixture
def post(session: Session, ben: Client) -> Post:
    return session.scalars(select(Post)).one()


@pytest.fixture
def mo(cast: Cast) -> Client:
    return cast.browser(cast.mo)


def revise(session: Session, ada: Client, *, moved: bool = False, text: str = TEXT.replace(NORTH, WEST)) -> None:
    """Ada strikes the ward out; or says that the hall is what it became."""
    went = {"went-ward-north-keeps-its-two-schools": "the-state-pays-for-a-new"} if moved else {}
    version = session.scalars(select(Proposal.revision)).one()
    change = {"text": text, "summary": "Otherwise.", "version": str(version), "do": "publish", **went}
    assert ada.send(f"{PAGE}/revise", change).status_code == 303


def page(browser: Client, post: Post) -> str:
    return " ".join(unwrapped(browser.get(f"/posts/{post.id}").text).split())


def anchor(session: Session) -> str | None:
    session.expire_all()
    return session.scalars(select(Post.anchor)).one()


def say(browser: Client, post: Post, **fields: str) -> int:
    return browser.send(f"/posts/{post.id}/where", fields).status_code


def answer(browser: Client, post: Post, says: str) -> int:
    return browser.send(f"/posts/{post.id}/where/answer", {"says": says}).status_code


def test_everybody_reads_what_the_author_says_became_of_the_words_and_who_raised_it_may_say_otherwise(
    session: Session, cast: Cast, ada: Client, ben: Client, post: Post
) -> None:
    assert "Where the words are" not in page(ben, post), "while nothing changed"
    revise(session, ada)
    for browser in (cast.visitor, ada, ben):
        assert GONE in page(browser, post)
        assert NORTH in page(browser, post)
        assert f"{GONE}." in unwrapped(browser.get(PAGE).text)
        assert ("It is still there, at" in page(browser, post)) is (browser is ben)
        assert ("It is still there, at" in browser.get(PAGE).text) is (browser is ben)
    assert "Not here" not in page(ben, post), "it is gone already"


def test_what_it_is_said_to_be_now_stands_beside_what_it_was_raised_on(
    session: Session, cast: Cast, ada: Client, ben: Client, post: Post
) -> None:
    revise(session, ada, moved=True)
    shown = page(cast.visitor, post)
    assert shown.index("This was raised on other words.") < shown.index(NORTH) < shown.index(NOW) < shown.index(WEST)
    assert f"{NOW} these words." in unwrapped(cast.visitor.get(PAGE).text)
    assert "Not here" in ben.get(PAGE).text
    assert "Not here" not in cast.visitor.get(PAGE).text


def test_who_raised_it_is_shown_the_likeliest_passages_first_and_all_others(
    session: Session, ada: Client, ben: Client, post: Post
) -> None:
    revise(session, ada)
    choice = ben.get(f"/posts/{post.id}/where").text
    assert NORTH in choice
    assert choice.index(f">{WEST}</blockquote>") < choice.index(VOTE)
    assert ada.get(f"/posts/{post.id}/where").status_code == 403


def test_what_the_author_agrees_to_moves_there_with_its_votes(
    session: Session, cast: Cast, ada: Client, ben: Client, mo: Client, post: Post
) -> None:
    mo.send(f"/posts/{post.id}/vote", {"choice": "agree"})
    revise(session, ada)
    assert say(ben, post, do="there", anchor="the-state-pays-for-a-new") == 303
    assert anchor(session) == "ward-north-keeps-its-two-schools", "until there is an answer"
    assert "Ben, who raised this, says that it is still there, at:" in page(cast.visitor, post)
    assert "Whoever raised it says otherwise" in cast.visitor.get(PAGE).text
    assert "Agreed" in page(ada, post)
    assert answer(ada, post, "yes") == 303
    assert anchor(session) == "the-state-pays-for-a-new"
    assert "Two schools are too few." in cast.visitor.get(f"{PAGE}/passages/the-state-pays-for-a-new").text
    assert GONE not in page(cast.visitor, post)
    assert (session.scalars(select(Post.agree)).one(), session.scalars(select(Post.stale_votes)).one()) == (1, 1)
    assert session.scalars(select(Vote)).one()
    kept = session.scalars(select(Whereabouts)).one()
    assert (kept.person_id, kept.anchor, kept.agreed, kept.decided) == (
        cast.ben.id,
        "the-state-pays-for-a-new",
        True,
        None,
    )


def test_what_is_not_here_is_taken_off_once_the_author_agrees_and_keeps_its_status(
    session: Session, cast: Cast, ada: Client, ben: Client, post: Post
) -> None:
    revise(session, ada, moved=True)
    assert say(ben, post, do="not-here") == 303
    assert answer(ada, post, "yes") == 303
    assert anchor(session) == "ward-north-keeps-its-two-schools@1"
    assert str(session.scalars(select(Post.status)).one()) == "open"
    assert "About text no longer in the proposal. It stood in revision 1:" in page(cast.visitor, post)
    assert NORTH in page(cast.visitor, post)
    assert WEST not in page(cast.visitor, post)
    panel = f"{PAGE}/passages/ward-north-keeps-its-two-schools"
    beside = cast.visitor.get(panel, headers={"X-Requested-With": "fetch"}).text
    assert "Nobody has said anything about this passage yet." in beside
    led = cast.visitor.get(f"{panel}@1")
    assert led.location == f"{PAGE}/history?revision=1#ward-north-keeps-its-two-schools"
    listed = cast.visitor.get(PAGE).text.partition('id="thread"')[2]
    assert "Two schools are too few." in listed
    assert "(revision 1)" in listed
    assert "Two schools are too few." in cast.visitor.get(f"{PAGE}/points?status=open").text
    assert NORTH.split(" and ")[0] in cast.visitor.get(f"{PAGE}/map").text, "not the name of the passage"


def test_where_the_author_disagrees_a_moderator_decides_in_public_and_it_can_be_undone(
    session: Session, cast: Cast, ada: Client, ben: Client, mo: Client, post: Post
) -> None:
    revise(session, ada)
    assert "decide-where" not in mo.get(f"/moderation/posts/{post.id}").text
    say(ben, post, do="there", anchor="the-state-pays-for-a-new")
    assert answer(ada, post, "no") == 303
    assert "A moderator decides" in page(cast.visitor, post)
    assert anchor(session) == "ward-north-keeps-its-two-schools"
    assert "place disputed" in mo.get("/moderation").text
    asked = mo.get(f"/moderation/posts/{post.id}/decide-where").text
    for words in ("It stays with:", "As who raised it says:"):
        assert words in asked
    to = {"to": "passage the-state-pays-for-a-new", "shown": "passage the-state-pays-for-a-new"}
    decision = {"do": "act", "reason": "The hall is the same one.", "version": str(post.version), **to}
    assert mo.send(f"/moderation/posts/{post.id}/decide-where", decision).status_code == 303
    assert anchor(session) == "the-state-pays-for-a-new"
    assert "place disputed" not in mo.get("/moderation").text
    log = unwrapped(cast.visitor.get(f"{PAGE}/log").text)
    assert "decided where it belongs: on passage the-state-pays-for-a-new" in log
    assert "The hall is the same one." in log
    assert "Appeal against this" in ben.get(f"{PAGE}/log").text
    entry = session.scalars(select(LogEntry.id)).one()
    assert mo.send(f"/moderation/log/{entry}/undo", {"reason": "A mistake."}).status_code == 303
    assert anchor(session) == "ward-north-keeps-its-two-schools"
    assert "place disputed" in mo.get("/moderation").text


@pytest.mark.parametrize(
    "place", ["passage ward-north-keeps-its-two-schools", "passage ward-north-keeps-its-two-schools@1"]
)
def test_a_moderator_leaves_it_where_it_is_or_says_that_the_words_are_gone_and_that_is_that(
    session: Session, cast: Cast, ada: Client, ben: Client, mo: Client, post: Post, place: str
) -> None:
    revise(session, ada, moved=True)
    say(ben, post, do="not-here")
    answer(ada, post, "no")
    decision = {"do": "act", "reason": "It is so.", "version": str(post.version), "to": place, "shown": place}
    assert mo.send(f"/moderation/posts/{post.id}/decide-where", decision).status_code == 303
    assert f"passage {anchor(session)}" == place
    for fields in ({"do": "not-here"}, {"do": "there", "anchor": "the-council-votes-on-this-in"}):
        assert say(ben, post, **fields) == 409
    assert answer(ada, post, "yes") == 409
    assert "Not here" not in page(ben, post)
    revise(session, ada, text=TEXT.replace(NORTH, "Nothing of all that was said before is built anywhere."))
    assert say(ben, post, do="there", anchor="the-council-votes-on-this-in") == (409 if "@" in place else 303)


def test_what_was_said_can_be_taken_back_or_said_otherwise_until_there_is_an_answer(
    session: Session, ada: Client, ben: Client, post: Post
) -> None:
    revise(session, ada, moved=True)
    assert say(ben, post, do="not-here") == 303
    assert say(ben, post, do="not-here") == 303
    assert say(ben, post, do="there", anchor="the-council-votes-on-this-in") == 303
    assert session.scalars(select(Whereabouts.anchor)).all() == ["the-council-votes-on-this-in"]
    assert "Take it back" in page(ben, post)
    assert say(ben, post, do="take-back") == 303
    assert session.scalars(select(Whereabouts)).all() == []
    assert say(ben, post, do="take-back") == 409
    assert answer(ada, post, "yes") == 409


def test_an_author_who_disagreed_can_still_agree_until_a_moderator_has_decided(
    session: Session, ada: Client, ben: Client, post: Post
) -> None:
    revise(session, ada, moved=True)
    say(ben, post, do="not-here")
    answer(ada, post, "no")
    assert say(ben, post, do="take-back") == 409
    assert say(ben, post, do="not-here") == 409
    assert answer(ada, post, "no") == 303
    assert answer(ada, post, "yes") == 303
    assert anchor(session) == "ward-north-keeps-its-two-schools@1"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"do": "there"}, 400),
        ({"do": "elsewhere"}, 400),
        ({"do": "there", "anchor": "no-such-passage"}, 409),
        ({"do": "there", "anchor": "ward-north-keeps-its-two-schools"}, 409),
        ({"do": "there", "anchor": "ward-north-keeps-its-two-schools@1"}, 409),
        ({"do": "there", "anchor": "\0"}, 400),
    ],
)
def test_nonsense_is_answered_with_what_is_wrong(
    session: Session, ada: Client, ben: Client, post: Post, fields: dict[str, str], status: int
) -> None:
    revise(session, ada, moved=True)
    assert say(ben, post, **fields) == status
    assert answer(ada, post, "perhaps") == 400
    assert session.scalars(select(Whereabouts)).all() == []


def test_only_who_raised_it_says_and_only_the_author_answers_while_the_thread_is_open(
    session: Session, cast: Cast, ada: Client, ben: Client, mo: Client, post: Post
) -> None:
    assert say(ben, post, do="not-here") == 409, "nothing changed"
    revise(session, ada, moved=True)
    assert [say(who, post, do="not-here") for who in (cast.visitor, ada, mo)] == [401, 403, 403]
    assert say(ben, post, do="not-here") == 303
    assert [answer(who, post, "yes") for who in (cast.visitor, ben, mo)] == [401, 403, 403]
    session.scalars(select(Proposal)).one().locked = True
    session.commit()
    assert answer(ada, post, "yes") == 403
    assert say(ben, post, do="take-back") == 403


def test_what_was_reworded_beyond_doubt_is_shown_with_the_earlier_words_too(
    session: Session, cast: Cast, ada: Client, ben: Client, post: Post
) -> None:
    reworded = NORTH.replace("keeps its two schools", "keeps one of its schools")
    revise(session, ada, text=TEXT.replace(NORTH, reworded))
    shown = page(cast.visitor, post)
    assert shown.index("This was raised on other words.") < shown.index(NORTH) < shown.index(reworded)
    assert NOW not in shown
    assert say(ben, post, do="not-here") == 303


def test_what_is_raised_on_the_new_words_is_about_those(session: Session, cast: Cast, ada: Client, ben: Client) -> None:
    revise(session, ada, moved=True)
    point = {"do": "post", "confirmed": "1", "parts-0-label": "objection", "parts-0-body": "The town never asks."}
    assert ben.send(f"{PAGE}/post?anchor=ward-north-keeps-its-two-schools", point).status_code == 303
    later = session.scalars(select(Post).order_by(Post.id.desc())).first()
    assert later
    assert NORTH not in page(cast.visitor, later)
    assert say(ben, later, do="not-here") == 409


def test_a_moderator_who_raised_it_or_wrote_the_text_leaves_it_to_another(
    session: Session, cast: Cast, ada: Client, ben: Client, post: Post
) -> None:
    revise(session, ada, moved=True)
    say(ben, post, do="not-here")
    answer(ada, post, "no")
    for person in (cast.ada, cast.ben):
        person.role = cast.mo.role
        session.commit()
        place = "passage ward-north-keeps-its-two-schools"
        decision = {"do": "act", "reason": "It is so.", "version": str(post.version), "to": place, "shown": place}
        answered = cast.browser(person).send(f"/moderation/posts/{post.id}/decide-where", decision)
        assert answered.status_code == 400
        assert "Another moderator decides" in answered.text


def test_the_history_tells_who_says_otherwise(
    session: Session, cast: Cast, ada: Client, ben: Client, post: Post
) -> None:
    revise(session, ada)
    say(ben, post, do="there", anchor="the-state-pays-for-a-new")
    history = unwrapped(cast.visitor.get(f"{PAGE}/history?revision=2").text)
    said = history.partition("What its author says became of passages")[2].partition("</ul>")[0]
    assert re.search(rf'href="/posts/{post.id}#where"[^>]*>Ben says otherwise', said)
    assert session.scalars(select(Revision.number)).all() == [1, 2]


def test_a_name_that_is_too_long_to_be_dated_is_said_to_be(
    session: Session, cast: Cast, ada: Client, ben: Client, post: Post
) -> None:
    revise(session, ada, moved=True)
    long = "x" * 100
    session.execute(update(Passage).where(Passage.anchor == post.anchor).values(anchor=long))
    post.anchor = long
    session.commit()
    assert say(ben, post, do="not-here") == 409
    assert say(ben, post, do="there", anchor="the-council-votes-on-this-in") == 303
