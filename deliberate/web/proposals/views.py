from flask import Blueprint

proposals = Blueprint("proposals", __name__)
