"""The environment becomes settings, or one line that says what is wrong with it."""

from __future__ import annotations

import re
import stat
from ipaddress import ip_network
from pathlib import Path

import pytest

from deliberate.domain.engine.assessment import Rules
from deliberate.domain.engine.semantics import Semantics
from deliberate.settings import SettingsError, from_environment


def test_without_any_setting_everything_stays_on_this_machine(tmp_path: Path) -> None:
    settings = from_environment({"DELIBERATE_DATA": str(tmp_path)})
    assert (settings.host, settings.port, settings.on_loopback) == ("127.0.0.1", 5000, True)
    assert settings.database_url == f"sqlite:///{tmp_path / 'deliberate.sqlite3'}"
    assert not settings.hold_first_posts


def test_prepared_statements_may_be_switched_off_behind_a_pooler(tmp_path: Path) -> None:
    environ = {"DELIBERATE_DATA": str(tmp_path)}
    assert from_environment(environ).prepared_statements
    assert not from_environment(environ | {"DELIBERATE_PREPARED_STATEMENTS": "off"}).prepared_statements


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    environment = {"DELIBERATE_DATA": str(tmp_path / "new" / "folder")}
    first, second = from_environment(environment), from_environment(environment)
    assert len(first.secret_key) == 64
    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((first.data / "secret-key").stat().st_mode) == 0o600


def test_a_secret_key_that_is_given_is_not_written_down(tmp_path: Path) -> None:
    assert from_environment({"DELIBERATE_DATA": str(tmp_path), "DELIBERATE_SECRET_KEY": "given"}).secret_key == "given"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["postgres://a:b@db/c", "postgresql://a:b@db/c"])
def test_either_spelling_of_postgresql_is_understood(tmp_path: Path, address: str) -> None:
    settings = from_environment({"DELIBERATE_DATA": str(tmp_path), "DATABASE_URL": address})
    assert settings.database_url == "postgresql+psycopg://a:b@db/c"


def test_a_site_may_compute_by_other_rules(tmp_path: Path) -> None:
    environ = {"DELIBERATE_DATA": str(tmp_path)}
    assert from_environment(environ).rules == Rules(Semantics.QUADRATIC_ENERGY, quorum=3)
    other = {"DELIBERATE_SEMANTICS": "df-quad", "DELIBERATE_QUORUM": "5"}
    assert from_environment(environ | other).rules == Rules(Semantics.DF_QUAD, quorum=5)


