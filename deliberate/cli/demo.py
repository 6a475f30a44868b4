"""`deliberate demo`."""

from __future__ import annotations

import click

from deliberate.cli.opening import failure, is_empty, open_site, print_json
from deliberate.cli.progress import progress
from deliberate.domain.words import say


@click.command()
@click.option("--seed-number", default=1, show_default=True, help="The same number gives the same demo.")
@click.option("--posts", type=click.IntRange(1, 10_000), default=240, show_default=True)
@click.option("--people", type=click.IntRange(10, 2_000), default=60, show_default=True)
def demo(seed_number: int, posts: int, people: int) -> None:
    """Fill an empty database with the seeds and simulated people, posts and votes; every page says that they are.

    A database that is simulated already is left as it is. Use a data folder of its own: DELIBERATE_DATA=./var/demo.
    """
    from sqlalchemy import select

    from deliberate.actions.opinions import compute_opinions
    from deliberate.models import Proposal, SiteFact
    from deliberate.settings import ROOT
    from deliberate.tools.demo import simulate
    from deliberate.tools.importing import seed_database

    with open_site() as session:
        if session.get(SiteFact, "simulated"):
            print_json({"simulated": True, "new": False})
            return
        if not is_empty(session):
            raise failure(say("this site is not empty: give the demo a DELIBERATE_DATA of its own"))
        proposals = seed_database(session, ROOT / "seeds")
        with progress(say("Simulating"), posts) as advance:
            votes = simulate(session, number=seed_number, posts=posts, people=people, advance=advance)
        # What the worker would: or else the numbers on the pages would change under the first who look.
        for proposal in session.scalars(select(Proposal.id)).all():
            compute_opinions(session, proposal)
        print_json({"simulated": True, "new": True, "proposals": len(proposals), "posts": posts, "votes": votes})
