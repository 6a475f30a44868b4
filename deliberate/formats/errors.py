"""What is wrong with a file."""

from __future__ import annotations


class FormatError(ValueError):
    """A file cannot be read; the text is one line that says where and why."""
