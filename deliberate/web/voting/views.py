from flask import Blueprint

voting = Blueprint("voting", __name__)
