"""What a page shows is found by an index, and nothing reads or sorts a thread: whatever its length, with statistics of
the tables and without them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from deliberate.domain.engine.ranking import Order
from deliberate.domain.labels import Ground, Label
from deliberate.domain.maps import ROOT
from deliberate.domain.permissions import VISITOR, Actor, Role
from deliberate.domain.statuses import Outcome
from deliberate.extensions import db
from deliberate.models import Post, Proposal
from deliberate.queries import points
from deliberate.queries.ballot_queue import vote_queue, votes_needed
from deliberate.queries.counts import WHOLE, counts_by_passage
from deliberate.queries.graphs import load_around, load_reach
from deliberate.queries.maps import map_page
from deliberate.queries.moderation import likeliest_places, likeliest_twins, load_case
from deliberate.queries.points import Wanted, points_page, strongest_objections
from deliberate.queries.post_page import load_above
from deliberate.queries.proposals import Sort, home_page
from deliberate.queries.revisions import pressing_points
from deliberate.queries.rows import load_rows
from deliberate.queries.threads import find_replies, replies_to, thread
from deliberate.queries.twins import already_said, said_about
from deliberate.upkeep.indexing import index_thread
from tests.factories import MessageFactory, PersonFactory, PostFactory, ProposalFactory
from tests.growing import grow, vote

LONG, SHORT, THREADS = 20_000, 10, 200
# Below a tenth of the long thread, and of all short ones together; what is shown takes a few hundred rows, for each of
# which SQLite takes a hundred steps at the most.
ROWS = 3_000
STEPS = 60_000


@dataclass(frozen=True)
class Site:
    long: Proposal
    # Deep in the long thread.
    post: Post
    ben: Actor
    mo: Actor


def plant(session: Session) -> Site:
    """One long thread among many short ones; ben voted now and then all over."""
    vacuum(session)
    people = [PersonFactory() for _ in range(50)]
    proposals = [ProposalFactory(owner=people[0]) for _ in range(THREADS + 1)]
    for proposal in proposals:
        message = MessageFactory(proposal_id=proposal.id, author_id=people[0].id)
        PostFactory(proposal=proposal, message=message, author=people[0])
        PostFactory(proposal=proposal, message=message, author=people[0], anchor="rare", ground=Ground.COST)
    session.commit()
    for number, proposal in enumerate(proposals):
        grow(session, proposal, people, LONG if number == THREADS // 2 else SHORT)
    long = proposals[THREADS // 2]
    ids = session.scalars(select(Post.id).where(Post.proposal_id == long.id).order_by(Post.id)).all()
    index_thread(session, long)
    if session.get_bind().dialect.name == "postgresql":
        # It puts off to sort new entries into the index, which it does by itself within minutes.
        session.execute(text("SELECT gin_clean_pending_list('ix_search_entries_vector')"))
    session.add_all(vote(post, person.id) for person in people[3:40] for post in ids[person.id % 7 :: 100])
    session.commit()
    post = session.get_one(Post, ids[LONG // 4 + 1])
    return Site(long, post, Actor(people[3].id), Actor(people[4].id, Role.MODERATOR))


def pages(session: Session, site: Site) -> Iterator[tuple[str, Callable[[], object]]]:
    """What pages ask for, by name."""
    long, post = site.long, site.post
    counts = counts_by_passage(session, long)
    for name, viewer in (("visitor", VISITOR), ("member", site.ben), ("moderator", site.mo)):
        for order in Order:
            yield (
                f"thread, {order}, {name}",
                lambda order=order, viewer=viewer: thread(session, long, viewer, counts[WHOLE], order),
            )
            yield (
                f"passage, {order}, {name}",
                lambda order=order, viewer=viewer: thread(session, long, viewer, counts["first"], order, 1, "first"),
            )
            yield (
                f"replies, {order}, {name}",
                lambda order=order, viewer=viewer: replies_to(session, long, viewer, post, order),
            )
            yield (
                f"replies in groups, {order}, {name}",
                lambda order=order, viewer=viewer: find_replies(session, long, viewer, post, order, 1, grouped=True),
            )
        yield f"rows, {name}", lambda viewer=viewer: load_rows(session, long, viewer, range(post.id, post.id + 50))
        yield f"above, {name}", lambda viewer=viewer: load_above(session, long, viewer, post)
    yield "counts", lambda: counts_by_passage(session, long)
    yield "strongest objections", lambda: strongest_objections(session, long.id)
    lists = {
        "all": Wanted(),
        "few share": Wanted(outcomes=(Outcome.FEW_SHARE,)),
        "open": Wanted(outcomes=(Outcome.OPEN,)),
        "open objections": Wanted(outcomes=(Outcome.OPEN,), labels=(Label.OBJECTION,)),
        "none": Wanted(outcomes=(Outcome.RESOLVED,)),
        "evidence": Wanted(labels=(Label.EVIDENCE,)),
        "of a passage": Wanted(anchors=("first",)),
        "of a rare passage": Wanted(anchors=("rare",)),
        "rare label": Wanted(labels=(Label.SUPPORT,)),
        "open rare label": Wanted(labels=(Label.CONDITION,), outcomes=(Outcome.OPEN,)),
        "of a passage, open": Wanted(anchors=("first",), outcomes=(Outcome.OPEN,)),
        "ground": Wanted(grounds=(Ground.COST,)),
        "newest": Wanted(order=points.Order.NEWEST),
        "open, newest": Wanted(order=points.Order.NEWEST, outcomes=(Outcome.OPEN,)),
        "oldest": Wanted(order=points.Order.OLDEST),
    }
    for name, wanted in lists.items():
        yield f"points, {name}", lambda wanted=wanted: points_page(session, long, wanted, VISITOR)
    yield "queue", lambda: vote_queue(session, long, site.ben, Random(1).random)
    yield "pressing points", lambda: pressing_points(session, long, [post.id])
    for root in (ROOT, "s:first", str(post.id)):
        for comments in (False, True):
            yield (
                f"map, {root}, comments {comments}",
                lambda root=root, comments=comments: map_page(session, long, root, comments=comments),
            )
    yield "map, further on", lambda: map_page(session, long, "s:first", skip=40)
    yield "votes needed", lambda: votes_needed(session, long, site.ben)
    for sort in Sort:
        yield f"home, {sort}", lambda sort=sort: home_page(session, sort=sort)
    draft = "Point 77 about audits that nobody pays"
    for anchor in (None, "first"):
        said = partial(already_said, session, long, Label.OBJECTION, draft, anchor=anchor)
        yield f"already said, {anchor}", said
    yield "said about", lambda: said_about(session, long, "first")
    case = load_case(session, post, site.mo)
    yield "case", lambda: load_case(session, post, site.mo)
    for words in ("", "77", "nobody"):
        yield f"twins, {words}", lambda words=words: likeliest_twins(session, case, words)
        yield f"places, {words}", lambda words=words: likeliest_places(session, case, words)
    yield "around", lambda: load_around(session, long.id, [post.id])
    yield "reach", lambda: load_reach(session, long.id, [post.id])


@contextmanager
def statements_of(session: Session) -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, statement: str, parameters: Any, *rest: object) -> None:
        asked.append((statement, parameters))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def wrong(session: Session, statement: str, parameters: Any) -> str:
    """What is wrong with how the database goes about it; nothing if all is well."""
    if session.get_bind().dialect.name == "sqlite":
        return _wrong_on_sqlite(session, statement, parameters)
    return _wrong_on_postgres(session, statement, parameters)


def _wrong_on_sqlite(session: Session, statement: str, parameters: Any) -> str:
    connection = session.connection()
    plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    driver: Any = connection.connection.driver_connection
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 100
        return 0

    driver.set_progress_handler(count, 100)
    driver.execute(statement, parameters).fetchall()
    driver.set_progress_handler(None, 0)
    scans = [line for line in plan if line.split()[:2] in (["SCAN", "posts"], ["SCAN", "votes"])]
    return f"{steps} steps: {plan}" if scans or steps > STEPS else ""


def _wrong_on_postgres(session: Session, statement: str, parameters: Any) -> str:
    explained = session.connection().exec_driver_sql(
        f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", parameters
    )
    (found,) = explained.scalar_one()
    read, lines = 0, []
    for node in _nodes(found["Plan"]):
        rows = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
        if "Relation Name" in node or "Index Name" in node:
            read += int(rows * node["Actual Loops"])
        lines.append(f"{node['Node Type']} {node.get('Index Name', node.get('Relation Name', ''))} {rows}")
    scans = [line for line in lines if line.startswith(("Seq Scan posts", "Seq Scan votes"))]
    return f"{read} rows: {lines}" if scans or read > ROWS else ""


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


def test_no_page_reads_or_sorts_a_thread(session: Session) -> None:
    """PostgreSQL collects statistics by itself within minutes; until then it guesses."""
    site = plant(session)
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    found = {}
    for statistics in (False, True) if is_sqlite else (True,):
        with known(session, statistics=statistics):
            for name, page in pages(session, site):
                with statements_of(session) as asked:
                    page()
                assert asked or name == "points, none", name
                found |= {f"{name}: {sql}": why for sql, values in asked if (why := wrong(session, sql, values))}
    assert not found, "\n\n".join(f"{what}\n{why}" for what, why in found.items())


def vacuum(session: Session) -> None:
    """Nothing is left in the tables of PostgreSQL of what tests before wrote, which would be read, too, and it knows
    what there is."""
    if session.get_bind().dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


@contextmanager
def known(session: Session, *, statistics: bool) -> Iterator[None]:
    """What the database knows of its tables: all or nothing."""
    if session.get_bind().dialect.name == "postgresql":
        vacuum(session)
        yield
        return
    forget = ("DROP TABLE IF EXISTS sqlite_stat1", "ANALYZE sqlite_schema")
    for statement in ("ANALYZE",) if statistics else ("ANALYZE", *forget):
        session.execute(text(statement))
    session.commit()
    yield
    for statement in forget:
        session.execute(text(statement))
    session.commit()
    # Connections read anew which tables there are; one that had been open once missed one of them.
    session.close()
    db.engine.dispose()
