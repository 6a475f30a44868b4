"""The Flask extensions: made here, bound to an application in `create_app`."""

from __future__ import annotations

from flask_babel import Babel
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Session

from deliberate.models import Base
from deliberate.tokens import Tokens

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "autoflush": True})
login = LoginManager()
csrf = Tokens()
babel = Babel()


def session() -> Session:
    """This request's database session; queries and actions are given it, they never reach for it."""
    return db.session()
