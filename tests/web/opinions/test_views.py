"""The page of opinion groups: honest on small data, nobody's votes, the same number of statements at any size."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import product

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from deliberate.actions import opinions as computing
from deliberate.domain.labels import Label, rule
from deliberate.domain.nodes import State
from deliberate.domain.opinions import bridging, chance, projection
from deliberate.domain.opinions import groups as opinions
from deliberate.domain.statuses import Status
from deliberate.jobs import run_due
from deliberate.models import OpinionReport, Placing, Post, Proposal, WorkRow, now
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, VoteFactory
from tests.queries.opinions.reports import report
from tests.reading import unwrapped
from tests.web.opinions.page import PAGE, store, text


def test_a_visitor_reads_common_ground_groups_division_and_the_plot_in_this_order(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report(posts))
    page = cast.visitor.get(PAGE).text
    headings = re.findall(r"<h2[^>]*>([^<]+)", page)
    assert headings == [
        "What all groups agree on",
        "3 opinion groups",
        "What divides them most",
        "Where people stand",
        "How this is computed",
    ]
    words = text(page)
    assert "All &lt;b&gt;agree&lt;/b&gt; on this." in page
    assert "Is this a serious problem? most in every group say yes" in words
    assert "Is this a serious problem? most in this group say no" in words
    assert "Group A yes 80 % · unsure 10 % · no 10 % Group B yes 20 % · unsure 10 % · no 70 %" in words
    assert "Group A: says yes to “Only A holds this”" in words
    assert "Group B: says no to “Only B rejects this”" in words
    assert all(f'href="/posts/{post.id}"' in page for post in posts)
    assert "Small, Bjorkegren" in words


def test_listed_posts_say_what_few_share_and_which_source_is_asked_about(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    posts[0].status, posts[0].few_share, posts[1].label = Status.OPEN, True, Label.EVIDENCE
    posts[1].source_title = "The audit"
    store(session, proposal, report(posts))
    words = text(cast.visitor.get(PAGE).text)
    assert "Objection open, few share it" in words
    assert re.search(r"Source: \W?The audit\W? Does this source bear it out\?", words)


@pytest.mark.parametrize(
    ("label", "first", "second"),
    [
        (Label.QUESTION, "A: wants an answer to “Who audits it?”", "B: needs no answer to “Who pays?”"),
        (Label.ALTERNATIVE, "A: is for “Who audits it?”", "B: is against “Who pays?”"),
        (Label.AMENDMENT, "A: is for “Who audits it?”", "B: is against “Who pays?”"),
    ],
)
def test_a_group_is_named_in_the_words_of_what_voters_were_asked(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post], label: Label, first: str, second: str
) -> None:
    posts[1].label = posts[2].label = label
    posts[1].body, posts[2].body = "Who audits it?", "Who pays?"
    store(session, proposal, report(posts))
    words = text(cast.visitor.get(PAGE).text)
    assert f"Group {first}" in words
    assert f"Group {second}" in words
    assert words.count(str(rule(label).asks)) == 2


def test_groups_differ_by_letter_shape_and_colour(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report([*posts, *posts], sizes=(9, 9, 9, 9, 9)))
    page = unwrapped(cast.visitor.get(PAGE).text)
    marks = re.findall(
        r'<h3[^>]*><svg class="shape (shape-\d)"[^>]*>\s*<path d="([^"]+)"/>\s*</svg> <span>(Group .)', page
    )
    assert [letter for _, _, letter in marks] == ["Group A", "Group B", "Group C", "Group D", "Group E"]
    assert len({colour for colour, _, _ in marks}) == 5
    assert len({shape for _, shape, _ in marks}) == 5


def test_the_page_has_no_inline_script_or_style_and_needs_no_script(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report(posts))
    page = cast.visitor.get(PAGE).text
    assert not re.search(r'<script(?! type="module" src=)|<style|\sstyle=|\son\w+=', page)
    assert "<script" not in page[page.index("<main") : page.index("</main>")]


def test_the_table_has_the_same_groups_and_sizes_as_the_plot(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report(posts))
    page = cast.visitor.get(PAGE).text
    table = text("<main" + page[page.index("<table") : page.index("</table>")] + "</main>")
    assert re.search(r"Group A: .* 20 at the top left Group B: .* 12 at the bottom right", table)
    assert "Group C fewer than 5 –" in table
    assert page.count('class="plot-letter"') == 2


def test_a_group_of_fewer_than_five_people_is_named_but_not_described(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report(posts))
    words = text(cast.visitor.get(PAGE).text)
    assert "Group C Fewer than 5 people. So small a group is not described" in words
    assert "3 people" not in words


def test_no_groups_yet_says_why_and_asks_for_votes(cast: Cast, session: Session, proposal: Proposal) -> None:
    why = "Only 4 people have voted on 7 posts or more."
    none = {"groups": [], "common_ground": [], "division": [], "counts": {}, "dots": [], "why_none": why}
    store(session, proposal, report([PostFactory(proposal=proposal)] * 4) | none)
    page = cast.visitor.get(PAGE).text
    assert "No groups can be told yet" in page
    assert why in page
    assert 'class="button" href="/proposals/plan/vote"' in page
    assert '<svg class="plot' not in page


def test_without_groups_it_still_says_what_most_people_agree_on(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    none = report(posts) | {"groups": [], "division": [], "counts": {}, "why_none": "Too few."}
    posts[0].agree, posts[0].passes, posts[0].disagree = 12, 3, 0
    store(session, proposal, none)
    page = cast.visitor.get(PAGE).text
    assert re.findall(r"<h2[^>]*>([^<]+)", page)[:2] == ["No groups can be told yet", "What most people agree on"]
    assert "Is this a serious problem? most say yes Everybody yes 12 · unsure 3 · no 0" in text(page)


def test_before_anybody_voted_it_says_so_in_one_sentence_with_one_act(
    cast: Cast, session: Session, proposal: Proposal
) -> None:
    proposal.votes_version = 0
    page = cast.visitor.get(PAGE).text
    assert "Nobody has voted on this proposal yet" in page
    assert page.count('class="button"') == 1
    assert 'class="button" href="/proposals/plan/vote"' in page


def test_before_the_first_computation_it_says_that_it_is_to_come(cast: Cast, proposal: Proposal) -> None:
    assert "have not been compared yet" in cast.visitor.get(PAGE).text


def test_a_locked_proposal_does_not_ask_for_votes(cast: Cast, session: Session, proposal: Proposal) -> None:
    proposal.locked = True
    page = cast.visitor.get(PAGE).text
    assert "/vote" not in page
    assert 'class="button" href="/proposals/plan"' in page


def test_it_says_how_old_it_is_when_votes_have_changed_since(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report(posts), version=38)
    assert "2 changes since then will be taken in within a minute." in text(cast.visitor.get(PAGE).text)
    store(session, proposal, report(posts), version=40)
    assert "since then" not in cast.visitor.get(PAGE).text


def test_ben_sees_where_he_is_and_ada_does_not_see_it(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=0.0, y=0.75, group=1))
    store(session, proposal, report(posts))
    page = text(cast.browser(cast.ben).get(PAGE).text)
    assert "By your votes you are in group B" in page
    assert "You are here" in page
    for browser in (cast.visitor, cast.browser(cast.ada), cast.browser(cast.mo)):
        page = browser.get(PAGE).text
        assert "ou are here" not in page
        assert "you are in this group" not in page
        assert "By your votes" not in page


def test_who_voted_on_few_posts_is_told_how_many_are_needed(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    VoteFactory(post=posts[0], person=cast.ben)
    store(session, proposal, report(posts))
    page = text(cast.browser(cast.ben).get(PAGE).text)
    assert "You have voted on 1 post here. From 4 on your votes are compared with the others’." in page


def test_no_name_of_a_voter_is_on_the_page(cast: Cast, session: Session, proposal: Proposal, posts: list[Post]) -> None:
    for post in posts:
        VoteFactory(post=post, person=cast.ben)
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=0.0, y=0.75, group=1))
    store(session, proposal, report(posts))
    assert "Ben" not in cast.visitor.get(PAGE).text


def test_hidden_and_held_words_are_nowhere(cast: Cast, session: Session, proposal: Proposal, posts: list[Post]) -> None:
    posts[1].state, posts[2].state = State.HIDDEN, State.HELD
    store(session, proposal, report(posts))
    for browser in (cast.visitor, cast.browser(cast.mo)):
        page = browser.get(PAGE).text
        assert "Only A holds this" not in page
        assert "Only B rejects this" not in page
        assert "The posts that were typical of it are not shown any more." in page


def test_a_proposal_links_to_its_opinions(cast: Cast, proposal: Proposal) -> None:
    assert cast.visitor.get("/proposals/plan").text.count(f'href="{PAGE}"') == 1


def test_there_are_no_opinions_without_a_proposal(cast: Cast) -> None:
    assert cast.visitor.get("/proposals/none/opinions").status_code == 404


def test_statements_are_the_same_however_many_posts_groups_and_people_there_are(
    cast: Cast,
    session: Session,
    proposal: Proposal,
    count_statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=0.0, y=0.75, group=1))
    counted: dict[str, set[int]] = {"visitor": set(), "ben": set()}
    ben = cast.browser(cast.ben)
    for number, sizes in ((6, (5, 5)), (200, (50, 40, 30, 20))):
        posts = [PostFactory(proposal=proposal, label=Label.SUPPORT) for _ in range(number)]
        PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=posts[0].id)
        everything = [{"post": post.id, "agrees": True, "score": 1.0} for post in posts]
        dots = [[n / number, n / number, n % 2, 1] for n in range(number)]
        store(session, proposal, report(posts, sizes, common_ground=everything, dots=dots))
        for name, browser in (("visitor", cast.visitor), ("ben", ben)):
            with count_statements() as statements:
                answer = browser.get(PAGE)
            assert answer.text.count('<li class="post') > number
            counted[name].add(len(statements))
    assert {name: len(counts) for name, counts in counted.items()} == {"visitor": 1, "ben": 1}
    assert max(counted["ben"]) <= 14


def test_a_group_that_nothing_sets_apart_is_told_from_one_whose_posts_are_gone(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    found = report(posts)
    found["groups"][0]["typical"] = []
    posts[2].state = State.HIDDEN
    store(session, proposal, found)
    words = text(cast.visitor.get(PAGE).text)
    assert "No single post sets it apart from the others beyond chance." in words
    assert "The posts that were typical of it are not shown any more." in words


def test_shares_that_are_not_shown_say_why(cast: Cast, session: Session, proposal: Proposal, posts: list[Post]) -> None:
    few, some = "not shown: too few of them voted", "not shown: it would tell how single people voted"
    counts = {str(post.id): {"0": [9, 1, 3], "1": [2, 2, 8]} for post in posts}
    store(session, proposal, report(posts, counts={post: {"0": [9, 1, 3]} for post in counts}))
    words = text(cast.visitor.get(PAGE).text)
    assert f"Group B {few}" in words
    assert some not in words
    store(session, proposal, report(posts, counts=counts, totals=dict.fromkeys(counts, [11, 3, 15])))
    words = text(cast.visitor.get(PAGE).text)
    assert f"Group B {some}" in words
    assert few not in words


def test_a_report_without_totals_is_as_good_as_none(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=0.0, y=0.75, group=1))
    found = report(posts)
    del found["totals"]
    store(session, proposal, found)
    for browser in (cast.visitor, cast.browser(cast.ben)):
        words = text(browser.get(PAGE).text)
        assert "have not been compared yet" in words
        assert "roup A" not in words
        assert "roup B" not in words


def fail(*arguments: object) -> None:
    raise AssertionError("compared in a request")


def test_votes_are_compared_by_the_worker_and_never_in_a_request(
    cast: Cast, session: Session, proposal: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = [PostFactory(proposal=proposal, anchor="first") for _ in range(8)]
    browsers = [cast.browser(PersonFactory()) for _ in range(6)]
    pages = ("/proposals/plan", "/proposals/plan/passages/first", "/proposals/plan/vote")
    with monkeypatch.context() as broken:
        for module in (computing, opinions, bridging, projection, chance):
            for name in {"find_groups", "bridge", "project"} & vars(module).keys():
                broken.setattr(module, name, fail)
        for browser, post in product(browsers, posts):
            assert browser.send(f"/posts/{post.id}/vote", {"choice": "agree"}).status_code == 303
        for browser in (cast.visitor, browsers[0]):
            for page in (PAGE, *pages, f"/posts/{posts[0].id}"):
                assert browser.get(page).status_code == 200
        assert session.get(OpinionReport, proposal.id) is None
        assert "have not been compared yet" in cast.visitor.get(PAGE).text
    session.execute(update(WorkRow).values(due=now()))
    session.commit()
    run_due(session)
    assert session.get_one(OpinionReport, proposal.id).report["votes"] == 48
    assert "What most people agree on" in cast.visitor.get(PAGE).text
