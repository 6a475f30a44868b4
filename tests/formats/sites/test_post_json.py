"""What is exported of a post that an importer cannot know."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deliberate.domain.nodes import VOICE
from deliberate.formats.json_reader import parsed
from deliberate.formats.sites.post_json import post_json, read_post
from tests.formats.sites.test_site_json import EVIDENCE, OBJECTION


def read(value: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(post_json(read_post(parsed(json.dumps(value)), {"Ada", "Ben"}))))


@pytest.mark.parametrize("parts", [1, 2, 3, 7, 19, 20])
def test_a_voice_that_is_divided_is_the_same_after_any_number_of_exports(parts: int) -> None:
    voice = 5 * VOICE + VOICE // parts
    value = EVIDENCE | {"voice": voice / VOICE}
    post = read_post(parsed(json.dumps(value)), {"Ada", "Ben"})
    assert post.voice == voice
    assert read(read(value)) == read(value)


def test_whole_voices_are_whole_numbers() -> None:
    assert read(EVIDENCE | {"voice": 2.0})["voice"] == 2


def test_the_authors_own_vote_of_a_file_of_before_is_taken_from_those_who_agree() -> None:
    assert read(OBJECTION | {"voters": 2, "earlier_votes": 0})["votes"] == {"agree": 1, "pass": 1, "disagree": 0}
    assert read(OBJECTION)["votes"] == {"agree": 2, "pass": 1, "disagree": 0}
