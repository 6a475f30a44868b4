"""The choices of a select box or radio group, which the stubs of WTForms do not know yet."""

from __future__ import annotations

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

__all__ = ["SelectChoice"]
