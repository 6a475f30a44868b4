"""Which tests could notice a change."""

from __future__ import annotations

from tests.mutants.covering import Covering
from tests.mutants.mutations import mutants


def test_what_only_importing_runs_is_noticed_by_tests_that_import_it_and_what_nothing_runs_by_none() -> None:
    table = next(one for one in mutants(("domain",)) if one.where == "posts._line")
    file, line, test = str(table.file), str(table.lines.start), "tests/domain/test_posts.py::test_one"
    assert Covering({test: 0.1}, {file: {line: []}}).tests_of(table) == ([test], [])
    assert Covering({test: 0.1}, {file: {line: [test]}}).tests_of(table) == ([test], [])
    assert Covering({test: 0.1}, {file: {}}).tests_of(table) == ([], [])


def test_the_quickest_tests_are_run_within_the_time_that_is_given() -> None:
    table = next(one for one in mutants(("domain",)) if one.where == "posts._line")
    file, line = str(table.file), str(table.lines.start)
    near, quick, slow = "tests/domain/test_posts.py::test_one", "tests/test_a.py::test_a", "tests/test_b.py::test_b"
    covering = Covering({near: 3, slow: 5, quick: 1}, {file: {line: [slow, quick, near]}})
    within = {most: list(covering.within(table, most)) for most in (2, 3, 4, 9)}
    assert within == {2: [[], []], 3: [[near], []], 4: [[near], [quick]], 9: [[near], [quick, slow]]}
