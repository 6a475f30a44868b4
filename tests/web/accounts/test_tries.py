"""Guessing is slow, whoever guesses and from wherever, and nobody keeps anybody else out by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from deliberate.actions import accounts
from deliberate.extensions import db
from deliberate.models import Person
from deliberate.settings import LIMITS, By, Limit, Rate
from deliberate.web import limits
from deliberate.web.known import COOKIE
from tests import factories
from tests.cast import Client
from tests.web.apart import app_apart

GOOD, WRONG = "four words in a row", "wrong words in a row"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.1"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Flask]:
    with app_apart(tmp_path, limited=True) as app:
        for name in ("Victim", "Mallory"):
            accounts.register(db.session(), name, GOOD)
        yield app


def browser(site: Flask) -> Client:
    made = site.test_client()
    assert isinstance(made, Client)
    return made


def sign_in(one: Client, name: str = "Victim", password: str = WRONG, address: str = HERE) -> TestResponse:
    entered = {"name": name, "password": password}
    return one.send("/account/sign-in", entered, environ_overrides={"REMOTE_ADDR": address})


def register(site: Flask, name: str, address: str = HERE) -> TestResponse:
    form = {"name": name, "password": GOOD, "repeat": GOOD}
    return browser(site).send("/account/register", form, environ_overrides={"REMOTE_ADDR": address})


def known(site: Flask, name: str = "Victim") -> Client:
    """A browser that this person has signed in with, and out again."""
    made = browser(site)
    assert sign_in(made, name, GOOD, "203.0.113.9").status_code == 302
    made.send("/account/sign-out")
    return made


def guessed(site: Flask, times: int, name: str = "victim", address: str = HERE) -> None:
    """So many wrong passwords were tried before, and counted as by a form that is sent."""
    with site.test_request_context(environ_base={"REMOTE_ADDR": address}):
        for number in range(times):
            limits.count(Limit.SIGN_IN, name.format(number))


def guess_from_everywhere(site: Flask) -> None:
    """Until the name itself has no tries left for strangers."""
    for number in range(30):
        guessed(site, 9, address=f"198.51.100.{number}")
        answer = sign_in(browser(site), address=f"198.51.100.{number}")
        if sign_in(browser(site), address=f"198.51.101.{number}").status_code == 429:
            return
    raise AssertionError(answer.status_code)


@pytest.mark.parametrize("name", ["Victim", "victim", "VICTIM", "Ｖictim", "Nobody"])
def test_about_ten_wrong_passwords_may_be_tried_and_then_one_is_told_when_to_go_on(site: Flask, name: str) -> None:
    stranger = browser(site)
    assert [sign_in(stranger, name).status_code for _ in range(12)] == [400] * 10 + [429] * 2
    answer = sign_in(stranger, name, GOOD)
    assert answer.status_code == 429, "the right one too: else a guess would be told from the others"
    assert 0 < int(answer.headers["Retry-After"]) <= 600
    assert "Try again in 10 minutes." in answer.text
    assert "A browser that you have signed in with before has tries of its own" in answer.text


def test_the_same_name_in_other_letters_is_the_same_name(site: Flask) -> None:
    for number in range(10):
        sign_in(browser(site), ("Victim", "VICTIM", " victim ", "Ｖictim")[number % 4])
    assert sign_in(browser(site)).status_code == 429


def test_case_security_06_wrong_passwords_from_one_place_keep_nobody_out_elsewhere(site: Flask) -> None:
    for _ in range(11):
        sign_in(browser(site), "victim", address=ELSEWHERE)
    assert sign_in(browser(site), "victim", address=ELSEWHERE).status_code == 429
    assert sign_in(browser(site), "victim", GOOD).status_code == 302


def test_case_security_06_a_known_browser_signs_in_while_everybody_guesses(site: Flask) -> None:
    owner = known(site)
    guess_from_everywhere(site)
    assert sign_in(browser(site), password=GOOD).status_code == 429
    assert sign_in(owner, password=GOOD).status_code == 302


def test_case_web_17_a_stranger_behind_the_same_address_keeps_nobody_out_of_a_known_browser(site: Flask) -> None:
    owner = known(site)
    for _ in range(12):
        sign_in(browser(site))
    assert sign_in(browser(site), password=GOOD).status_code == 429
    assert sign_in(owner, password=GOOD).status_code == 302
    assert sign_in(browser(site), password=GOOD, address=ELSEWHERE).status_code == 302


def test_a_known_browser_has_ten_tries_of_its_own_and_then_those_of_everybody(site: Flask) -> None:
    owner = known(site)
    assert [sign_in(owner).status_code for _ in range(21)] == [400] * 20 + [429]


def test_a_cookie_of_somebody_else_buys_no_tries(site: Flask) -> None:
    thief = known(site, "Mallory")
    assert [sign_in(thief).status_code for _ in range(11)] == [400] * 10 + [429]


@pytest.mark.parametrize("forged", ["", "x", "WyJhIixbImIiXV0.signature", "WyJhIixbImIiXV0", "\x00é", "." * 1000])
def test_a_forged_cookie_buys_no_tries(site: Flask, forged: str) -> None:
    forger = browser(site)
    answers = []
    for _ in range(11):
        forger.set_cookie(COOKIE, forged)
        answers.append(sign_in(forger).status_code)
    assert answers == [400] * 10 + [429]


def test_with_a_stolen_cookie_one_can_neither_sign_in_nor_keep_its_owner_out(site: Flask) -> None:
    owner, thief = known(site), browser(site)
    cookie = owner.get_cookie(COOKIE)
    assert cookie is not None
    thief.set_cookie(COOKIE, cookie.value)
    assert thief.get("/account/").status_code == 401
    assert [sign_in(thief, address=ELSEWHERE).status_code for _ in range(21)] == [400] * 20 + [429]
    assert sign_in(owner, password=GOOD).status_code == 302


def test_the_cookie_of_a_known_browser_tells_no_names_and_is_out_of_reach_of_scripts(site: Flask) -> None:
    one = browser(site)
    cookies = sign_in(one, password=GOOD).headers.getlist("Set-Cookie")
    [cookie] = [cookie for cookie in cookies if cookie.startswith(f"{COOKIE}=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Max-Age={365 * 24 * 3600}" in cookie
    assert "ictim" not in cookie


def test_a_browser_that_two_people_share_is_known_for_both(site: Flask) -> None:
    shared = known(site)
    sign_in(shared, "Mallory", GOOD)
    shared.send("/account/sign-out")
    for name in ("Victim", "Mallory"):
        assert [sign_in(shared, name).status_code for _ in range(11)] == [400] * 11


def test_signing_in_and_out_all_day_is_no_guessing(site: Flask) -> None:
    one = browser(site)
    for _ in range(45):
        assert sign_in(one, password=GOOD).status_code == 302
        one.delete_cookie(COOKIE)
        one.send("/account/sign-out")


def test_one_password_tried_on_many_names_from_one_address_is_slowed_down(site: Flask) -> None:
    guessed(site, 190, "somebody {}")
    sprayed = [sign_in(browser(site), f"Person {number}").status_code for number in range(12)]
    assert sprayed == [400] * 10 + [429] * 2
    assert sign_in(browser(site), address=ELSEWHERE).status_code == 400


@pytest.mark.parametrize("addresses", ["2001:db8:0:7::{:x}", "::ffff:192.0.2.7", "2001:db8:0:7:{:x}::1"])
def test_a_network_of_ipv6_is_one_address(site: Flask, addresses: str) -> None:
    tried = [sign_in(browser(site), address=addresses.format(number)).status_code for number in range(1, 12)]
    assert tried == [400] * 10 + [429]


def test_one_address_alone_never_takes_a_names_tries_from_the_others(site: Flask) -> None:
    """However long it goes on: a try that is refused is not counted for the name."""
    guessed(site, 150, address=ELSEWHERE)
    for _ in range(10):
        assert sign_in(browser(site), address=ELSEWHERE).status_code == 429
    assert sign_in(browser(site), password=GOOD).status_code == 302


def test_a_name_that_many_places_guess_slowly_is_closed_to_strangers(site: Flask) -> None:
    guess_from_everywhere(site)
    answer = sign_in(browser(site), address="203.0.113.200")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 600


def test_case_web_16_a_hall_full_of_people_registers_from_one_address(site: Flask) -> None:
    before = db.session.scalar(select(func.count(Person.id))) or 0
    for number in range(300):
        assert register(site, f"Guest {number} of all").status_code == 302
    assert db.session.scalar(select(func.count(Person.id))) == before + 300
    refused = register(site, "One too many")
    assert refused.status_code == 429
    assert "Try again in 60 minutes." in refused.text
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert register(site, "One elsewhere", ELSEWHERE).status_code == 302


def test_a_registration_that_is_refused_takes_nobodys_place(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, Limit.REGISTER, (Rate("5 per hour", By.ADDRESS),))
    for _ in range(6):
        assert register(site, "victim").status_code == 400
    assert [register(site, f"Somebody {number}").status_code for number in range(6)] == [302] * 5 + [429]


def test_a_form_that_signs_in_says_when_to_go_on_and_keeps_the_text(site: Flask) -> None:
    for _ in range(10):
        sign_in(browser(site))
    factories.bind(db.session)
    factories.ProposalFactory(slug="plan")
    message = {"parts-0-label": "objection", "parts-0-body": "The border itself is not secure."}
    entered = {**message, "name": "Victim", "password": GOOD}
    answer = browser(site).send("/proposals/plan/post", entered, environ_overrides={"REMOTE_ADDR": HERE})
    assert answer.status_code == 429
    assert "Nothing was lost. There were too many wrong passwords" in answer.text
    assert "Try again in 10 minutes." in answer.text
    assert message["parts-0-body"] in answer.text
