"""A Word file that somebody drops on the form, corrects row by row, and puts up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visitor
from tests.formats.documents.office.making import cell, docx, in_list, levels, numbering, p, row, run, table

pytestmark = pytest.mark.browser
Open = Callable[..., Visitor]

CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'
TITLE = "Shade for the station square"


def plan(title: str) -> bytes:
    """Of a few rows, one of which only its author was to see, and words that are hidden."""
    body = (
        p(title, "berschrift1")
        + p("Why", "berschrift2")
        + p(run("The square is the hottest place of the town; ") + run("nobody", "<w:b/>") + run(" sits there.") + CALL)
        + p("Draft, not to be passed on.")
        + p("What we propose", "berschrift2")
        + p("Plant twelve trees along the tracks", properties=in_list(1))
        + p("Put benches under them", properties=in_list(1))
        + table(row(cell("Year"), cell("Cost")), row(cell("2027"), cell("40,000")))
        + p(run("It is for the council to decide. ") + run("Ask Ben first", "<w:vanish/>"))
    )  # fmt: skip
    notes = f'<w:footnote w:id="2">{p("As measured in the summer of 2026.")}</w:footnote>'
    return docx(body, numbering=numbering(levels("decimal %1.")), footnotes=notes)


def drop(page: Page, onto: Locator, file: Path) -> None:
    """As the browser does it when somebody lets go of a file."""
    onto.scroll_into_view_if_needed()
    box = onto.bounding_box()
    assert box
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        session.send("Input.dispatchDragEvent", {"type": step, "data": data, **place})


def words(page: Page) -> list[str]:
    return page.locator(".draft-words > p:first-child").all_inner_texts()


def choose(page: Page, number: int, shape: str, scripts: bool) -> None:
    """What a row is, at once or with the button."""
    steps = page.locator("[name=steps]").input_value()
    page.locator(f"#shape-{number}").select_option(shape)
    if not scripts:
        page.get_by_role("button", name="Apply").click()
    expect(page.locator("[name=steps]")).to_have_value(str(int(steps) + 1))


@pytest.mark.parametrize(
    ("scripts", "width", "theme"),
    [(True, 1400, "light"), (True, 390, "dark"), (False, 390, "light")],
    ids=["desktop", "phone", "without-scripts"],
)
def test_a_word_file_is_dropped_corrected_and_put_up(
    visitor: Open, tmp_path: Path, screenshots: Path, scripts: bool, width: int, theme: str
) -> None:
    title = f"{TITLE} {width} {theme}"
    file = tmp_path / "plan.docx"
    file.write_bytes(plan(title))
    member = visitor(scripts=scripts, width=width, theme=theme)
    page = member.page
    member.sign_in("member")
    member.go("/proposals/new")
    drop(page, page.get_by_label("Or a file with the text"), file)
    page.get_by_role("button", name="See what is recognised").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Correct and put up")
    expect(page.get_by_label("Title")).to_have_value(title)
    expect(page.get_by_role("region", name="The source")).to_contain_text("Draft, not to be passed on.")
    expect(page.locator(".draft-notices mark")).to_have_text("Ask Ben first")
    expect(page.get_by_label("Language of the text")).to_have_value("en")
    read = words(page)
    member.check()
    page.screenshot(path=screenshots / f"draft-{width}-{theme}.png", full_page=True)

    choose(page, 4, "heading-3", scripts)
    choose(page, 6, "left-out", scripts)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[name=steps]")).to_have_value("1")
    expect(page.locator("#shape-6")).to_have_value("item-1")
    choose(page, 3, "left-out", scripts)
    assert words(page) == read
    page.get_by_label("Summary in one sentence").fill("Trees and benches for the station square.")
    member.check()
    page.get_by_role("button", name="Put it up for deliberation").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    document = page.locator(".document")
    expect(document).to_have_attribute("lang", "en")
    expect(document.locator("h3")).to_have_text("What we propose")
    expect(document.locator("strong")).to_have_text("nobody")
    expect(document.locator("table")).to_contain_text("40,000")
    expect(document).to_contain_text("Put benches under them")
    expect(document).to_contain_text("As measured in the summer of 2026.")
    expect(page.locator("main")).not_to_contain_text("Draft, not to be passed on.")
    member.check()
    page.screenshot(path=screenshots / f"put-up-{width}-{theme}.png", full_page=True)
