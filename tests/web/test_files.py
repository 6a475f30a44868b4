"""Files have the release in their address, so that they may be kept for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from shutil import copytree

import brotli
import pytest
from flask import Flask

from deliberate.web.release import of_files
from tests.cast import Cast
from tests.web.keeping import browser, keeping

FOLDER = Path(__file__).parents[2] / "deliberate" / "static"


@pytest.fixture
def kept(app: Flask) -> Iterator[Flask]:
    with keeping(app) as kept:
        yield kept


@pytest.mark.parametrize("file", ["css/base.css", "js/ballot.js", "icon.svg"])
def test_a_file_may_be_kept_for_ever_by_everybody(kept: Flask, cast: Cast, file: str) -> None:
    address = f"{kept.static_url_path}/{file}"
    for client in (browser(kept), browser(kept, cast.ben), browser(kept)):
        with client.get(address) as answer:
            assert answer.data == (FOLDER / file).read_bytes()
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "Set-Cookie" not in answer.headers
            assert "Cookie" not in answer.headers["Vary"]
        with client.get(address, headers={"If-None-Match": answer.headers["ETag"]}) as again:
            assert again.status_code == 304
        with client.get(address, headers={"Accept-Encoding": "br"}) as small:
            packed = small.headers.get("Content-Encoding") == "br"
            assert packed == (file != "icon.svg" or len(small.data) < len(answer.data))
            assert (brotli.decompress(small.data) if packed else small.data) == answer.data


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("css/base.css", "css/base.css"),
        ("0123456789ab/css/base.css", "css/base.css"),
        ("0123456789ab/css/none.css", None),
        ("css/none.css", None),
        ("0123456789ab/../../__init__.py", None),
        ("0123456789ab/css", None),
    ],
)
def test_an_address_of_another_release_leads_to_the_file_of_now(kept: Flask, asked: str, leads_to: str | None) -> None:
    answer = browser(kept).get(f"/static/{asked}")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.status_code == (302 if leads_to else 404)
    assert answer.headers.get("Location") == (leads_to and f"{kept.static_url_path}/{leads_to}")


def test_under_a_prefix_files_are_under_it_too(kept: Flask) -> None:
    page = browser(kept).get("/labels", environ_overrides={"SCRIPT_NAME": "/town"}).text
    assert f'href="/town{kept.static_url_path}/css/base.css"' in page
    moved = browser(kept).get("/static/css/base.css", environ_overrides={"SCRIPT_NAME": "/town"})
    assert moved.headers["Location"] == f"/town{kept.static_url_path}/css/base.css"


def test_modules_and_sheets_name_others_in_the_same_folder_only() -> None:
    """So what they lead to has the release in its address as well."""
    for file in (*FOLDER.rglob("*.js"), *FOLDER.rglob("*.css")):
        for named in re.findall(r"""(?:from|import|import\(|url\()\s*["']([^"']+)["']""", file.read_text()):
            assert named.startswith("."), (file, named)
            assert (FOLDER / normpath(join(file.parent.relative_to(FOLDER).as_posix(), named))).is_file(), (file, named)


def test_the_address_changes_with_each_file(tmp_path: Path) -> None:
    folder = copytree(FOLDER, tmp_path / "static")
    before = of_files(folder)
    assert before == of_files(FOLDER)
    (folder / "css" / "base.css").write_text("")
    changed = of_files(folder)
    (folder / "css" / "base.css").rename(folder / "css" / "other.css")
    assert len({before, changed, of_files(folder)}) == 3
