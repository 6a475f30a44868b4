"""The table of acts: whole, told apart, and its values out of the log again as they went in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.actions.curation import ACTIONS
from deliberate.domain.acts import ACTS, Act, Before, Needs, Thing, curation, curations
from deliberate.domain.details import Into, Numbered, Replaced
from deliberate.domain.facts import Phase
from deliberate.domain.inverses import Change, Inverse
from deliberate.domain.labels import Ground, Label
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Cause
from deliberate.domain.telling import OnAct, details
from deliberate.models import Post
from deliberate.settings import ROOT

CURATIONS = {act: row for thing in Thing for act, row in curations(thing).items()}


def test_every_act_has_one_row() -> None:
    assert list(ACTS) == list(Act)


@pytest.mark.parametrize("act", CURATIONS)
def test_what_moderators_do_has_an_action_and_a_partial_that_shows_it(act: Act) -> None:
    assert act in ACTIONS
    assert (ROOT / "templates" / "moderation" / f"_{act}.html").is_file()


def test_nothing_is_done_that_is_not_in_the_table() -> None:
    assert set(ACTIONS) == set(CURATIONS)


def test_keys_of_acts_on_a_post_differ_and_leave_those_of_the_queue() -> None:
    keys = [row.key for row in curations(Thing.POST).values()]
    assert len({*keys, "j", "k"}) == len(keys) + 2
    assert all(len(key) == 1 for key in keys)


def test_fields_that_can_be_put_back_are_fields_of_posts() -> None:
    fields = {name for row in curations(Thing.POST).values() for name in row.restores}
    assert all(hasattr(Post, name) for name in fields)
    changing = {act for act, row in curations(Thing.POST).items() if row.restores}
    assert changing == {*curations(Thing.POST)} - {Act.DISMISS}


def test_what_others_do_is_no_curation() -> None:
    with pytest.raises(LookupError):
        curation(Act.VOTE)


@pytest.mark.parametrize(
    ("act", "told", "kept"),
    [
        (Act.RELABEL, Replaced("objection", "question"), {"from": "objection", "to": "question"}),
        (Act.MOVE, Replaced("proposal", "post 12"), {"from": "proposal", "to": "post 12"}),
        (Act.MERGE, Into(7), {"into": 7}),
        (Act.HIDE, curation(Act.HIDE).details(), {}),
        (Act.HIDE_REVISION, Numbered(3), {"revision": 3}),
        (Act.UNDO, OnAct(Act.MERGE, Into(7)), {"into": 7, "act": "merge"}),
        (Act.UPHOLD, OnAct(Act.HIDE, curation(Act.HIDE).details(), sealed=True), {"act": "hide", "sealed": 1}),
    ],
)
def test_details_come_out_of_the_log_as_they_went_in(act: Act, told: object, kept: dict[str, object]) -> None:
    assert details(act, kept) == told
    assert details(act, kept).as_json() == kept


@pytest.mark.parametrize(
    ("act", "kept", "told"),
    [
        (Act.RELABEL, {}, Replaced()),
        (Act.MERGE, {"into": "the other"}, Into()),
        (Act.APPROVE_REVISION, {"revision": "the last"}, Numbered()),
        (Act.UNDO, {}, OnAct(Act.UNDO, curation(Act.HIDE).details())),
        (Act.UNDO, {"act": "sing"}, OnAct(Act.UNDO, curation(Act.HIDE).details())),
    ],
)
def test_a_log_that_tells_less_can_be_read(act: Act, kept: dict[str, object], told: object) -> None:
    assert details(act, kept) == told


CHANGES = st.builds(
    Change,
    post=st.integers(1, 99),
    before=st.fixed_dictionaries(
        {}, optional={"label": st.sampled_from(Label), "ground": st.sampled_from(Ground) | st.none()}
    ),
    after=st.fixed_dictionaries(
        {}, optional={"state": st.sampled_from(State), "parent_id": st.integers(1, 9) | st.none(), "anchor": st.text()}
    ),
)


@given(
    st.builds(
        Inverse,
        posts=st.lists(CHANGES, max_size=3).map(tuple),
        flags=st.lists(st.integers(1, 9), max_size=2).map(tuple),
        trusted=st.none() | st.integers(1, 9),
        status=st.none() | st.just(Replaced("open", "locked")),
        state=st.none() | st.just(Replaced("held", "visible")),
        decided=st.none() | st.integers(1, 9),
    )
)
def test_an_inverse_comes_out_of_the_log_as_it_went_in(inverse: Inverse) -> None:
    assert Inverse.read(json.loads(json.dumps(inverse.as_json()))) == inverse


def test_what_has_to_be_chosen_is_known_for_every_act() -> None:
    chosen = {act: row.needs for act, row in CURATIONS.items() if row.needs is not Needs.NOTHING}
    assert chosen == {Act.RELABEL: Needs.LABEL, Act.MOVE: Needs.PLACE, Act.MERGE: Needs.POST} | {
        Act.DECIDE_WHERE: Needs.PASSAGE
    }


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        (Before(State.VISIBLE, False), {Act.LOCK, Act.HIDE_PROPOSAL}),
        (Before(State.VISIBLE, True, locked=True), {Act.UNLOCK, Act.APPROVE_PROPOSAL, Act.HIDE_PROPOSAL}),
        (Before(State.VISIBLE, False, decided=True), {Act.HIDE_PROPOSAL}),
        (Before(State.HELD, True), {Act.LOCK, Act.APPROVE_PROPOSAL, Act.HIDE_PROPOSAL}),
        (Before(State.HIDDEN, False), {Act.LOCK, Act.RESTORE_PROPOSAL}),
    ],
)
def test_of_a_proposal_only_what_makes_sense_is_offered(before: Before, offered: set[Act]) -> None:
    rows = curations(Thing.PROPOSAL)
    assert {act for act, row in rows.items() if row.suits(before)} == offered
    assert {name for row in rows.values() for name in row.restores} == {"locked", "state"}


def test_the_log_tells_labels_places_and_statuses_in_words_and_the_rest_as_it_was_kept() -> None:
    kept = ("counter-evidence", "locked", "post 12", "passage the-road", "proposal", "over there")
    told = [str(dict(Replaced(one, one).told())["before"]) for one in kept]
    assert told == ["counter-evidence", "locked", "post 12", "passage the-road", "proposal", "over there"]
    assert str(dict(Replaced("", "passage roads@3").told())["after"]) == "passage roads as it stood in revision 3"


def test_phases_are_exported_by_names_that_never_change() -> None:
    assert [str(phase) for phase in Phase] == ["open", "decided"]


def test_names_of_acts_never_change_since_logs_and_exports_hold_them() -> None:
    assert " ".join(Act) == (
        "propose revise read-proposal read-post reply vote accept judge say-where answer-where edit withdraw put-back "
        "take-over flag see-own moderate approve dismiss relabel move decide-where merge hide restore lock unlock "
        "approve-proposal hide-proposal "
        "restore-proposal approve-revision hide-revision approve-profile hide-profile restore-profile undo "
        "appeal uphold"
    )
    assert " ".join(Cause) == "vote reply edit word claim revision act withdrawal groups rules together"


def test_what_was_done_is_told_in_words_that_follow_was() -> None:
    done = {str(row.curation.done) for row in ACTS.values() if row.curation}
    assert done == {
        *("approved", "left as it is", "relabelled", "moved", "placed", "merged", "hidden", "restored", "locked"),
        "unlocked",
    }
