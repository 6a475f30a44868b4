"""The migrations make exactly the tables of the models, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, inspect, make_url, select, text

from deliberate import create_app, migrating
from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status
from deliberate.extensions import db
from deliberate.jobs import run_due
from deliberate.models import Base, OpinionReport, OutboxRow, Placing, Post, Vote, Work
from deliberate.models.base import now
from deliberate.settings import Settings
from tests import factories
from tests.queries.test_opinions import report


@pytest.fixture
def empty_app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A new database without any table."""
    url = make_url(database_url)
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    postgres = server.dialect.name == "postgresql"
    if postgres:
        with server.connect() as connection:
            connection.execute(text("CREATE DATABASE migrated"))
    new = url.set(database="migrated" if postgres else str(tmp_path / "new.sqlite3"))
    address = new.render_as_string(hide_password=False)
    app = create_app(Settings(data=tmp_path, database_url=address, secret_key="x" * 32, testing=True))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    if postgres:
        with server.connect() as connection:
            connection.execute(text("DROP DATABASE migrated"))
    server.dispose()


def test_the_models_have_no_table_or_column_that_the_migrations_lack(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, parents: not (kind == "table" and name.startswith("search_"))},
        )
        assert compare_metadata(context, Base.metadata) == []


def test_every_migration_can_be_taken_back(empty_app: Flask) -> None:
    migrating.attach(empty_app)
    upgrade()
    assert {"posts", "search_entries"} < set(inspect(db.engine).get_table_names())
    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    upgrade()
    assert "posts" in inspect(db.engine).get_table_names()


def test_a_database_with_people_posts_and_votes_in_it_comes_through_every_migration(empty_app: Flask) -> None:
    migrating.attach(empty_app)
    upgrade()
    factories.bind(db.session)
    post = factories.PostFactory(body="Who checks where the funds go?", agree=3, voters=3)
    vote = factories.VoteFactory(post=post, person=post.author)
    slug, kept = post.proposal.slug, (post.id, vote.choice)
    db.session.commit()
    db.session.remove()
    downgrade(revision="20261123_first_tables")
    assert "extent" not in {column["name"] for column in inspect(db.engine).get_columns("posts")}
    upgrade()
    found = db.session.get_one(Post, kept[0])
    assert (found.body, found.agree, found.balanced) == ("Who checks where the funds go?", 3, True)
    assert [(one.post_id, one.choice) for one in db.session.scalars(select(Vote))] == [kept]
    assert empty_app.test_client().get(f"/proposals/{slug}").status_code == 200


def test_opinion_groups_that_were_stored_keep_their_numbers_and_are_looked_for_again(empty_app: Flask) -> None:
    migrating.attach(empty_app)
    upgrade(revision="20261124_addressing_claims")
    factories.bind(db.session)
    proposal = factories.ProposalFactory(votes_version=7)
    db.session.execute(
        text("INSERT INTO opinion_reports VALUES (:proposal, 7, CURRENT_TIMESTAMP, '{}')"), {"proposal": proposal.id}
    )
    db.session.execute(
        text('INSERT INTO placings (proposal_id, person_id, x, y, "group") VALUES (:proposal, :person, 1, 2, 3)'),
        {"proposal": proposal.id, "person": proposal.owner_id},
    )
    db.session.commit()
    id = proposal.id
    db.session.remove()
    upgrade()
    assert db.session.get_one(OpinionReport, id).version < 7
    assert db.session.scalars(select(Placing)).one().last_group == 3
    assert (db.session.scalars(select(Placing)).one().x, db.session.scalars(select(Placing)).one().y) == (1, 2)
    for work in Work:
        row = db.session.scalars(select(OutboxRow).where(OutboxRow.work == work)).one()
        assert (row.proposal_id, row.attempts, row.claimed) == (id, 0, None)
        assert row.due <= now()


def test_opinions_stored_without_totals_are_told_again_once_the_worker_has_computed_them_anew(empty_app: Flask) -> None:
    migrating.attach(empty_app)
    upgrade(revision="20261125_unplaced")
    factories.bind(db.session)
    posts = [factories.PostFactory(proposal=factories.ProposalFactory(votes_version=7)) for _ in range(3)]
    ids, slug = [post.proposal.id for post in posts], posts[0].proposal.slug
    counts = {str(posts[0].id): {"0": [30, 0, 0], "1": [8, 0, 2]}}
    without_totals = report([posts[0]] * 4, sizes=(30, 10), counts=counts)
    del without_totals["totals"]
    for id in ids[:2]:
        db.session.add(OpinionReport(proposal_id=id, version=7, report=without_totals))
    factories.VoteFactory(post=posts[0])
    # It failed, and waits to be tried again; of the third, nobody has looked for opinions yet.
    later = now() + timedelta(hours=1)
    for id in ids[1:]:
        db.session.add(OutboxRow(work=Work.OPINIONS, proposal_id=id, due=later, attempts=9, error="Too old."))
    db.session.commit()
    db.session.remove()
    upgrade()
    of_opinions = select(OutboxRow).where(OutboxRow.work == Work.OPINIONS)
    rows = {row.proposal_id: row for row in db.session.scalars(of_opinions)}
    assert [(rows[id].work, rows[id].due <= now(), rows[id].attempts) for id in ids] == [
        (Work.OPINIONS, True, 0), (Work.OPINIONS, True, 0), (Work.OPINIONS, False, 9),
    ]  # fmt: skip
    page = f"/proposals/{slug}/opinions"
    assert "have not been compared yet" in empty_app.test_client().get(page).text
    assert run_due(db.session()) == 5
    found = db.session.get_one(OpinionReport, ids[0])
    assert (found.version, found.report["votes"], found.report["totals"]) == (7, 1, {})
    assert "1 person cast 1 vote on 1 post" in " ".join(empty_app.test_client().get(page).text.split())
    downgrade(revision="20261125_unplaced")
    assert db.session.get_one(OpinionReport, ids[0]).version == 7


def test_what_a_merge_had_put_into_somebodys_mouth_is_judged_anew_by_the_worker(empty_app: Flask) -> None:
    migrating.attach(empty_app)
    upgrade(revision="20261126_with_totals")
    factories.bind(db.session)
    point = factories.PostFactory(status=Status.CONCEDED)
    other = factories.PostFactory(proposal=point.proposal)
    kept = factories.PostFactory(label=Label.CONCESSION, parent=point)
    owner = point.proposal.owner
    factories.PostFactory(
        label=Label.CONCESSION, parent=other, author=owner, state=State.MERGED, merged_into_id=kept.id
    )
    # It was asked for already, and waits.
    waiting = factories.ProposalFactory()
    db.session.add(OutboxRow(work=Work.EVALUATION, proposal_id=waiting.id, due=now() + timedelta(hours=1)))
    db.session.commit()
    id, asked = point.id, sorted((point.proposal_id, waiting.id))
    db.session.remove()
    upgrade()
    assert sorted(db.session.scalars(select(OutboxRow.proposal_id).where(OutboxRow.work == Work.EVALUATION))) == asked
    assert run_due(db.session()) == 1
    assert db.session.get_one(Post, id).status is Status.OPEN
