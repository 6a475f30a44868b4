"""Places and their text form, which is kept in the database and in files, so it never changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.places import DraftPlace, OnPassage, OnPost, OnProposal, Place, at, columns, parse, parse_draft

passages = st.builds(OnPassage, st.text(min_size=1, max_size=100))
whole = st.just(OnProposal())


def test_the_text_forms_are_those_that_databases_and_files_hold() -> None:
    places = [OnPost(12), OnPassage("some-anchor"), OnProposal()]
    assert [str(place) for place in places] == ["post 12", "passage some-anchor", "proposal"]


@given(st.builds(OnPost[int], st.integers(1, 10**18 - 1)) | passages | whole)
def test_every_place_is_read_back_from_its_text_form(place: Place) -> None:
    assert parse(str(place)) == place


@given(st.builds(OnPost[int], st.integers(1)) | passages | whole)
def test_every_place_is_read_back_from_its_columns(place: Place) -> None:
    assert at(*columns(place)) == place


@given(st.builds(OnPost[str], st.text(min_size=1)) | passages | whole)
def test_a_draft_s_place_is_read_back_from_its_text_form(place: DraftPlace) -> None:
    assert parse_draft(str(place)) == place


@given(st.text() | st.builds("{} {}".format, st.sampled_from(["post", "passage", "proposal"]), st.text()))
def test_what_is_no_text_form_is_no_place(text: str) -> None:
    assert parse(text) is None or str(parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "post",
        "post ",
        "post x",
        "post 012",
        "post -1",
        "post 1\n",
        "post ١",
        "post " + "9" * 5000,
        "passage",
        "Proposal",
    ],
)
def test_nearly_a_place_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("post", "anchor", "place"),
    [(3, None, OnPost(3)), (3, "first", OnPost(3)), (None, "first", OnPassage("first")), (None, None, OnProposal())],
)
def test_a_post_goes_before_a_passage_and_a_passage_before_the_proposal(
    post: int | None, anchor: str | None, place: Place
) -> None:
    assert at(post, anchor) == place
