"""The JSON of an export: what is read is what is written, and what is wrong is named in one line with its place."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from deliberate.formats.errors import FormatError
from deliberate.formats.sites.site_json import dumps, loads

# In the order in which it is written; every key there is.
OBJECTION: dict[str, Any] = {
    "id": 3,
    "message": 1,
    "parent": None,
    "passage": "trees",
    "label": "objection",
    "ground": "cost",
    "author": "Ada",
    "body": "Zu teuer.",
    "settles": "A budget.",
    "created": "2026-01-01T00:00:00Z",
    "votes": {"agree": 2, "pass": 1, "disagree": 0},
    "earlier_votes": 1,
    "raisers": 1,
    "sides": {"accept": True},
    "standing": 0.25,
    "standing_range": {"low": 0.125, "high": 0.5},
    "status": "resolved",
    "few_share": True,
    "statuses": [
        {"at": "2026-01-02T00:00:00Z", "from": "open", "to": "contested", "why": "reply", "post": 4},
        {"at": "2026-01-03T00:00:00Z", "from": "contested", "to": "resolved", "why": "revision"},
    ],
    "state": "visible",
    "wording": 2,
    "worded": "2026-01-02T03:04:05.678900Z",
    "earlier": [{"number": 1, "worded": "2026-01-01T00:00:00Z", "body": "Too dear.", "settles": "Sums."}],
    "addressed": [{"revision": 2, "yes": 3, "no": 1, "raiser": True}],
}
EVIDENCE: dict[str, Any] = {
    "id": 4,
    "message": 2,
    "parent": 3,
    "passage": None,
    "label": "evidence",
    "author": "Ben",
    "body": "It cost more.",
    "source": "The bill",
    "source_url": "https://example.org/bill",
    "quote": "A lot.",
    "created": "2026-01-01T00:00:00Z",
    "votes": {"agree": 2, "pass": 0, "disagree": 0},
    "voice": 1.5,
    "sides": {"reject": True},
    "standing": 0.5,
    "standing_range": {"low": 0.1, "high": 0.9},
    "statuses": [],
    "state": "visible",
    "accepted_by": "Ada",
}
AMENDMENT: dict[str, Any] = {
    "id": 5,
    "message": 2,
    "parent": None,
    "passage": "trees",
    "label": "amendment",
    "author": "Ben",
    "body": "Fewer.",
    "replacement": "Ten trees.",
    "created": "2026-01-01T00:00:00Z",
    "votes": {"agree": 0, "pass": 0, "disagree": 0},
    "standing": 0.5,
    "standing_range": {"low": 0.1, "high": 0.9},
    "statuses": [],
    "state": "merged",
    "merged_into": 3,
}
MARK: list[str | int] = ["revisions", 1, "passages", 1, "marks", 1]
SITE: dict[str, Any] = {
    "format": "deliberate/1",
    "simulated": True,
    "people": [{"name": "Ada", "joined": "2025-12-31T00:00:00Z"}, {"name": "Ben", "joined": "2025-12-31T00:00:00Z"}],
    "proposals": [
        {
            "slug": "plan",
            "title": "A plan",
            "summary": "Plan the town.",
            "status": "locked",
            "phase": "open",
            "locked": True,
            "topics": ["parks", "town"],
            "authors": ["The Town", "Ada"],
            "source": "The archive",
            "language": "cy",
            "created": "2026-01-01T00:00:00Z",
            "owner": "Ada",
            "voters": 12,
            "revisions": [
                {
                    "number": number,
                    "created": "2026-01-01T00:00:00Z",
                    "author": "Ada",
                    "summary": "Trees.",
                    "passages": [
                        {"anchor": "plan", "kind": "heading", "level": 1, "text": "A plan", "number": "I."},
                        {
                            **{"anchor": "trees", "kind": "item", "level": 1, "text": "Trees: a hundred"},
                            "marks": [
                                {"start": 0, "end": 5, "kind": "strong"},
                                {"start": 7, "end": 16, "kind": "link", "to": "https://trees.example"},
                            ],
                        },
                    ],
                }
                for number in (1, 2)
            ],
            "posts": [OBJECTION, EVIDENCE, AMENDMENT],
            "links": [
                {"from": 3, "to": 4, "polarity": "neutral", "voice": 1, "sides": {"reject": True}},
                {"from": 4, "to": "other#first", "polarity": "attack"},
                {"from": 4, "to": "whole", "polarity": "support"},
            ],
            "log": [
                {
                    "at": "2026-01-03T00:00:00Z",
                    "who": "Ben",
                    "act": "merge",
                    "target": "post 5",
                    "reason": "The same.",
                    "details": {"into": 3},
                },
                {"at": "2026-01-04T00:00:00Z", "who": "Ben", "act": "lock", "target": "proposal", "reason": "Over."},
                {
                    "at": "2026-01-05T00:00:00Z",
                    "who": "Ben",
                    "act": "undo",
                    "target": "proposal",
                    "reason": "Not yet.",
                    "undoes": 1,
                    "answers": 0,
                },
            ],
        }
    ],
}
TEXT = json.dumps(SITE, ensure_ascii=False, indent=1) + "\n"


def changed(path: list[Any], value: object) -> str:
    site = deepcopy(SITE)
    place: Any = site
    for key in path[:-1]:
        place = place[key]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return json.dumps(site)


def test_what_was_read_is_written_byte_for_byte() -> None:
    assert dumps(loads(TEXT)) == TEXT


def test_the_order_in_which_things_were_read_is_no_matter() -> None:
    site = deepcopy(SITE)
    [plan] = site["proposals"]
    for several in (site["people"], *(plan[key] for key in ("topics", "revisions", "posts", "links"))):
        several.reverse()
    assert dumps(loads(json.dumps(site))) == TEXT


def test_times_are_written_in_utc() -> None:
    path = ["proposals", 0, "created"]
    assert json.loads(dumps(loads(changed(path, "2026-01-01T02:00:00+02:00")))) == SITE


def test_keys_that_are_not_known_are_passed_over() -> None:
    assert dumps(loads(changed(["proposals", 0, "posts", 0, "mood"], "cross"))) == TEXT


OPTIONAL = [
    *(["proposals", 0, "posts", 0, key] for key in ("ground", "settles", "earlier_votes", "raisers", "sides")),
    *(["proposals", 0, "posts", 0, key] for key in ("few_share", "status", "earlier", "addressed")),
    *(["proposals", 0, place, 0, key] for place in ("links",) for key in ("voice", "sides")),
    *(["proposals", 0, "posts", 1, key] for key in ("voice", "sides")),
    ["proposals", 0, "posts", 0, "statuses", 0, "post"],
    ["proposals", 0, "voters"],
    *(["proposals", 0, "posts", 1, key] for key in ("source", "source_url", "quote", "accepted_by")),
    ["proposals", 0, "posts", 0, "addressed", 0, "raiser"],
    ["proposals", 0, "posts", 0, "earlier", 0, "settles"],
    ["proposals", 0, "posts", 2, "replacement"],
    ["proposals", 0, "revisions", 0, "passages", 0, "number"],
    ["proposals", 0, "log", 0, "details"],
    *(["proposals", 0, "log", 2, key] for key in ("undoes", "answers")),
    ["simulated"],
]


@pytest.mark.parametrize("path", OPTIONAL, ids=lambda path: str(path[-1]))
def test_what_may_be_left_out_is_left_out_where_it_would_be_empty(path: list[Any]) -> None:
    text = changed(path, ...)
    assert json.loads(dumps(loads(text))) == json.loads(text)


PLAN = ["proposals", 0]
POST = ["posts", 0]


def wrong(text: str) -> str:
    with pytest.raises(FormatError) as refused:
        loads(text)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (["format"], "deliberate/2", 'this is not an exported site: "format" is not "deliberate/1"'),
        (["format"], ..., 'this is not an exported site: "format" is not "deliberate/1"'),
        (["people", 1, "name"], "ADA", 'people: the name "ada" occurs 2 times'),
        (["people", 1], [], "people[1]: is not an object"),
    ],
)
def test_what_is_no_site_is_refused(path: list[Any], value: object, says: str) -> None:
    assert wrong(changed(path, value)) == says


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (["slug"], "Plan", '.slug: "Plan" cannot be the address of a proposal'),
        (["slug"], "new", '.slug: "new" cannot be the address of a proposal'),
        (["title"], "x" * 201, ".title: has 201 characters; 1 to 200 are possible"),
        (["status"], "closed", '.status: "closed" is not one of open, locked, decided'),
        (["owner"], "Mo", '.owner: "Mo" is not among the people'),
        (["topics"], ["a", 1], ".topics[1]: is not a text"),
        (["revisions", 1, "passages", 1, "anchor"], "plan", '.revisions[1]: the anchor "plan" occurs'),
        (["revisions", 1, "passages", 1, "kind"], "poem", '.revisions[1].passages[1].kind: "poem" is'),
        ([*MARK, "end"], 17, ".revisions[1].passages[1].marks[1].end: is not a whole number from 7 to 16"),
        ([*MARK, "start"], -1, ".revisions[1].passages[1].marks[1].start: is not a whole number from 0 to 16"),
        ([*MARK, "kind"], "blink", '.revisions[1].passages[1].marks[1].kind: "blink" is'),
        ([*MARK, "to"], 7, ".revisions[1].passages[1].marks[1].to: is not"),
        ([*POST, "label"], "downvote", '.posts[0].label: "downvote" is not one of support, objection, '),
        ([*POST, "votes", "pass"], -1, ".posts[0].votes.pass: is not a whole number from 0 to 100000000"),
        ([*POST, "voters"], 4, ".posts[0].voters: is not a whole number from 0 to 3"),
        ([*POST, "earlier_votes"], 3, ".posts[0].earlier_votes: is not a whole number from 0 to 2"),
        ([*POST, "standing_range", "low"], 2, ".posts[0].standing_range.low: is not a number from 0 to 1"),
        ([*POST, "statuses", 0, "from"], "so", '.posts[0].statuses[0].from: "so" is not one of open, contested'),
        (["posts", 1, "voice"], -1, ".posts[1].voice: is not a number from 0 to 100000000"),
        (["links", 0, "sides", "reject"], "no", ".links[0].sides.reject: is neither true nor false"),
        ([*POST, "worded"], ..., ".posts[0].worded: is missing"),
        ([*POST, "earlier", 0, "number"], 2, ".posts[0].earlier[0].number: is not a whole number from 1 to 1"),
        ([*POST, "merged_into"], 5, ".posts[0].merged_into: is there exactly when the state is merged"),
        ([*POST, "addressed", 0, "yes"], 0, ".posts[0].addressed[0].raiser: is true or false, and counted"),
        ([*POST, "addressed"], SITE["proposals"][0]["posts"][0]["addressed"] * 2, ".posts[0]: the revision"),
        ([*POST, "parent"], 99, ".posts[0].parent: this proposal has no post 99"),
        (["links", 1, "to"], "x" * 182, ".links[1].to: has 182 characters; 0 to 181 are possible"),
        (["links", 1, "to"], None, ".links[1].to: is not a whole number from 1 to 1000000000"),
        (["log", 0, "target"], "post x", '.log[0].target: "post x" is neither “proposal” nor “post <id>”'),
        (["log", 2, "undoes"], 2, ".log[2].undoes: is not a whole number from 0 to 1"),
        (["log", 2, "answers"], 2, ".log[2].answers: is not a whole number from 0 to 1"),
        (["log", 0, "details", "into"], 10**12, ".log[0].details.into: is not a whole number"),
    ],
)
def test_what_is_wrong_in_a_proposal_is_said_with_its_place(path: list[Any], value: object, says: str) -> None:
    assert wrong(changed([*PLAN, *path], value)).startswith(f"proposals[0]{says}")


def test_a_key_that_stands_twice_is_refused_where_it_stands() -> None:
    twice = TEXT.replace('"standing": 0.25', '"standing": 0.25, "standing": 0.75')
    assert wrong(twice) == 'proposals[0].posts[0]: the key "standing" stands there twice'
