"""`deliberate analyse`: the argument engine, and what became of passages, on files and without a site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from deliberate.cli.opening import naming, print_json
from deliberate.formats.registry import FRAMEWORK, GRAPH, PASSAGES, VOTES, Format, Kind, recognised

if TYPE_CHECKING:
    from deliberate.domain.opinions.descriptions import CommonGround, Typical
    from deliberate.domain.texts.anchors import Fate
    from deliberate.domain.texts.passages import Passage
    from deliberate.formats.documents import Document

T = TypeVar("T")

SEMANTICS = ("quadratic-energy", "df-quad")

_file = click.argument("file", type=click.Path(path_type=Path))


@click.group("analyse")
def analyse() -> None:
    """How arguments hold up, opinions lie and passages go on, computed from files."""


@analyse.command("standing")
@_file
@click.option("--semantics", type=click.Choice(SEMANTICS), default=SEMANTICS[0], show_default=True)
def standing(file: Path, semantics: str) -> None:
    """How well each node of a weighted graph of attacks and supports (JSON) holds up, from 0 to 1."""
    from deliberate.domain.engine.gradual import solve
    from deliberate.domain.engine.semantics import Semantics

    graph = _read(file, GRAPH)
    solution = solve(graph.base, graph.source, graph.target, graph.weight, Semantics(semantics))
    print_json(
        {
            "standing": dict(zip(graph.ids, solution.values.tolist(), strict=True)),
            "iterations": int(solution.iterations),
            "converged": bool(solution.balanced.all()),
        }
    )


@analyse.command("grounded")
@_file
def grounded(file: Path) -> None:
    """Which arguments of a framework (a “p af” file) are in, out or undecided."""
    from deliberate.domain.engine.grounded import Extent, labelling

    framework = _read(file, FRAMEWORK)
    extents = labelling(range(1, framework.count + 1), framework.attacks)
    print_json(
        {extent.value: [argument for argument, its in sorted(extents.items()) if its is extent] for extent in Extent}
    )


@analyse.command("opinions")
@_file
def opinions(file: Path) -> None:
    """Which groups of like-minded people votes show (a table of Polis), what is typical of each, and what is shared."""
    from deliberate.domain.opinions.groups import find_groups

    votes = _read(file, VOTES).votes
    result = find_groups(votes)
    agreement = result.agreement
    groups = [
        {"id": group.number, "people": list(group.people), "typical": [_statement(each) for each in group.typical]}
        for group in result.groups
    ]
    print_json(
        {
            "groups": groups,
            **({} if groups else {"why": str(result.why_none)}),
            **({"agreement": {"found": agreement.found, "by_chance": agreement.by_chance}} if agreement else {}),
            "common_ground": [_statement(each) for each in result.common_ground],
            "people": len(votes.people),
            "posts": len(votes.posts),
        }
    )


def _statement(statement: Typical | CommonGround) -> dict[str, Any]:
    return {"post": statement.post, "score": float(statement.score), "agrees": bool(statement.agrees)}


@analyse.command("bridging")
@_file
def bridging(file: Path) -> None:
    """Which posts convince people who usually disagree (a table of Polis): those come first."""
    from deliberate.domain.opinions.bridging import bridge

    scores = bridge(_read(file, VOTES).votes)
    best_first = sorted(scores.intercept, key=lambda post: (-scores.intercept[post], post))
    print_json(
        {
            "posts": [
                {"post": post, "intercept": scores.intercept[post], "factor": scores.factor[post]}
                for post in best_first
            ]
        }
    )


@analyse.command("anchors")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def anchors(old: Path, new: Path) -> None:
    """Where each passage of a document went in its next revision; each a document, or what a dry run printed of it."""
    from deliberate.domain.texts.anchors import fates

    before, after = _passages(old), _passages(new)
    print_json({"passages": [_fate(fate, after) for fate in fates(before, after)]})


def _fate(fate: Fate, after: Sequence[Passage]) -> dict[str, Any]:
    return {
        "old": fate.anchor,
        "new": [after[place].anchor for place in fate.places],
        "certain": fate.certain,
        "candidates": [after[place].anchor for place in fate.candidates],
    }


def _passages(file: Path) -> Sequence[Passage]:
    content = file.read_bytes()
    if PASSAGES.recognises and PASSAGES.recognises(content):
        return _parsed(file, content, PASSAGES)
    document: Document = _parsed(file, content, recognised(content, file.name, Kind.DOCUMENT, Kind.SITE))
    return document.passages


def _read(file: Path, format: Format[T, Any]) -> T:
    return _parsed(file, file.read_bytes(), format)


def _parsed(file: Path, content: bytes, format: Format[T, Any]) -> T:
    """What the file holds; what is wrong is said with the file's name."""
    with naming(file):
        return format.read(content)
