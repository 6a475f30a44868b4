"""The only room that knows requests: a folder per blueprint."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import Engine

from deliberate.web import caching, errors, parts, proxies, requests, security, shelf, templating, visitor
from deliberate.web.accounts.views import accounts
from deliberate.web.maps.views import maps
from deliberate.web.moderation import appeals, things
from deliberate.web.moderation.views import moderation
from deliberate.web.numbers import Id
from deliberate.web.opinions.views import opinions
from deliberate.web.proposals import documents, drafts, new, points, revise
from deliberate.web.proposals.views import proposals
from deliberate.web.site import health
from deliberate.web.site.views import site
from deliberate.web.threads import compose, edit, taking_back, whereabouts
from deliberate.web.threads.views import threads
from deliberate.web.voting.views import voting

# Modules that add routes to a blueprint made elsewhere.
MORE_ROUTES = (appeals, compose, documents, drafts, edit, health, new, points, revise, taking_back, things, whereabouts)


def register(app: Flask, engine: Engine) -> None:
    app.url_map.converters["int"] = Id
    caching.register(app, engine)
    shelf.register(app)
    proxies.register(app)
    visitor.register(app)
    requests.register(app)
    security.register(app)
    errors.register(app)
    templating.register(app)
    parts.register(app)
    for blueprint in (site, proposals, threads, voting, moderation, accounts, maps, opinions):
        app.register_blueprint(blueprint)
