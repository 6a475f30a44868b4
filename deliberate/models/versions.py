"""How often anything on the site has changed."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from deliberate.models.base import Base


class SiteVersion(Base):
    """The sum of these numbers rises with every change that any page could show. They are several, so that those who
    write at the same time seldom wait for one another."""

    __tablename__ = "site_versions"

    bucket: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