def test_how_much_is_kept_of_pages_is_in_mebibytes(tmp_path: Path) -> None:
    environ = {"DELIBERATE_DATA": str(tmp_path)}
    kept = [from_environment(environ | {"DELIBERATE_PAGE_CACHE": text}).page_cache for text in ("", "0", "64")]
    assert kept == [16 * 2**20, 0, 64 * 2**20]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://a/b"),
        ("DELIBERATE_PORT", "0"),
        ("DELIBERATE_PORT", "65536"),
        ("DELIBERATE_PORT", "²"),
        ("DELIBERATE_PORT", "http"),
        ("DELIBERATE_DATA", "/dev/null/below"),
        ("DELIBERATE_FIRST_POSTS", "perhaps"),
        ("DELIBERATE_LIMITS", "no"),
        ("DELIBERATE_PREPARED_STATEMENTS", "no"),
        *(
            ("DELIBERATE_TRUSTED_PROXIES", proxies)
            for proxies in ("all", "-1", "10", "9" * 5000, "0.0.0.0/0", "::/0", "127.0.0.1/8", "10.0.0.300", ",", "a.b")
        ),
        ("DELIBERATE_SEMANTICS", "fair"),
        ("DELIBERATE_PAGE_CACHE", "-1"),
        ("DELIBERATE_PAGE_CACHE", "16 MiB"),
        ("DELIBERATE_PAGE_CACHE", "10001"),
        ("DELIBERATE_QUORUM", "0"),
        ("DELIBERATE_QUORUM", "1001"),
        ("DELIBERATE_QUORUM", "three"),
        ("DELIBERATE_QUORUM", "9" * 5000),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "http://localhost:6379"),
        ("REDIS_URL", "redis://"),
        ("REDIS_URL", "redis://localhost:http/0"),
        ("REDIS_URL", "redis://localhost:65536/0"),
        ("REDIS_URL", "redis://localhost/first"),
        ("REDIS_URL", "redis://[::1/0"),
        ("REDIS_URL", f"redis://{'a' * 64}/0"),
        ("REDIS_URL", "unix://"),
        *(
            ("SCRIPT_NAME", name)
            for name in ("/", "deliberation", "/a/", "//a", "/a//b", "/a/..", "/./a", "/a b", "/é", "/a\n")
        ),
    ],
)
def test_nonsense_is_refused_in_one_line_that_names_the_setting(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as error:
        from_environment({"DELIBERATE_DATA": str(tmp_path), name: value})
    assert str(error.value).startswith(f"{name}: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("prefix", ["", "/deliberation", "/a/b-c_d.e~f/..."])
def test_a_site_may_be_under_a_path_of_its_host(tmp_path: Path, prefix: str) -> None:
    assert from_environment({"DELIBERATE_DATA": str(tmp_path), "SCRIPT_NAME": prefix}).prefix == prefix


@pytest.mark.parametrize(
    "address",
    [
        *("redis://localhost", "redis://localhost:6379/0", "rediss://ada:pass@redis.example:6379/15?socket_timeout=2"),
        *("redis://:p%2Fss@[::1]:6379", "unix:///run/redis.sock", "unix://:pass@/run/redis.sock?db=1"),
    ],
)
def test_a_redis_is_named_by_an_address(tmp_path: Path, address: str) -> None:
    assert from_environment({"DELIBERATE_DATA": str(tmp_path), "REDIS_URL": address}).redis_url == address


@pytest.mark.parametrize("sign", "/?#")
def test_a_password_that_breaks_the_address_is_not_repeated(tmp_path: Path, sign: str) -> None:
    for secret in (f"se{sign}cret", f"12{sign}34"):
        with pytest.raises(SettingsError) as error:
            from_environment({"DELIBERATE_DATA": str(tmp_path), "REDIS_URL": f"redis://:{secret}@localhost:6379/0"})
        assert not {*secret.split(sign)} & {*re.findall(r"[a-z0-9]+", str(error.value))}
        assert error.value.__cause__ is None


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)],
)
def test_only_loopback_addresses_count_as_this_machine(tmp_path: Path, host: str, local: bool) -> None:
    assert from_environment({"DELIBERATE_DATA": str(tmp_path), "DELIBERATE_HOST": host}).on_loopback is local


def test_a_secret_key_that_is_too_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("short")
    with pytest.raises(SettingsError, match="too short"):
        from_environment({"DELIBERATE_DATA": str(tmp_path)})


def test_limits_may_be_off_on_this_machine_only(tmp_path: Path) -> None:
    environ = {"DELIBERATE_DATA": str(tmp_path)}
    assert from_environment(environ).limited
    assert not from_environment(environ | {"DELIBERATE_LIMITS": "off"}).limited
    with pytest.raises(SettingsError, match="^DELIBERATE_LIMITS: off is for this machine only") as error:
        from_environment(environ | {"DELIBERATE_LIMITS": "off", "DELIBERATE_HOST": "0.0.0.0"})
    assert "\n" not in str(error.value)
    with pytest.raises(SettingsError, match="a proxy lets others in"):
        from_environment(environ | {"DELIBERATE_LIMITS": "off", "DELIBERATE_TRUSTED_PROXIES": "1"})


@pytest.mark.parametrize(
    ("text", "trusted"),
    [
        *(("", 0), ("0", 0), ("2", 2)),
        ("127.0.0.1, 10.0.0.0/8 fd00::/8", (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("fd00::/8"))),
    ],
)
def test_proxies_are_trusted_by_number_or_by_address(tmp_path: Path, text: str, trusted: object) -> None:
    environ = {"DELIBERATE_DATA": str(tmp_path), "DELIBERATE_TRUSTED_PROXIES": text}
    assert from_environment(environ).trusted_proxies == trusted
