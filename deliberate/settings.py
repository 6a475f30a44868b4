"""The environment as one frozen, typed value, and how often what may be done.

Nonsense is refused at start in one line.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from deliberate.domain.engine.acceptance import QUORUM
from deliberate.domain.engine.assessment import Rules
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.networks import Network
from deliberate.domain.numbers import whole
from deliberate.domain.words import Explained, say

HERE = Path(__file__).resolve().parent
# A wheel carries templates, migrations and seeds inside the package; a checkout has them beside it.
ROOT = HERE / "_bundled" if (HERE / "_bundled").is_dir() else HERE.parent

_MIB = 1024 * 1024
# More voters than that seldom gather on one reply.
_MOST_PEOPLE = 1_000
# MiB of pages that a process keeps at most.
_MOST_PAGES = 10_000


class Limit(StrEnum):
    """What is limited. Every route that takes a form names one."""

    FORM = "form"
    PREVIEW = "preview"
    TWINS = "twins"
    REGISTER = "register"
    SIGN_IN = "sign in"
    SIGN_IN_AGAIN = "sign in again"
    PASSWORD = "password"  # nosec B105  # a word of ours, no secret
    PROPOSE = "propose"
    REVISE = "revise"
    POST = "post"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    VOTE = "vote"
    ACCEPT = "accept"
    JUDGE = "judge"
    FLAG = "flag"
    CURATE = "curate"


class By(StrEnum):
    """Whose tries are added up."""

    # Wherever they are; of who is signed out, the address.
    PERSON = "person"
    ADDRESS = "address"
    NAME = "name"
    NAME_AND_ADDRESS = "name and address"
    # A browser that the owner of the name has signed in with before.
    NAME_AND_BROWSER = "name and browser"


@dataclass(frozen=True)
class Rate:
    tries: str
    by: By
    # By all who are signed out at one address, where that may be a hall full of people who may do this.
    visitors: str = ""


LIMITS: dict[Limit, tuple[Rate, ...]] = {
    # A form that is sent, whatever becomes of it; what it leads to may be limited more closely.
    Limit.FORM: (Rate("600 per 10 minutes", By.PERSON, visitors="3000 per 10 minutes"),),
    Limit.PREVIEW: (Rate("120 per minute", By.PERSON, visitors="1200 per minute"),),
    Limit.TWINS: (Rate("60 per minute", By.PERSON, visitors="600 per minute"),),
    # Accounts that are made.
    Limit.REGISTER: (Rate("300 per hour", By.ADDRESS),),
    # Wrong passwords. A row is counted only while those before it let the try through, so that one address alone never
    # fills the rows of a name. Where many do, a browser that its owner signed in with still has tries of its own.
    Limit.SIGN_IN: (
        Rate("10 per 10 minutes", By.NAME_AND_ADDRESS),
        Rate("20 per hour", By.NAME_AND_ADDRESS),
        Rate("40 per day", By.NAME_AND_ADDRESS),
        Rate("200 per hour", By.ADDRESS),
        Rate("100 per hour", By.NAME),
        Rate("300 per day", By.NAME),
    ),
    Limit.SIGN_IN_AGAIN: (Rate("10 per 10 minutes", By.NAME_AND_BROWSER),),
    Limit.PASSWORD: (Rate("10 per hour", By.PERSON),),
    # What others come to see: by address, too, as by a hall full of people, so that many accounts are no way round.
    Limit.PROPOSE: (Rate("10 per hour", By.PERSON), Rate("300 per hour", By.ADDRESS)),
    Limit.REVISE: (Rate("20 per hour", By.PERSON), Rate("600 per hour", By.ADDRESS)),
    Limit.POST: (Rate("30 per 10 minutes", By.PERSON), Rate("3000 per 10 minutes", By.ADDRESS)),
    Limit.EDIT: (Rate("30 per 10 minutes", By.PERSON), Rate("3000 per 10 minutes", By.ADDRESS)),
    Limit.WITHDRAW: (Rate("60 per 10 minutes", By.PERSON), Rate("6000 per 10 minutes", By.ADDRESS)),
    Limit.VOTE: (Rate("120 per minute", By.PERSON), Rate("12000 per minute", By.ADDRESS)),
    Limit.ACCEPT: (Rate("60 per minute", By.PERSON), Rate("6000 per minute", By.ADDRESS)),
    Limit.JUDGE: (Rate("60 per minute", By.PERSON), Rate("6000 per minute", By.ADDRESS)),
    Limit.FLAG: (Rate("30 per hour", By.PERSON), Rate("1000 per hour", By.ADDRESS)),
    Limit.CURATE: (Rate("600 per 10 minutes", By.PERSON),),
}


class SettingsError(Explained):
    """A setting makes no sense; the text is one line for the person who runs the site."""


@dataclass(frozen=True)
class Settings:
    data: Path
    database_url: str
    secret_key: str
    host: str = "127.0.0.1"
    port: int = 5000
    # The path the site is served under, as /deliberation; empty where it has a host for itself.
    prefix: str = ""
    redis_url: str | None = None
    # How many proxies stand in front, or where: what they report of a visitor is believed.
    trusted_proxies: int | tuple[Network, ...] = 0
    rules: Rules = field(default_factory=Rules)
    # Whether what new people write first is shown at once or waits for a moderator.
    hold_first_posts: bool = False
    # Whether PostgreSQL keeps statements prepared, which a connection that is shared by transactions cannot.
    prepared_statements: bool = True
    # Whether tries are counted and refused when there are too many.
    limited: bool = True
    # What visitors see is kept in memory, in so many bytes; 0: it is made anew each time.
    page_cache: int = 16 * _MIB
    testing: bool = False
    # argon2 cost: memory in KiB, passes, and threads that share them. Tests lower all three.
    argon2_memory: int = 65536
    argon2_time: int = 3
    argon2_threads: int = 4

    @property
    def on_loopback(self) -> bool:
        return is_loopback(self.host)


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Raises SettingsError for a setting that makes no sense."""
    data = Path(environ.get("DELIBERATE_DATA") or "var").expanduser().resolve()
    _make_folder(data)
    host = environ.get("DELIBERATE_HOST") or "127.0.0.1"
    proxies = _proxies(environ.get("DELIBERATE_TRUSTED_PROXIES") or "0")
    return Settings(
        data=data,
        database_url=_database_url(environ.get("DATABASE_URL"), data),
        secret_key=environ.get("DELIBERATE_SECRET_KEY") or _kept_secret(data / "secret-key"),
        host=host,
        port=_port(environ.get("DELIBERATE_PORT") or "5000"),
        prefix=_prefix(environ.get("SCRIPT_NAME") or ""),
        redis_url=_redis_url(environ.get("REDIS_URL")),
        rules=Rules(
            _semantics(environ.get("DELIBERATE_SEMANTICS") or Semantics.QUADRATIC_ENERGY),
            _quorum(environ.get("DELIBERATE_QUORUM") or str(QUORUM)),
        ),
        hold_first_posts=_first_posts(environ.get("DELIBERATE_FIRST_POSTS") or "show") == "hold",
        prepared_statements=_on_or_off(environ, "DELIBERATE_PREPARED_STATEMENTS") == "on",
        trusted_proxies=proxies,
        page_cache=_page_cache(environ.get("DELIBERATE_PAGE_CACHE") or "16") * _MIB,
        limited=_limits(_on_or_off(environ, "DELIBERATE_LIMITS"), is_loopback(host) and not proxies) == "on",
    )


