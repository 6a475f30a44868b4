"""What every table shares: the declarative base, names of constraints, times in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Enum, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, registry

from deliberate.domain import places
from deliberate.domain.texts.marks import Mark, packed, unpacked

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in, aware out: SQLite forgets the zone, so times are stored in UTC and given back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PlaceText(TypeDecorator[places.Place]):
    """A place in its text form."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: places.Place | None, dialect: Any) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Any) -> places.Place | None:
        if value is None:
            return None
        if (place := places.parse(value)) is None:
            raise ValueError(f"no place: {value}")
        return place


class MarksJson(TypeDecorator[tuple[Mark, ...]]):
    """Marks within a text, in the order of the text."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[Mark, ...] | None, dialect: Any) -> list[dict[str, Any]]:
        return packed(value or ())

    def process_result_value(self, value: list[dict[str, Any]] | None, dialect: Any) -> tuple[Mark, ...]:
        return unpacked(value) if value else ()


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: UtcDateTime,
            list[str]: JSON,
            dict[str, Any]: JSON,
            # Stored as their values ('counter-evidence'), which are public names and never change.
            StrEnum: Enum(StrEnum, native_enum=False, length=32, values_callable=lambda e: [m.value for m in e]),
        },
    )


def now() -> datetime:
    return datetime.now(UTC)
