"""Tests that run on changed code."""

from __future__ import annotations

import subprocess
import sys

import pytest

from deliberate.domain import posts
from tests.mutants.mutations import ROOT, mutants
from tests.mutants.running import run_tests


def test_what_is_loaded_already_is_not_taken_for_changed_code() -> None:
    loaded = next(one for one in mutants(("domain",)) if one.module == posts.__name__)
    with pytest.raises(LookupError, match="loaded already"):
        run_tests(loaded, ["tests/domain/test_posts.py::test_one"])


def test_the_command_loads_nothing_of_ours_before_the_code_is_changed() -> None:
    ours = "[name for name in sys.modules if name.split('.')[0] == 'deliberate']"
    code = f"import sys; import tests.mutants.__main__; print({ours})"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
