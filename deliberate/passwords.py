"""Passwords as argon2id hashes; the cost comes from the settings of the current application."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from deliberate.settings import Settings


def hashed(password: str) -> str:
    return _hasher().hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether `kept` is a hash of the password; takes as long when there is no hash to compare with."""
    try:
        same = _hasher().verify(kept or _decoy(_hasher()), password)
    except (VerificationError, InvalidHashError):
        return False
    return same and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the hash was made at another cost than the settings ask for now."""
    return _hasher().check_needs_rehash(kept)


def _hasher() -> PasswordHasher:
    settings: Settings = current_app.extensions["deliberate"]
    return _hasher_for(settings.argon2_memory, settings.argon2_time)


@lru_cache
def _hasher_for(memory: int, time: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time, memory_cost=memory)


@lru_cache
def _decoy(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody's password")
