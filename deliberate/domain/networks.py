"""Addresses of the internet as they are reported, and who counts as one behind them."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

# What one customer of a provider gets: whoever has one IPv6 address has all that begin like it.
_OF_ONE = 64
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](:\d*)?|(?P<four>[\d.]+):\d*")


@lru_cache(maxsize=1024)
def address_of(text: str) -> Address | None:
    """The address in `text`, which may have a port behind it, as some proxies write it; None if there is none."""
    text = text.strip()
    if match := _WITH_PORT.fullmatch(text):
        text = match["six"] or match["four"] or ""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def neighbourhood(text: str) -> str:
    """What is counted as one address: an IPv4 address, or the whole IPv6 network that its user has."""
    found = address_of(text)
    if found is None:
        return text
    return str(ip_network((found, _OF_ONE), strict=False) if found.version == 6 else found)


def is_near(text: str) -> bool:
    """Whether the address is of this machine or of a private network, where a proxy of the site would be."""
    found = address_of(text)
    return found is not None and (found.is_loopback or found.is_private)
