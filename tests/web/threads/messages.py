"""What somebody writes into the form of a message, and the posts that came of it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.models import Post

BODY = "There is no way to police where the money goes."
OTHER = "The border itself is not secure."


def part(label: str, body: str = OTHER, number: int = 0, **fields: str) -> dict[str, str]:
    return {f"parts-{number}-{name}": text for name, text in {"label": label, "body": body, **fields}.items()}


def posts(session: Session) -> list[Post]:
    session.expire_all()
    return list(session.scalars(select(Post).order_by(Post.id)))
