"""Votes as the platform Polis publishes them, in either of its two tables (CSV).

`participants-votes.csv` has a row for each person and a column for each comment:

    participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2,…

`votes.csv` has a row for each time somebody voted:

    timestamp,datetime,comment-id,voter-id,vote

In both, 1 is agree, 0 pass, -1 disagree, an empty cell or no row: not seen. (In Polis' database the sign is reversed.)
"""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.words import Say, say
from deliberate.formats.errors import FormatError
from deliberate.formats.json_reader import LARGEST_ID, shown

_VOTES = {"1": 1, "0": 0, "-1": -1}
# Columns of the wide table that are not comments; those of the long one that are needed.
_COUNTS = ("n-comments", "n-votes", "n-agree", "n-disagree")
_ABOUT_A_PERSON = {"participant", "xid", "group-id", *_COUNTS}
_ABOUT_A_VOTE = ("voter-id", "comment-id", "vote")

_Row = tuple[int, list[str]]


@dataclass(frozen=True)
class VoteFile:
    """`votes` has all people and comments that the file names, also those without a vote, in the order of their ids.

    `groups` is the opinion group that Polis published for a person, if the file says it and there is one.
    """

    votes: VoteTable
    groups: dict[int, int]


def read(text: str) -> VoteFile:
    """Either table, told apart by its first line. Raises FormatError with one line that says where and why."""
    rows = _rows(text)
    _, header = next(rows, (1, []))
    if not header:
        raise FormatError(say("the file is empty"), line=1)
    names = [name.strip() for name in header]
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice is not None:
        raise FormatError(_same_column(shown(twice)), line=1)
    if "participant" in names:
        return _wide(names, rows)
    if set(_ABOUT_A_VOTE) <= set(names):
        return _long(names, rows)
    needed = ", ".join(_ABOUT_A_VOTE)
    raise FormatError(say("neither “participant” nor all of %(names)s are among the columns", names=needed), line=1)


def _rows(text: str) -> Iterator[_Row]:
    """Each row that is not blank, with the line it begins on; all as long as the first."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line, width = 1, 0
    try:
        for row in reader:
            width = width or len(row)
            if row and len(row) != width:
                wrong = say("%(cells)d cells, where the first line has %(width)d", cells=len(row), width=width)
                raise FormatError(wrong, line=line)
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(say("not a table with commas (%(why)s)", why=str(error)), line=line) from error


def _wide(names: list[str], rows: Iterator[_Row]) -> VoteFile:
    at_person = names.index("participant")
    at_group = names.index("group-id") if "group-id" in names else None
    counts = [at for at, name in enumerate(names) if name in _COUNTS]
    comments = _comments(names)
    people: dict[int, int] = {}
    groups: dict[int, int] = {}
    votes = _Votes()
    for line, row in rows:
        person = _id(line, "participant", row[at_person])
        if person in people:
            twice = say("the participant %(id)d stands on line %(line)d too", id=person, line=people[person])
            raise FormatError(twice, line=line)
        people[person] = line
        if at_group is not None and row[at_group]:
            groups[person] = _id(line, "group-id", row[at_group])
        for at in counts:
            # Not needed, but what is no number there may have slipped from another column.
            if cell := row[at]:
                _whole(line, names[at], cell)
        for comment, at in comments.items():
            if cell := row[at]:
                votes.add(person, comment, _vote(line, names[at], cell))
    return VoteFile(votes.table(people, comments), groups)


def _comments(names: list[str]) -> dict[int, int]:
    """Where the column of each comment is."""
    comments: dict[int, int] = {}
    for at, name in enumerate(names):
        if name in _ABOUT_A_PERSON:
            continue
        if not _is_whole(name):
            raise FormatError(say("the column %(name)s is not the number of a comment", name=shown(name)), line=1)
        if comments.setdefault(_id(1, "columns", name), at) != at:
            raise FormatError(_same_column(str(int(name))), line=1)
    return comments


def _same_column(name: str) -> Say:
    return say("two columns are called %(name)s", name=name)


def _long(names: list[str], rows: Iterator[_Row]) -> VoteFile:
    """Of several votes of a person on a comment the one with the latest timestamp counts, of equal ones the last."""
    at_person, at_comment, at_vote = (names.index(name) for name in _ABOUT_A_VOTE)
    at_time = names.index("timestamp") if "timestamp" in names else None
    votes = _Votes()
    for line, row in rows:
        person, comment = _id(line, "voter-id", row[at_person]), _id(line, "comment-id", row[at_comment])
        time = _whole(line, "timestamp", row[at_time]) if at_time is not None else 0
        votes.add(person, comment, _vote(line, "vote", row[at_vote]), time)
    return VoteFile(votes.table(votes.people, votes.comments), {})


class _Votes:
    """The rows of a table to be, 25 bytes each."""

    def __init__(self) -> None:
        self.people, self.comments, self.values, self.times = array("q"), array("q"), array("b"), array("q")

    def add(self, person: int, comment: int, value: int, time: int = 0) -> None:
        self.people.append(person)
        self.comments.append(comment)
        self.values.append(value)
        self.times.append(time)

    def table(self, people: Iterable[int], comments: Iterable[int]) -> VoteTable:
        """With the last vote of each person on each comment."""
        all_people, all_comments = (np.unique(np.fromiter(ids, np.int64)) for ids in (people, comments))
        person, comment = _places(self.people, all_people), _places(self.comments, all_comments)
        order = np.lexsort((np.array(self.times, np.int64), comment, person))
        person, comment, value = person[order], comment[order], np.array(self.values, np.int8)[order]
        is_last = np.ones(len(order), dtype=bool)
        is_last[:-1] = (person[1:] != person[:-1]) | (comment[1:] != comment[:-1])
        return VoteTable(all_people.tolist(), all_comments.tolist(), person[is_last], comment[is_last], value[is_last])


def _places(ids: array[int], among: NDArray[np.int64]) -> NDArray[np.int32]:
    return np.searchsorted(among, np.array(ids, dtype=np.int64)).astype(np.int32)


def _id(line: int, column: str, cell: str) -> int:
    number = _whole(line, column, cell)
    if number > LARGEST_ID:
        raise _wrong_cell(line, column, say("%(number)d is too large a number", number=number))
    return number


def _whole(line: int, column: str, cell: str) -> int:
    if not _is_whole(cell):
        raise _wrong_cell(line, column, say("%(cell)s is not a whole number", cell=shown(cell)))
    return int(cell)


def _is_whole(cell: str) -> bool:
    """From 0 on, of so few digits that it fits in 64 bits."""
    return cell.isascii() and cell.isdecimal() and len(cell) <= 18


def _vote(line: int, column: str, cell: str) -> int:
    vote = _VOTES.get(cell)
    if vote is None:
        raise _wrong_cell(line, column, say("%(cell)s is not a vote: 1, 0 or -1", cell=shown(cell)))
    return vote


def _wrong_cell(line: int, column: str, why: Say) -> FormatError:
    return FormatError(say("line %(line)d, %(column)s: %(why)s", line=line, column=column, why=why))
