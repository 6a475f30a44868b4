"""Passwords as argon2id hashes; the cost comes from the settings of the current application."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from deliberate.domain.texts.passwords import tidy
from deliberate.settings import Settings

# No password was ever longer; what is, is hashed as nothing.
_LONGEST = 1000


def hashed(password: str) -> str:
    return _hasher().hash(tidy(password))


def matches(password: str, kept: str | None) -> bool:
    """Whether `kept` is a hash of the password; hashes as often when there is no hash to compare with.

    Hashes of before are of what was typed, letter by letter.
    """
    spellings = dict.fromkeys((tidy(password), password)) if len(password) <= _LONGEST else [""]
    same = any(_verify(kept or _decoy(_hasher()), spelling) for spelling in spellings)
    return same and kept is not None and len(password) <= _LONGEST


def is_outdated(kept: str) -> bool:
    """Whether the hash was made at another cost than the settings ask for now."""
    return _hasher().check_needs_rehash(kept)


def _verify(kept: str, password: str) -> bool:
    try:
        return _hasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def _hasher() -> PasswordHasher:
    settings: Settings = current_app.extensions["deliberate"]
    return _hasher_for(settings.argon2_memory, settings.argon2_time, settings.argon2_threads)


@lru_cache
def _hasher_for(memory: int, time: int, threads: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time, memory_cost=memory, parallelism=threads)


@lru_cache
def _decoy(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody's password")
