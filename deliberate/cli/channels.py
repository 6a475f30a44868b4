"""waitress, but for connections that it closes without need: after every answer without a body, such as 304, and
without an answer where the length of a form has more digits than Python reads."""

from __future__ import annotations

from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import WSGITask


class _Task(WSGITask):
    def set_close_on_finish(self) -> None:
        """Not for the want of a length: without a body an answer ends with its headers."""
        request: Any = self.request
        asked = request.headers.get("CONNECTION", "").lower()
        if self.has_body or self.version != "1.1" or asked == "close" or self.wrote_header:
            super().set_close_on_finish()


class _Parser(HTTPRequestParser):
    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError("a number in the headers is too long") from error


class Channel(HTTPChannel):
    task_class = _Task
    parser_class = _Parser
