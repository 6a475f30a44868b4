from flask import Blueprint

site = Blueprint("site", __name__)
