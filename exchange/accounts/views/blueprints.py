"""The blueprints to which the views of this room belong."""

from flask import Blueprint

accounts_bp = Blueprint("accounts", __name__)
company_bp = Blueprint("company", __name__)
invitations_bp = Blueprint("invitations", __name__)
security_bp = Blueprint("security", __name__)
sites_bp = Blueprint("sites", __name__)
