"""Whatever anybody does, the next request shows it: to visitors, whose pages are kept, and to those who are signed in,
whose browsers ask whether they still are what they were."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests import conftest
from tests.actions.acting import ACTS, Step, Thread
from tests.cast import Cast
from tests.web.keeping import addresses, cast_of, keeping


def look_after_each(app: Flask, session: Session, steps: list[Step]) -> dict[str, int]:
    """How many pages each was spared."""
    session.rollback()
    session.expunge_all()
    conftest._empty()
    cast = Cast(app, session)
    thread = Thread(session, cast)
    with keeping(app) as kept:
        readers = cast_of(kept, app, cast)
        for at, step in enumerate((("look", 0, 0), *steps)):
            thread.do(*step)
            session.rollback()
            # In turn: each page is looked at after some acts, and must show them all.
            for address in addresses(session)[at % 4 :: 4]:
                for reader in readers.values():
                    reader.sees_what_is(address)
        return {who: reader.spared for who, reader in readers.items()}


@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 7)), min_size=3, max_size=4))
def test_whatever_is_done_the_next_request_shows_it(
    app: Flask, session: Session, cast: Cast, steps: list[Step]
) -> None:
    look_after_each(app, session, steps)


@pytest.mark.parametrize("part", range(3))
def test_each_act_shows_in_the_next_request(app: Flask, session: Session, cast: Cast, part: int) -> None:
    acts = ACTS[part::3]
    spared = look_after_each(app, session, [(act, at, 3 * at + part) for at, act in enumerate(acts)])
    assert all(spared.values()), spared
