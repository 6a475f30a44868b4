"""What is answered while the database cannot do its work: nothing of it asks the database."""

from __future__ import annotations

from flask import current_app
from werkzeug.exceptions import ServiceUnavailable

from deliberate.logs import note_outage
from deliberate.models.trouble import Trouble, trouble
from deliberate.web.request_ids import asked
from deliberate.web.words import _

# Seconds after which it is worth trying again.
_PAUSE = 30


def unavailable(error: Exception) -> ServiceUnavailable:
    """The answer to a request that met with trouble, which is noted."""
    note(error, f"{asked()} answered 503")
    return ServiceUnavailable(_words(trouble(error) or Trouble.AWAY), retry_after=_PAUSE)


def note(error: Exception, what: str) -> None:
    note_outage(current_app.logger, error, what)


def _words(kind: Trouble) -> str:
    why = {
        Trouble.AWAY: _("The site’s database does not answer at the moment."),
        Trouble.FULL: _("The site cannot save anything at the moment; it can still be read."),
        Trouble.BUSY: _("The site has more to do at the moment than it can."),
    }[kind]
    return why + " " + _("Nothing is lost, and you stay signed in. Try again in half a minute.")
