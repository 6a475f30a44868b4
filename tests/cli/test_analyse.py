"""`deliberate analyse`: the argument engine on files, against what its authors published or two programs agree on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deliberate.cli import main
from deliberate.cli.analyse import SEMANTICS
from deliberate.domain.engine import gradual

Analyse = Callable[..., tuple[int, str, str]]


@pytest.fixture
def analyse(capfd: pytest.CaptureFixture[str]) -> Analyse:
    """Exit code, standard output, standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["analyse", *map(str, arguments)])
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, out, err

    return run


def answer(said: tuple[int, str, str]) -> Any:
    code, out, err = said
    assert (code, err) == (0, "")
    return json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))


def graph(bases: dict[str, float], *edges: str) -> dict[str, Any]:
    """Edges are written 'b->a' for an attack, 'b=>a' for a support, 'b=>a .5' with a weight."""
    found = []
    for edge in edges:
        ends, _, weight = edge.partition(" ")
        source, target = ends.replace("=>", "->").split("->")
        polarity = "support" if "=>" in ends else "attack"
        found.append(
            {"from": source, "to": target, "polarity": polarity} | ({"weight": float(weight)} if weight else {})
        )
    return {"nodes": [{"id": name, "base": base} for name, base in bases.items()], "edges": found}


def bases(names: str, values: str) -> dict[str, float]:
    return dict(zip(names.split(), map(float, values.split()), strict=True))


QE, DF = "quadratic-energy", "df-quad"

EXAMPLE_OF_DF_QUAD = graph(
    bases("A1 A2 P1 P2 P3 C1 C2 C3 C4", ".5 .5 .7 .5 .9 .2 .2 .6 .5"),
    *("P1=>A1", "P2=>A1", "P3=>A2", "C1->A2", "C2->P2", "C3->P2", "C4->P2"),
)
BUY_OR_SELL = graph(
    bases("Buy Sell 1 2 3 4 5", ".5 .5 .8 .7 .3 .9 .9"),
    *("Buy->Sell", "Sell->Buy", "1=>Sell", "2=>Buy", "2->1", "3->2", "4->3", "4=>2", "5->1", "5=>Buy"),
)
CHAIN = graph(bases("a b c", ".5 .8 .6"), "c->b", "b->a")
SELF = graph({"a": 0.5}, "a->a")
CRIED_DOWN = graph(bases("a s1 s2 t", ".5 1 1 1"), "s1=>a", "s2=>a", "t->a")
# Base (agree + 1) / (agree + disagree + 2), weight n / (n + 3).
VOTED_ON = graph(
    {"proposal": 13 / 17, "objection": 10 / 13, "rebuttal": 7 / 9, "unvoted": 1 / 2, "support": 6 / 12},
    f"objection->proposal {11 / 14}",
    f"rebuttal->objection {7 / 10}",
    "unvoted->proposal 0.0",
    f"support=>proposal {10 / 13}",
)


@pytest.mark.parametrize(
    ("given", "semantics", "standing"),
    [
        (graph(bases("a b", ".5 .5"), "b->a"), QE, {"a": 0.4, "b": 0.5}),
        (graph(bases("a b", ".5 .5"), "b->a"), DF, {"a": 0.25, "b": 0.5}),
        (graph(bases("a b", ".5 .5"), "b=>a"), QE, {"a": 0.6}),
        (graph(bases("a b", ".5 .5"), "b=>a"), DF, {"a": 0.75}),
        (EXAMPLE_OF_DF_QUAD, DF, {"A1": 0.8620, "A2": 0.8500, "P2": 0.0800}),
        (EXAMPLE_OF_DF_QUAD, QE, {"A1": 0.7199, "A2": 0.6644, "P2": 0.1859}),
        (BUY_OR_SELL, QE, {"Buy": 0.8216, "Sell": 0.3622, "1": 0.2047, "2": 0.8051, "3": 0.1657}),
        (BUY_OR_SELL, DF, {"Buy": 0.9964, "Sell": 0.0034, "1": 0.0031, "2": 0.9610, "3": 0.0300}),
        (CHAIN, QE, {"a": 0.3715, "b": 0.5882}),
        (CHAIN, DF, {"a": 0.3400, "b": 0.3200}),
        (SELF, QE, {"a": 0.4239}),
        (SELF, DF, {"a": 0.3333}),
        (graph(bases("a b", "1 1"), "a->b", "b->a"), QE, {"a": 0.6823, "b": 0.6823}),
        (graph(bases("a b", "1 1"), "a->b", "b->a"), DF, {"a": 0.5, "b": 0.5}),
        (CRIED_DOWN, QE, {"a": 0.75}),
        (CRIED_DOWN, DF, {"a": 0.5}),
        (VOTED_ON, QE, {"proposal": 0.7596, "objection": 0.5934, "rebuttal": 0.7778}),
    ],
)
def test_standing_is_what_was_published(
    analyse: Analyse, tmp_path: Path, given: dict[str, Any], semantics: str, standing: dict[str, float]
) -> None:
    file = tmp_path / "graph.json"
    file.write_text(json.dumps(given))
    found = answer(analyse("standing", file, "--semantics", semantics))
    assert set(found) == {"standing", "iterations", "converged"}
    assert [*found["standing"]] == [node["id"] for node in given["nodes"]]
    assert {name: round(found["standing"][name], 4) for name in standing} == standing
    assert found["converged"] is True
    if semantics == QE:
        assert answer(analyse("standing", file)) == found