@cache
def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _make_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            say("DELIBERATE_DATA: cannot use the folder %(folder)s: %(why)s", folder=str(data), why=str(error.strerror))
        ) from error


def _database_url(text: str | None, data: Path) -> str:
    if not text:
        return f"sqlite:///{data / 'deliberate.sqlite3'}"
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise SettingsError(say("DATABASE_URL: not a database address")) from error
    kind = url.get_backend_name()
    if kind in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if kind == "sqlite":
        return text
    raise SettingsError(say("DATABASE_URL: %(kind)s is not supported; use sqlite or postgresql", kind=kind))


def _kept_secret(path: Path) -> str:
    """The site's secret key, made once and readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        secret = path.read_text().strip()
        if len(secret) < 32:
            raise SettingsError(
                say("%(file)s: too short for a secret key; delete it to have one made", file=str(path))
            ) from None
        return secret
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_hex(32)
        file.write(secret)
    return secret


def _port(text: str) -> int:
    if not _is_number(text, 65535):
        raise SettingsError(say("DELIBERATE_PORT: %(text)s is not a port (1 to 65535)", text=repr(text)))
    return int(text)


def _prefix(text: str) -> str:
    if not re.fullmatch(r"(/(?!\.\.?(/|\Z))[\w.~-]+)*", text, re.ASCII):
        raise SettingsError(f"SCRIPT_NAME: {text!r} is not a path like /deliberation (a slash before it, none after)")
    return text


def _is_number(text: str, most: int) -> bool:
    return bool(whole(text, most))


def _redis_url(text: str | None) -> str | None:
    """What is wrong with it is said without repeating it, since it may hold a password."""
    if not text:
        return None
    if not text.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsError(say("REDIS_URL: must begin with redis://, rediss:// or unix://"))
    if not _is_redis(text):
        raise SettingsError(
            say(
                "REDIS_URL: must look like redis://name:password@host:6379/0 or unix:///path; "
                "in a password / ? # @ : are written %(written)s",
                written="%2F %3F %23 %40 %3A",
            )
        )
    return text


def _is_redis(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna")
        address.encode()
        _ = parts.port  # raises if it is none
    except ValueError:
        return False
    if parts.fragment:
        return False
    return len(parts.path) > 1 if parts.scheme == "unix" else bool(host and re.fullmatch(r"/?[0-9]*", parts.path))


def _semantics(text: str) -> Semantics:
    try:
        return Semantics(text)
    except ValueError:
        names = " nor ".join(Semantics)
        raise SettingsError(
            say("DELIBERATE_SEMANTICS: %(text)s is neither %(names)s", text=repr(text), names=names)
        ) from None


def _quorum(text: str) -> int:
    if not _is_number(text, _MOST_PEOPLE):
        raise SettingsError(
            say(
                "DELIBERATE_QUORUM: %(text)s is not a number of people (1 to %(most)s)",
                text=repr(text),
                most=f"{_MOST_PEOPLE:,}",
            )
        )
    return int(text)


def _page_cache(text: str) -> int:
    if text != "0" and not _is_number(text, _MOST_PAGES):
        raise SettingsError(
            say(
                "DELIBERATE_PAGE_CACHE: %(text)s is not a number of MiB (0 to %(most)s)",
                text=repr(text),
                most=f"{_MOST_PAGES:,}",
            )
        )
    return int(text)


def _first_posts(text: str) -> str:
    if text not in ("show", "hold"):
        raise SettingsError(say("DELIBERATE_FIRST_POSTS: %(text)s is neither show nor hold", text=repr(text)))
    return text


def _on_or_off(environ: Mapping[str, str], name: str) -> str:
    text = environ.get(name) or "on"
    if text not in ("on", "off"):
        raise SettingsError(f"{name}: {text!r} is neither on nor off")
    return text


def _proxies(text: str) -> int | tuple[Network, ...]:
    if text.isascii() and text.isdigit() and len(text) == 1:
        return int(text)
    try:
        networks = tuple(ip_network(one) for one in re.split(r"[\s,]+", text.strip()))
    except ValueError:
        networks = ()
    if not networks or any(network.prefixlen == 0 for network in networks):
        raise SettingsError(
            say(
                "DELIBERATE_TRUSTED_PROXIES: %(text)s is neither a number of proxies (0 to 9) "
                "nor addresses or networks with commas between them, such as 127.0.0.1, 10.0.0.0/8",
                text=repr(text),
            )
        )
    return networks


def _limits(text: str, is_private: bool) -> str:
    if text == "off" and not is_private:
        raise SettingsError(
            "DELIBERATE_LIMITS: off is for this machine only, and DELIBERATE_HOST or a proxy lets others in"
        )
    return text
