"""Polis' two tables of votes: what they say, and where they are wrong."""

from __future__ import annotations

import pytest

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.formats.engine import vote_tables
from deliberate.formats.errors import FormatError

WIDE = """\
participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,2,1
5,1,0,2,1,1,1,-1,
3,,4,1,0,0,,0,
9,0,0,0,0,0,,,
"""
LONG = """\
timestamp,datetime,comment-id,voter-id,vote
1400000000300,Wed Jun 18 01:16:54 UTC 2014,2,5,-1
1400000000100,Wed Jun 18 01:16:54 UTC 2014,0,5,1
1400000000200,Wed Jun 18 01:16:54 UTC 2014,2,3,0
"""
VOTES = [(3, 2, 0), (5, 0, 1), (5, 2, -1)]


def triples(votes: VoteTable) -> list[tuple[int, int, int]]:
    """(person, post, vote) in the order of the table."""
    rows = zip(votes.person.tolist(), votes.post.tolist(), votes.value.tolist(), strict=True)
    return [(votes.people[person], votes.posts[post], value) for person, post, value in rows]


def read(text: str) -> list[tuple[int, int, int]]:
    return triples(vote_tables.read(text).votes)


def wrong(text: str) -> str:
    with pytest.raises(FormatError) as error:
        vote_tables.read(text)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_the_wide_table_has_a_row_for_each_person_and_a_column_for_each_comment() -> None:
    found = vote_tables.read(WIDE)
    assert triples(found.votes) == VOTES
    assert (found.votes.people, found.votes.posts) == ([3, 5, 9], [0, 1, 2])
    assert found.groups == {5: 1, 9: 0}
    assert [array.dtype.name for array in (found.votes.person, found.votes.post, found.votes.value)] == [
        "int32",
        "int32",
        "int8",
    ]


def test_the_long_table_has_a_row_for_each_vote() -> None:
    found = vote_tables.read(LONG)
    assert triples(found.votes) == VOTES
    assert (found.votes.people, found.votes.posts) == ([3, 5], [0, 2])
    assert found.groups == {}


def test_a_vote_that_was_changed_counts_as_it_was_last() -> None:
    again = LONG + "1400000000099,,0,5,-1\n1400000000400,,2,3,1\n1400000000300,,2,5,0\n"
    assert read(again) == [(3, 2, 1), (5, 0, 1), (5, 2, 0)]


def test_without_times_the_order_of_rows_says_what_was_last() -> None:
    assert read("vote,voter-id,comment-id\n1,5,0\n-1,5,0\n0,5,1\n") == [(5, 0, -1), (5, 1, 0)]


def test_columns_are_found_by_their_names_and_newer_exports_have_one_more() -> None:
    assert read("participant,xid,group-id,0\n4,somebody,,1\n") == [(4, 0, 1)]
    assert read("7,participant\n-1,4\n") == [(4, 7, -1)]
    assert read("vote,important,voter-id,comment-id\n1,yes,5,0\n") == [(5, 0, 1)]


def test_other_line_ends_quotes_and_blank_lines_change_nothing() -> None:
    for text in (WIDE, LONG):
        quoted = "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in text.splitlines())
        for same in (text.replace("\n", "\r\n"), text.replace("\n", "\n\n"), text.rstrip(), quoted):
            assert read(same) == VOTES


def test_a_table_of_nobody_is_a_table() -> None:
    found = vote_tables.read(WIDE.splitlines()[0])
    assert (found.votes.people, found.votes.posts, len(found.votes.value)) == ([], [0, 1, 2], 0)
    assert vote_tables.read(LONG.splitlines()[0]).votes.people == []


HEAD = "participant,group-id,0,1\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: the file is empty"),
        ("\n\n", "line 1: the file is empty"),
        ("a,b\n1,2\n", "line 1: neither “participant” nor all of voter-id, comment-id, vote are among the columns"),
        ("participant,0,0\n", 'line 1: two columns are called "0"'),
        ("participant,1,01\n", "line 1: two columns are called 1"),
        ("participant,country\n", 'line 1: the column "country" is not the number of a comment'),
        ("participant,-1\n", 'line 1: the column "-1" is not the number of a comment'),
        (f"participant,{'9' * 12}\n", "line 1, columns: 999999999999 is too large a number"),
        (HEAD + "1,,1,1\n2,,1\n", "line 3: 3 cells, where the first line has 4"),
        (HEAD + "1,,1,1,\n", "line 2: 5 cells, where the first line has 4"),
        (HEAD + "one,,1,1\n", 'line 2, participant: "one" is not a whole number'),
        (HEAD + ",,1,1\n", 'line 2, participant: "" is not a whole number'),
        (HEAD + "-3,,1,1\n", 'line 2, participant: "-3" is not a whole number'),
        (HEAD + f"{'9' * 5000},,1,1\n", "line 2, participant: "),
        (HEAD + "1,none,1,1\n", 'line 2, group-id: "none" is not a whole number'),
        *(
            (f"participant,{count},0\n1,,1\n2,abc,1\n", f'line 3, {count}: "abc" is not a whole number')
            for count in ("n-comments", "n-votes", "n-agree", "n-disagree")
        ),
        (HEAD + "1,,1,1\n\n2,,1,2\n", 'line 4, 1: "2" is not a vote: 1, 0 or -1'),
        (HEAD + "1,,agree,1\n", 'line 2, 0: "agree" is not a vote'),
        (HEAD + "1,,1,1\n2,,1,1\n1,,,\n", "line 4: the participant 1 stands on line 2 too"),
        (HEAD + '1,"a\nb",1,1\n2,x,1,1\n', 'line 2, group-id: "a\\nb" is not'),
        (HEAD + '1,,1,1\n2,,"1,1\n', "line 3: not a table with commas"),
        (HEAD + '1,,1,1\n2,,"1"1,1\n', "line 3: not a table with commas"),
        (HEAD + "1,,1,1\n2,\0,1,1\n", "line 3"),
        (LONG + "1400000000300,,0,5,2\n", 'line 5, vote: "2" is not a vote: 1, 0 or -1'),
        (LONG + "1400000000300,,0,5,\n", 'line 5, vote: "" is not a vote: 1, 0 or -1'),
        (LONG + "1400000000300,,x,5,1\n", 'line 5, comment-id: "x" is not a whole number'),
        (LONG + "1400000000300,,0,,1\n", 'line 5, voter-id: "" is not a whole number'),
        (LONG + "yesterday,,0,5,1\n", 'line 5, timestamp: "yesterday" is not a whole number'),
        (LONG + "0,5,1\n", "line 5: 3 cells, where the first line has 5"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_its_place(text: str, says: str) -> None:
    assert wrong(text).startswith(says)


def test_a_cell_of_unbelievable_length_is_refused_too() -> None:
    assert wrong(HEAD + "1," + "x" * 200_000 + ",1,1\n").startswith("line 2: not a table with commas")