def test_the_names_of_semantics_are_those_of_the_engine() -> None:
    from deliberate.domain.engine.semantics import Semantics

    assert set(SEMANTICS) == set(Semantics)
    assert SEMANTICS[0] == Semantics.QUADRATIC_ENERGY


def test_a_circle_that_finds_no_balance_is_said_not_to_converge(
    analyse: Analyse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gradual, "_MOST_STEPS", 1)
    file = tmp_path / "graph.json"
    file.write_text(json.dumps(graph(bases("a b", "1 1"), "a->b", "b->a")))
    found = answer(analyse("standing", file))
    assert [*found["standing"]] == ["a", "b"]
    assert (found["iterations"], found["converged"]) == (1, False)


def test_nothing_has_no_standing_and_is_settled(analyse: Analyse, tmp_path: Path) -> None:
    file = tmp_path / "graph.json"
    file.write_text(json.dumps(graph({})))
    assert answer(analyse("standing", file)) == {"standing": {}, "iterations": 0, "converged": True}


@pytest.mark.parametrize(
    ("count", "attacks", "inside", "outside"),
    [
        (3, "ba cb", "ac", "b"),
        (2, "ab ba", "", ""),
        (4, "ab ba ac bc cd", "", ""),
        (5, "ae ba bc ce da ed", "be", "acd"),
        (2, "", "ab", ""),
        (1, "aa", "", ""),
        (0, "", "", ""),
    ],
)
def test_what_is_grounded_is_what_two_programs_agree_on(
    analyse: Analyse, tmp_path: Path, count: int, attacks: str, inside: str, outside: str
) -> None:
    def numbers(names: str) -> list[int]:
        return ["abcde".index(name) + 1 for name in names]

    file = tmp_path / "framework.af"
    lines = (" ".join(map(str, numbers(attack))) for attack in attacks.split())
    file.write_text("\n".join([f"p af {count}", *lines]))
    undecided = sorted({*range(1, count + 1)} - {*numbers(inside), *numbers(outside)})
    found = answer(analyse("grounded", file))
    assert found == {"in": numbers(inside), "out": numbers(outside), "undecided": undecided}


def votes_of_two_camps() -> str:
    """People 0-19 like posts 0-3, people 20-39 posts 4-7; all like post 8, nobody post 9. Everybody passes once."""

    def row(person: int) -> str:
        likes = [person < 20] * 4 + [person >= 20] * 4 + [True, False]
        votes = ["1" if like else "-1" for like in likes]
        votes[person % 8] = "0"
        return ",".join([str(100 + person), "", "0", "10", "", "", *votes])

    head = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2,3,4,5,6,7,8,9"
    return "\n".join([head, *map(row, range(40))])


def test_bridging_puts_first_what_both_camps_like(analyse: Analyse, tmp_path: Path) -> None:
    file = tmp_path / "participants-votes.csv"
    file.write_text(votes_of_two_camps())
    found = answer(analyse("bridging", file))
    assert set(found) == {"posts"}
    assert {tuple(post) for post in found["posts"]} == {("post", "intercept", "factor")}
    posts = [post["post"] for post in found["posts"]]
    assert (posts[0], posts[-1], len(posts)) == (8, 9, 10)
    factors = {post["post"]: post["factor"] for post in found["posts"]}
    assert min(factors[post] for post in range(4)) > 0.3 > -0.3 > max(factors[post] for post in range(4, 8))


def test_opinions_find_the_camps_and_what_they_share(analyse: Analyse, tmp_path: Path) -> None:
    file = tmp_path / "participants-votes.csv"
    file.write_text(votes_of_two_camps())
    found = answer(analyse("opinions", file))
    assert set(found) == {"groups", "agreement", "common_ground", "people", "posts"}
    assert found["agreement"]["found"] > 0.5 > 0.1 > abs(found["agreement"]["by_chance"])
    assert (found["people"], found["posts"]) == (40, 10)
    camps = sorted(sorted(group["people"]) for group in found["groups"])
    assert camps == [[*range(100, 120)], [*range(120, 140)]]
    assert {tuple(sorted(group)) for group in found["groups"]} == {("id", "people", "typical")}
    typical = {tuple(sorted(post)) for group in found["groups"] for post in group["typical"]}
    assert typical == {("agrees", "post", "score")}
    assert {(post["post"], post["agrees"]) for post in found["common_ground"]} >= {(8, True)}


