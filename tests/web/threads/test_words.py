"""Each field of what a post says is written in a form, shown, edited, compared, found, exported and read again."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.labels import GRAMMAR, Label, Target
from deliberate.domain.posts import FIELDS, WordsField
from deliberate.formats.sites import site_json
from deliberate.models import Post
from deliberate.tools.exporting import load_site
from deliberate.tools.importing import import_sites
from tests.cast import Cast
from tests.conftest import _empty
from tests.factories import PostFactory, ProposalFactory

FIRST, SECOND = "https://example.org/lighthouses", "https://example.org/harbours"


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_field_goes_all_the_way(session: Session, cast: Cast, field: WordsField) -> None:
    proposal = ProposalFactory(slug="plan")
    objection = PostFactory(proposal=proposal, label=Label.OBJECTION)
    session.commit()
    places = {Target.PASSAGE: "/proposals/plan/post?anchor=first", Label.OBJECTION: f"/posts/{objection.id}/reply"}
    place, rule = next(
        (place, rule) for rule in GRAMMAR.values() for place in places if field.fits(rule) and place in rule.targets
    )
    said = {"body": "It is so.", "replacement": "Another text."} | {field.name: FIRST}
    ada = cast.browser(cast.ada)
    fields = {"parts-0-label": str(rule.label), **{f"parts-0-{name}": text for name, text in said.items()}}
    address = ada.send(places[place], fields).location
    post = session.scalars(select(Post).where(Post.author_id == cast.ada.id)).one()
    assert address == f"/posts/{post.id}"
    assert getattr(post.words, field.name) == FIRST
    assert FIRST in ada.get(address).text
    assert FIRST in ada.get(f"{address}/edit").text

    edit = {**said, field.name: SECOND, "version": "1"}
    assert ada.send(f"{address}/edit", edit).status_code == 303
    assert SECOND in ada.send(f"{address}/edit", {**edit, field.name: "Late."}).text, "beside what was typed meanwhile"
    wordings = ada.get(f"{address}/wordings").text
    assert "lighthouses" in wordings
    assert "harbours" in wordings
    assert (f"/posts/{post.id}" in ada.get("/search?q=harbours").text) is field.is_searched

    session.expire_all()
    exported = site_json.dumps(load_site(session))
    written = json.loads(exported)["proposals"][0]["posts"][1]
    assert (written[field.key], written["earlier"][0][field.key]) == (SECOND, FIRST)
    session.close()
    _empty()
    import_sites(session, [site_json.loads(exported)])
    assert json.loads(site_json.dumps(load_site(session)))["proposals"][0]["posts"][1] == written
