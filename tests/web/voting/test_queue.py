"""The page that asks for votes, post after post."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.posting import edit_post
from deliberate.actions.voting import cast_vote
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.posts import PostWords
from deliberate.models import Choice, Post, Proposal, Vote
from deliberate.passwords import hashed
from tests.cast import Cast, Client
from tests.factories import PostFactory, ProposalFactory
from tests.reading import unwrapped

FETCH = {"X-Requested-With": "fetch"}
QUEUE = "/proposals/parks/vote"


@pytest.fixture
def proposal(session: Session) -> Proposal:
    found = ProposalFactory(slug="parks")
    session.commit()
    return found


@pytest.fixture
def post(session: Session, cast: Cast, proposal: Proposal) -> Post:
    found = PostFactory(proposal=proposal, author=cast.ada, anchor="first", body="No audit.")
    session.commit()
    return found


@pytest.fixture
def ben(cast: Cast) -> Client:
    return cast.browser(cast.ben)


def asked(page: str) -> int:
    """The post that the page asks about."""
    found = re.search(r'"queue-ballot" action="/posts/(\d+)/vote"', page)
    assert found
    return int(found[1])


def vote(browser: Client, post: Post, choice: str = "agree", **fields: str) -> str:
    """Votes as the page does, and follows to the page it leads to."""
    answer = browser.send(f"/posts/{post.id}/vote", {"choice": choice, "queue": "", "wording": "1", **fields})
    assert answer.status_code == 303
    assert answer.location.startswith(f"{QUEUE}?")
    return browser.get(answer.location.partition("#")[0]).text


def votes(session: Session) -> list[tuple[int, Choice]]:
    session.expire_all()
    return [(vote.post_id, vote.choice) for vote in session.scalars(select(Vote).order_by(Vote.post_id))]


def test_a_post_is_shown_with_its_passage_and_question_but_without_counts(
    session: Session, cast: Cast, ben: Client, post: Post
) -> None:
    cast_vote(session, cast.mo, post.id, Choice.DISAGREE)
    page = ben.get(QUEUE).text
    assert "An objection to this passage" in page
    assert "The first thing that would be done." in page
    assert "Is this a serious problem?" in page
    assert "1 of 1 posts wait for your vote" in page
    assert "Counts are shown after you have voted." in page
    assert not re.search(r"vote-count|[Ss]tanding|no 1|1 no|status-", page)


def test_a_vote_leads_to_the_next_post_and_says_what_was_voted(
    session: Session, ben: Client, proposal: Proposal, post: Post
) -> None:
    other = PostFactory(proposal=proposal)
    page = unwrapped(vote(ben, post, "disagree"))
    assert votes(session) == [(post.id, Choice.DISAGREE)]
    assert "Your vote: no –" in page
    assert "“No audit.”" in page
    assert "yes 0 · unsure 0 · no 1" in page
    assert "1 of 2 posts wait for your vote" in page
    assert asked(page) == other.id
    assert f'href="/posts/{post.id}" data-queue-last' in page


def test_scripts_get_the_next_post_alone(ben: Client, post: Post) -> None:
    answer = ben.get(QUEUE, headers=FETCH)
    assert answer.vary.as_set() >= {"x-requested-with"}
    assert "<html" not in answer.text
    assert asked(answer.text) == post.id


def test_the_same_post_comes_until_it_is_voted_on_or_skipped(ben: Client, proposal: Proposal) -> None:
    posts = [PostFactory(proposal=proposal) for _ in range(8)]
    first = asked(ben.get(QUEUE).text)
    assert asked(ben.get(QUEUE).text) == first
    seen = {first}
    address = QUEUE
    for _ in posts[1:]:
        skip = re.search(r'href="([^"]*)"\s+data-queue-skip', ben.get(address).text)
        assert skip
        address = skip[1].partition("#")[0]
        seen.add(asked(ben.get(address).text))
    assert seen == {post.id for post in posts}


def test_a_vote_keeps_the_skips(ben: Client, proposal: Proposal, post: Post) -> None:
    skipped, next_one = PostFactory(proposal=proposal), PostFactory(proposal=proposal)
    page = vote(ben, post, queue=f"{skipped.id}")
    assert asked(page) == next_one.id


@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example", "99999999999.1.x", "0" * 5000])
def test_a_vote_leads_to_the_queue_and_nowhere_else(ben: Client, post: Post, place: str) -> None:
    answer = ben.send(f"/posts/{post.id}/vote", {"choice": "agree", "queue": place, "next": place})
    assert answer.location.startswith(f"{QUEUE}?voted={post.id}")
    assert "elsewhere" not in answer.location
    assert ben.get(answer.location.partition("#")[0]).status_code == 200


def test_a_post_edited_meanwhile_gets_the_vote_on_the_words_that_were_shown(
    session: Session, cast: Cast, ben: Client, post: Post
) -> None:
    edit_post(session, cast.ada, post.id, 1, PostWords("No public audit."), None)
    page = vote(ben, post, wording="1")
    assert "It was edited while you were reading; your vote counts for the words you saw." in page
    assert f"/posts/{post.id}/wordings" in page


def test_who_voted_before_an_edit_is_asked_again_and_keeps_or_changes_their_vote(
    session: Session, cast: Cast, ben: Client, post: Post
) -> None:
    cast_vote(session, cast.ben, post.id, Choice.DISAGREE)
    assert "You have voted on everything here." in ben.get(QUEUE).text
    edit_post(session, cast.ada, post.id, 1, PostWords("No public audit."), None)
    assert "Your vote is needed (1)" in ben.get("/proposals/parks").text
    page = unwrapped(ben.get(QUEUE).text)
    assert asked(page) == post.id
    assert "1 of 1 posts wait for your vote" in page
    assert "Your vote: no" in page
    assert "You voted on earlier words." in page
    assert "Keep my vote" in page
    page = unwrapped(vote(ben, post, "keep", wording="2"))
    assert "Your vote: no –" in page
    assert "You have voted on everything here." in page
    assert votes(session) == [(post.id, Choice.DISAGREE)]
    assert "Your vote is needed" not in ben.get("/proposals/parks").text


def test_a_post_merged_meanwhile_passes_the_vote_on(
    session: Session, ben: Client, proposal: Proposal, post: Post
) -> None:
    twin = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=post.id)
    page = vote(ben, twin)
    assert votes(session) == [(post.id, Choice.AGREE)]
    assert "It was merged meanwhile into this post" in page
    assert f'href="/posts/{post.id}" data-queue-last' in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": State.HIDDEN}, "a moderator is looking at it, or has hidden it"),
        ({"label": Label.COMMENT}, "relabel"),
    ],
)
def test_a_post_nobody_may_vote_on_any_more_gives_way_to_the_next(
    session: Session, ben: Client, proposal: Proposal, post: Post, change: dict[str, object], words: str
) -> None:
    other = PostFactory(proposal=proposal)
    for name, value in change.items():
        setattr(post, name, value)
    page = vote(ben, post)
    assert words in page
    assert "Your vote on it was not counted." in page
    assert asked(page) == other.id
    assert votes(session) == []


def test_a_thread_locked_meanwhile_says_so(session: Session, ben: Client, proposal: Proposal, post: Post) -> None:
    proposal.locked = True
    page = vote(ben, post)
    assert "This thread is locked" in page
    assert "Your last vote was not counted." in page
    assert votes(session) == []
    assert "Your last vote" not in ben.get(QUEUE).text


def test_who_is_signed_out_meanwhile_signs_in_and_comes_back(cast: Cast, post: Post) -> None:
    cast.ben.password_hash = hashed("Nobody guesses this")
    address, vote = f"/posts/{post.id}/vote", {"choice": "agree", "queue": "7"}
    answer = cast.visitor.send(address, vote)
    assert answer.status_code == 401
    assert '<input type="hidden" name="queue" value="7">' in answer.text
    signed = cast.visitor.send(address, {**vote, "asked": "1", "name": "Ben", "password": "Nobody guesses this"})
    assert signed.location.startswith(f"{QUEUE}?voted={post.id}")


def test_a_vote_is_taken_back_in_place_and_its_post_asked_about_again(
    session: Session, ben: Client, proposal: Proposal, post: Post
) -> None:
    PostFactory.create_batch(5, proposal=proposal)
    page = vote(ben, post, "disagree")
    assert re.search(
        rf'action="/posts/{post.id}/vote" method="post">.*?value="withdraw" aria-keyshortcuts="z"', page, re.DOTALL
    )
    page = vote(ben, post, "withdraw")
    assert votes(session) == []
    assert asked(page) == post.id


def test_nonsense_is_refused(ben: Client, post: Post) -> None:
    assert ben.send(f"/posts/{post.id}/vote", {"choice": "maybe", "queue": ""}).status_code == 400
    assert ben.send("/posts/999/vote", {"choice": "agree", "queue": ""}).status_code == 404
    assert ben.post(f"/posts/{post.id}/vote", data={"choice": "agree", "queue": ""}).status_code == 400
    assert ben.get("/proposals/none/vote").status_code == 404
    assert ben.get(f"{QUEUE}?voted=x&missed=-1&skipped=a.b").status_code == 200


def test_only_a_vote_of_ones_own_is_told(session: Session, cast: Cast, ben: Client, post: Post) -> None:
    cast_vote(session, cast.mo, post.id, Choice.AGREE)
    page = ben.get(f"{QUEUE}?voted={post.id}").text
    assert "Your vote:" not in page
    assert "Votes so far" not in page


def test_a_visitor_is_told_what_this_is_and_signs_in_first(cast: Cast, post: Post) -> None:
    page = cast.visitor.get(QUEUE).text
    assert "1 post asks for votes." in page
    assert f"/account/sign-in?next={QUEUE}" in page
    assert "No audit." not in page


def test_when_nothing_is_left_one_thing_to_do_is_offered(ben: Client, proposal: Proposal, post: Post) -> None:
    page = vote(ben, post)
    assert "You have voted on everything here." in page
    assert 'href="/proposals/parks?order=unanswered#thread"' in page
    empty = ProposalFactory(slug="empty")
    assert "Nothing here waits for your vote yet." in ben.get(f"/proposals/{empty.slug}/vote").text


def test_the_proposal_leads_those_who_can_vote_to_the_queue(
    session: Session, cast: Cast, ben: Client, proposal: Proposal, post: Post
) -> None:
    link = f'href="{QUEUE}"'
    assert "Your vote is needed (1)" in ben.get("/proposals/parks").text
    for person in (None, cast.ada):
        assert link not in cast.browser(person).get("/proposals/parks").text
    proposal.locked = True
    session.commit()
    assert link not in ben.get("/proposals/parks").text
