from __future__ import annotations

import pytest

from deliberate.domain.networks import address_of, is_near, neighbourhood


@pytest.mark.parametrize(
    ("reported", "address"),
    [
        *(("192.0.2.7", "192.0.2.7"), (" 192.0.2.7 ", "192.0.2.7"), ("192.0.2.7:4711", "192.0.2.7")),
        *(("2001:DB8::7", "2001:db8::7"), ("[2001:db8::7]", "2001:db8::7"), ("[2001:db8::7]:443", "2001:db8::7")),
        *(("::ffff:192.0.2.7", "192.0.2.7"), ("[::ffff:192.0.2.7]:80", "192.0.2.7"), ("fe80::1%eth0", "fe80::1")),
    ],
)
def test_an_address_is_read_however_a_proxy_writes_it(reported: str, address: str) -> None:
    assert str(address_of(reported)) == address


@pytest.mark.parametrize("reported", ["", "unknown", "_hidden", "192.0.2", "192.0.2.7:x", "[2001:db8::7", "1.2.3.4, 5"])
def test_what_is_no_address_is_none(reported: str) -> None:
    assert address_of(reported) is None
    assert neighbourhood(reported) == reported
    assert not is_near(reported)


def test_who_has_one_address_of_ipv6_has_all_of_its_network() -> None:
    one, other, elsewhere = "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:3::1"
    assert neighbourhood(one) == neighbourhood(other) == "2001:db8:1:2::/64"
    assert neighbourhood(elsewhere) != neighbourhood(one)
    assert neighbourhood("192.0.2.7") != neighbourhood("192.0.2.8")
    assert neighbourhood("::ffff:192.0.2.7") == neighbourhood("192.0.2.7")


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("172.17.0.1", True),
        ("fd00::1", True),
        ("8.8.8.8", False),
        ("2a00::1", False),
    ],
)
def test_a_proxy_of_the_site_is_near_it(address: str, near: bool) -> None:
    assert is_near(address) is near
