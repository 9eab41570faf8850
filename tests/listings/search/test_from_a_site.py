"""Distances from a company's own site: the address keeps the site, and only its members measure from it."""

import re

from flask.testing import FlaskClient

from exchange.accounts.models import Person, Site
from tests import makers
