"""The migrations make exactly the tables of the models, can be taken back, and bring a site of every version along."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select, text, update

from deliberate import migrating
from deliberate.domain.statuses import Status
from deliberate.extensions import db
from deliberate.jobs import run_due
from deliberate.models import Base, OpinionReport, Person, Placing, Post, Proposal, Vote, WorkKind, WorkRow
from deliberate.models.base import now
from deliberate.queries.rules import load_rules
from deliberate.tools.doctor import examine
from deliberate.tools.rules import adopt_rules
from tests import schemas
from tests.cast import Client
from tests.schemas import __main__ as keeping
from tests.schemas.comparing import contents, differences

# Oldest first.
REVISIONS = [script.revision for script in ScriptDirectory(str(migrating.FOLDER)).walk_revisions()][::-1]
FIRST, *_, HEAD = REVISIONS
# The site of `tests.schemas.playing`.
LAKES, MORE_LAKES, BUSES = 1, 2, 3
PLAN = "/proposals/a-plan-for-buses"


def lacking() -> Any:
    """What the tables would need to be those of the models."""

    def mine(name: str | None, kind: str, parents: object) -> bool:
        return not (kind == "table" and name is not None and name.startswith("search_"))

    with db.engine.connect() as connection:
        return compare_metadata(
            MigrationContext.configure(connection, opts={"include_name": mine, "compare_type": True}), Base.metadata
        )


def wrong() -> list[str]:
    """What the doctor finds."""
    return [one.check for one in examine(db.session(), fix=False) if not one.ok]


def catch_up() -> None:
    """As a site does that is started anew: it adopts the rules of now, and the worker does what that asks for."""
    adopt_rules(db.session(), load_rules(db.session()))
    run_due(db.session())


def test_the_models_have_no_table_or_column_that_the_migrations_lack(app: Flask) -> None:
    assert lacking() == []


def test_every_migration_can_be_taken_back(empty_app: Flask) -> None:
    upgrade()
    assert {"posts", "search_entries"} < set(inspect(db.engine).get_table_names())
    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    upgrade()
    assert "posts" in inspect(db.engine).get_table_names()


def test_a_site_of_every_version_is_kept() -> None:
    missing = [revision for revision in REVISIONS if revision not in schemas.kept()]
    assert not missing, f"no site is kept to test what comes after {', '.join(missing)}: run `make schema`"
    assert sorted(REVISIONS) == schemas.kept()


def test_what_is_kept_stands_in_the_tables_that_the_migrations_make(empty_sqlite_app: Flask) -> None:
    for revision in REVISIONS:
        upgrade(revision=revision)
        with closing(db.engine.raw_connection()) as connection:
            driver: Any = connection.driver_connection
            made, kept = (_statements(tables) for tables in (keeping.schema(driver), schemas.read(revision)[0]))
        other = f"{revision} makes other tables than when its site was kept: if it is the newest, run `make schema`"
        assert made == kept, other


def _statements(tables: str) -> list[list[str]]:
    """Lines in any order: rebuilt tables have their constraints in another one each time."""
    return [sorted(line.strip(" \t,") for line in one.splitlines()) for one in tables.strip().split(";\n")]


def test_the_newest_site_that_is_kept_has_rows_in_every_table(empty_app: Flask) -> None:
    schemas.load(db.engine, HEAD)
    with db.engine.connect() as connection:
        empty = [name for name in Base.metadata.tables if not connection.scalar(text(f"SELECT count(*) FROM {name}"))]
    assert empty == [], "let somebody in tests/schemas/playing.py fill it, then run `make schema`"


@pytest.mark.server
def test_the_newest_site_can_be_made_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "tests.schemas", tmp_path], check=True, timeout=120)
    (made, new), (kept, old) = schemas.read(HEAD, tmp_path), schemas.read(HEAD)
    assert _statements(made) == _statements(kept)
    assert re.findall('^INSERT INTO "(.+?)"', new, re.M) == re.findall('^INSERT INTO "(.+?)"', old, re.M)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_site_of_every_version_comes_through_every_migration_after_it(empty_app: Flask, revision: str) -> None:
    schemas.load(db.engine, revision)
    before = contents(db.engine)
    migrating.bring_up_to_date(empty_app)
    assert migrating.current() == HEAD
    # So that the worker takes them for outdated.
    assert differences(before, contents(db.engine), changed={"opinion_reports": {"version"}}) == []
    assert lacking() == []
    catch_up()
    assert wrong() == []
    ben = empty_app.test_client(user=db.session.scalars(select(Person).where(Person.name == "Ben")).one())
    assert isinstance(ben, Client)
    proposals = [f"/proposals/{slug}" for slug in db.session.scalars(select(Proposal.slug))]
    of_one = [f"{PLAN}/{page}" for page in ("map", "opinions", "history", "log", "export.json")]
    for page in ("/", *proposals, *of_one):
        assert ben.get(page).status_code == 200, page
    assert "Nurses do, and" in ben.get("/search?q=bakers").text
    trams = {"do": "post", "confirmed": "1", "parts-0-label": "comment", "parts-0-body": "Trams are slower."}
    assert ben.send(f"{PLAN}/post", trams).status_code == 303
    assert "are slower." in ben.get("/search?q=trams").text


def test_a_site_comes_through_every_migration_that_is_taken_back(empty_app: Flask) -> None:
    schemas.load(db.engine, HEAD)
    before = contents(db.engine)
    downgrade(revision=FIRST)
    between = contents(db.engine)
    assert "extent" not in between["posts"][0]
    # The code of then knows no posts that are withdrawn, and has no place for a log of what is about a person, nor for
    # appeals, nor for where a post belongs.
    before["moderation_log"] = [
        row
        for row in before["moderation_log"]
        if row["person_id"] is None and row["act"] not in ("appeal", "uphold", "decide-where")
    ]
    assert differences(between, before, changed={"posts": {"state"}}) == []
    upgrade()
    assert differences(between, contents(db.engine)) == []
    assert empty_app.test_client().get(PLAN).status_code == 200


def failed(work: WorkKind, *proposals: int) -> None:
    """It was done in vain, and waits to be tried again, for long."""
    statement = text(
        "INSERT INTO outbox (work, proposal_id, created, due, attempts, error) "
        "VALUES (:work, :proposal, CURRENT_TIMESTAMP, '2999-01-01 00:00:00', 9, 'Too old.')"
    )
    with db.engine.begin() as connection:
        connection.execute(statement, [{"work": work.value, "proposal": proposal} for proposal in proposals])


def test_opinion_groups_that_were_stored_keep_their_numbers_and_are_looked_for_again(empty_app: Flask) -> None:
    schemas.load(db.engine, "20261124_addressing_claims")
    with db.engine.connect() as connection:
        stored = set(connection.execute(text('SELECT person_id, x, y, "group" FROM placings WHERE "group" >= 0')))
    assert {group for *_, group in stored} == {0, 1}
    upgrade()
    placings = db.session.scalars(select(Placing).where(Placing.last_group.is_not(None)))
    assert {(one.person_id, one.x, one.y, one.last_group) for one in placings} == stored
    assert db.session.get_one(OpinionReport, BUSES).version < db.session.get_one(Proposal, BUSES).votes_version
    asked = [(WorkKind.EVALUATION, LAKES), (WorkKind.EVALUATION, MORE_LAKES), (WorkKind.EVALUATION, BUSES)]
    asked += [(WorkKind.INDEX, LAKES), (WorkKind.INDEX, MORE_LAKES), (WorkKind.INDEX, BUSES)]
    asked += [(WorkKind.OPINIONS, LAKES), (WorkKind.OPINIONS, BUSES)]
    waiting = db.session.scalars(select(WorkRow).order_by(WorkRow.kind, WorkRow.subject)).all()
    assert [(row.kind, row.subject) for row in waiting] == asked
    assert all((row.attempts, row.claimed, row.due <= now()) == (0, None, True) for row in waiting)


def test_opinions_stored_without_totals_are_told_again_once_the_worker_has_computed_them_anew(empty_app: Flask) -> None:
    schemas.load(db.engine, "20261124_groups_anew")
    # Of the second, nobody has looked for opinions yet.
    failed(WorkKind.OPINIONS, LAKES, MORE_LAKES)
    upgrade()
    rows = db.session.scalars(select(WorkRow).where(WorkRow.kind == WorkKind.OPINIONS).order_by(WorkRow.subject))
    assert [(row.subject, row.due <= now(), row.attempts) for row in rows] == [
        (LAKES, True, 0), (MORE_LAKES, False, 9), (BUSES, True, 0),
    ]  # fmt: skip
    assert "have not been compared yet" in empty_app.test_client().get(f"{PLAN}/opinions").text
    run_due(db.session())
    found, proposal = db.session.get_one(OpinionReport, BUSES), db.session.get_one(Proposal, BUSES)
    assert found.version == proposal.votes_version
    assert found.report["totals"]
    assert "have not been compared yet" not in empty_app.test_client().get(f"{PLAN}/opinions").text
    downgrade(revision="20261125_unplaced")
    assert db.session.get_one(OpinionReport, BUSES).version == found.version


def test_what_was_judged_wrongly_is_judged_anew_by_the_worker(empty_app: Flask) -> None:
    schemas.load(db.engine, "20261126_with_totals")
    statuses = select(Post.id, Post.status).order_by(Post.id)
    was_open = {id for id, status in db.session.execute(statuses) if status is Status.OPEN}
    db.session.remove()
    with db.engine.begin() as connection:
        wrongly = "UPDATE posts SET status = 'conceded' WHERE status = 'open' AND state = 'visible'"
        assert connection.execute(text(wrongly)).rowcount
    failed(WorkKind.EVALUATION, MORE_LAKES)
    upgrade()
    asked = select(WorkRow.subject).where(WorkRow.kind == WorkKind.EVALUATION)
    assert sorted(db.session.scalars(asked)) == [LAKES, MORE_LAKES, BUSES]
    catch_up()
    assert was_open == {id for id, status in db.session.execute(statuses) if status is Status.OPEN}


def test_people_whose_names_look_alike_keep_them_and_may_share_an_address(empty_app: Flask) -> None:
    schemas.load(db.engine, "20261126_work")
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE people SET name = 'Вen', name_key = 'вen' WHERE name = 'Cleo'"))
    migrating.bring_up_to_date(empty_app)
    ben, twin = (db.session.scalars(select(Person).where(Person.name == name)).one() for name in ("Ben", "Вen"))
    assert (ben.look, ben.look_small, ben.look_capital) == ("Ben", "ben", "BEN")
    assert (twin.look, twin.look_capital) == ("Ben", "BEN")
    twin.email = ben.email
    db.session.commit()
    ids, address = (ben.id, twin.id), ben.email
    db.session.remove()
    downgrade(revision="20261126_work")
    with db.engine.connect() as connection:
        kept = connection.execute(
            text("SELECT id, email FROM people WHERE id IN (:a, :b) ORDER BY id"), {"a": ids[0], "b": ids[1]}
        )
        assert kept.all() == [(ids[0], address), (ids[1], None)]


def test_a_site_is_found_by_its_old_words_until_the_worker_has_indexed_it_anew(empty_app: Flask) -> None:
    schemas.load(db.engine, "20261126_work")
    upgrade()
    visitor = empty_app.test_client()
    assert "Nurses do, and" in visitor.get("/search?q=bakers").text
    assert "Nurses do, and" not in visitor.get("/search?q=nursing").text
    assert "search index" in wrong()
    catch_up()
    assert "do, and bakers" in visitor.get("/search?q=nursing").text
    assert wrong() == []


def test_votes_know_on_which_words_of_a_passage_they_were_cast(empty_app: Flask) -> None:
    """Eve's post on the roads: the plan was revised after all had voted but one."""
    schemas.load(db.engine, "20261207_whereabouts")
    roads = select(Post.id).where(Post.body == "Farmers need these roads.").scalar_subquery()
    with db.engine.begin() as connection:
        last = select(Vote.person_id).where(Vote.post_id == roads).order_by(Vote.person_id).limit(1)
        late = update(Vote).where(Vote.post_id == roads, Vote.person_id == connection.scalar(last))
        connection.execute(late.values(cast=now()))
    upgrade()
    of_post = select(Vote.place, func.count()).where(Vote.post_id == roads).group_by(Vote.place).order_by(func.count())
    (late_place, one), (early_place, many) = db.session.execute(of_post).all()
    assert (str(late_place), one) == (f"{early_place}@2", 1)
    post = db.session.scalars(select(Post).where(Post.id == roads)).one()
    assert (post.reworded_in, post.stale_votes) == (2, 0)
    catch_up()
    db.session.expire_all()
    assert post.stale_votes == many
    db.session.rollback()
    downgrade(revision="20261207_whereabouts")
    with db.engine.connect() as connection:
        places = connection.execute(select(Vote.place).where(Vote.post_id == roads).distinct()).scalars().all()
    assert places == [early_place]