def test_where_there_are_no_groups_opinions_say_why(analyse: Analyse, tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    for content, people in (("timestamp,datetime,comment-id,voter-id,vote\n1,,0,5,1\n", 1), ("participant,1,2\n", 0)):
        file.write_text(content)
        found = answer(analyse("opinions", file))
        assert found["groups"] == []
        assert found["why"]
        assert found["people"] == people


def test_both_tables_of_the_same_votes_give_the_same(analyse: Analyse, tmp_path: Path) -> None:
    wide, long = tmp_path / "participants-votes.csv", tmp_path / "votes.csv"
    wide.write_text(votes_of_two_camps())
    rows = [line.split(",") for line in votes_of_two_camps().splitlines()[1:]]
    lines = [f"{at},,{post},{row[0]},{vote}" for at, row in enumerate(rows) for post, vote in enumerate(row[6:])]
    long.write_text("\n".join(["timestamp,datetime,comment-id,voter-id,vote", *reversed(lines)]))
    assert answer(analyse("bridging", wide)) == answer(analyse("bridging", long))


GRAPH = '{"nodes": [{"id": "a", "base": 0.5}], "edges": [%s]}'
HEAD = "participant,group-id,0,1\n"


@pytest.mark.parametrize(
    ("command", "content", "says"),
    [
        ("standing", b"", "line 1, column 1: not JSON"),
        ("standing", b"[]", "is not an object"),
        ("standing", b'{"nodes": [{"id": "a", "base": NaN}], "edges": []}', "nodes[0].base: is not a number"),
        ("standing", (GRAPH % '{"from": "a", "to": "b", "polarity": "attack"}').encode(), "edges[0].to: there is no"),
        ("standing", b'{"nodes": [{"id": "\xff"}]}', "line 1: not UTF-8 text (byte 19)"),
        ("grounded", b"", "line 1: the file is empty"),
        ("grounded", b"p af 2\n# \xe9\n1 2\n", "line 2: not UTF-8 text (byte 9)"),
        ("grounded", b"p af 2\n1 3\n", "line 2: there is no argument 3"),
        ("grounded", b"arg(a).\n", "line 1: "),
        ("opinions", b"", "line 1: the file is empty"),
        ("opinions", b"name,vote\nada,1\n", "line 1: neither "),
        ("opinions", (HEAD + "1,,1,1\n1,,1,1\n").encode(), "line 3: the participant 1 stands on line 2 too"),
        ("bridging", (HEAD + "1,,1,yes\n").encode(), 'line 2, 1: "yes" is not a vote'),
        ("bridging", (HEAD + "1,,1\n").encode(), "line 2: 3 cells"),
        ("bridging", HEAD.encode() + b"1,,1,1\n2,\xff,1,1\n", "line 3: not UTF-8 text"),
        ("bridging", b"\xef\xbb\xbf" + HEAD.encode() + b"\xff,,1,1\n", "line 2: not UTF-8 text (byte 28)"),
        ("bridging", "\ufeff".encode() + b"\r\n", "line 1: the file is empty"),
        ("bridging", HEAD.encode("utf-16"), "line 1: not UTF-8 text"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line_that_says_where(
    analyse: Analyse, tmp_path: Path, command: str, content: bytes, says: str
) -> None:
    file = tmp_path / "wrong"
    file.write_bytes(content)
    code, out, err = analyse(command, file)
    assert (code, out) == (1, "")
    [line] = err.splitlines()
    assert line.startswith(f"deliberate: {file}: ")
    assert says in line


@pytest.mark.parametrize("command", ["standing", "grounded", "opinions", "bridging"])
def test_the_end_of_a_line_in_a_name_is_written_out(analyse: Analyse, tmp_path: Path, command: str) -> None:
    file = tmp_path / "two\nlines"
    missing = analyse(command, file)
    file.touch()
    for code, out, err in (missing, analyse(command, file)):
        assert (code, out) == (1, "")
        assert err.startswith(f"deliberate: {tmp_path}/two\\nlines: ")
        assert len(err.splitlines()) == 1


@pytest.mark.parametrize("command", ["standing", "grounded", "opinions", "bridging"])
def test_a_file_that_is_not_there_or_a_folder_is_named(analyse: Analyse, tmp_path: Path, command: str) -> None:
    for file in (tmp_path / "nowhere", tmp_path):
        code, out, err = analyse(command, file)
        assert (code, out) == (1, "")
        assert err.startswith(f"deliberate: {file}: ")
        assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [["standing"], ["grounded", "a", "b"], ["standing", "a", "--semantics", "fair"], ["nonsense"]]
)
def test_using_it_wrongly_ends_with_two(analyse: Analyse, arguments: list[str]) -> None:
    code, out, err = analyse(*arguments)
    assert (code, out) == (2, "")
    assert "Usage: deliberate analyse" in err
