"""The environment as one frozen, typed value. Nonsense is refused at start in one line."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from deliberate.domain.engine.assessment import Rules
from deliberate.domain.engine.gradual import Semantics
from deliberate.domain.engine.status import QUORUM

HERE = Path(__file__).resolve().parent
# A wheel carries templates, migrations and seeds inside the package; a checkout has them beside it.
ROOT = HERE / "_bundled" if (HERE / "_bundled").is_dir() else HERE.parent

# More voters than that seldom gather on one reply.
_MOST_PEOPLE = 1_000


class SettingsError(ValueError):
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
    rules: Rules = field(default_factory=Rules)
    # Whether the first posts of new people are shown at once or wait for a moderator.
    hold_first_posts: bool = False
    testing: bool = False
    # argon2 cost: memory in KiB and passes. Tests lower both.
    argon2_memory: int = 65536
    argon2_time: int = 3

    @property
    def on_loopback(self) -> bool:
        return is_loopback(self.host)


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Raises SettingsError for a setting that makes no sense."""
    data = Path(environ.get("DELIBERATE_DATA") or "var").expanduser().resolve()
    _make_folder(data)
    return Settings(
        data=data,
        database_url=_database_url(environ.get("DATABASE_URL"), data),
        secret_key=environ.get("DELIBERATE_SECRET_KEY") or _kept_secret(data / "secret-key"),
        host=environ.get("DELIBERATE_HOST") or "127.0.0.1",
        port=_port(environ.get("DELIBERATE_PORT") or "5000"),
        prefix=_prefix(environ.get("SCRIPT_NAME") or ""),
        redis_url=_redis_url(environ.get("REDIS_URL")),
        rules=Rules(
            _semantics(environ.get("DELIBERATE_SEMANTICS") or Semantics.QUADRATIC_ENERGY),
            _quorum(environ.get("DELIBERATE_QUORUM") or str(QUORUM)),
        ),
        hold_first_posts=_first_posts(environ.get("DELIBERATE_FIRST_POSTS") or "show") == "hold",
    )


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
        raise SettingsError(f"DELIBERATE_DATA: cannot use the folder {data}: {error.strerror}") from error


def _database_url(text: str | None, data: Path) -> str:
    if not text:
        return f"sqlite:///{data / 'deliberate.sqlite3'}"
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise SettingsError("DATABASE_URL: not a database address") from error
    kind = url.get_backend_name()
    if kind in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if kind == "sqlite":
        return text
    raise SettingsError(f"DATABASE_URL: {kind} is not supported; use sqlite or postgresql")


def _kept_secret(path: Path) -> str:
    """The site's secret key, made once and readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        secret = path.read_text().strip()
        if len(secret) < 32:
            raise SettingsError(f"{path}: too short for a secret key; delete it to have one made") from None
        return secret
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_hex(32)
        file.write(secret)
    return secret


def _port(text: str) -> int:
    if not _is_number(text, 65535):
        raise SettingsError(f"DELIBERATE_PORT: {text!r} is not a port (1 to 65535)")
    return int(text)


def _prefix(text: str) -> str:
    if not re.fullmatch(r"(/(?!\.\.?(/|\Z))[\w.~-]+)*", text, re.ASCII):
        raise SettingsError(f"SCRIPT_NAME: {text!r} is not a path like /deliberation (a slash before it, none after)")
    return text


def _is_number(text: str, most: int) -> bool:
    """From 1 to `most`, of five digits at the most: Python refuses to read thousands."""
    return text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= most


def _redis_url(text: str | None) -> str | None:
    if text and not text.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsError("REDIS_URL: must begin with redis://, rediss:// or unix://")
    return text or None


def _semantics(text: str) -> Semantics:
    try:
        return Semantics(text)
    except ValueError:
        names = " nor ".join(Semantics)
        raise SettingsError(f"DELIBERATE_SEMANTICS: {text!r} is neither {names}") from None


def _quorum(text: str) -> int:
    if not _is_number(text, _MOST_PEOPLE):
        raise SettingsError(f"DELIBERATE_QUORUM: {text!r} is not a number of people (1 to {_MOST_PEOPLE:,})")
    return int(text)


def _first_posts(text: str) -> str:
    if text not in ("show", "hold"):
        raise SettingsError(f"DELIBERATE_FIRST_POSTS: {text!r} is neither show nor hold")
    return text
