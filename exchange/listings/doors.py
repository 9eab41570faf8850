"""What the listings room adds to the app."""

from flask import Flask

from exchange.listings import crawling, keeping, models, panels, sentences, tasks, ties
from exchange.listings.bulk import panels as bulk_panels
from exchange.listings.bulk import sheets as bulk_sheets
from exchange.listings.bulk import taking_away
from exchange.listings.bulk import tasks as bulk_tasks
from exchange.listings.bulk import views as bulk_views
from exchange.listings.companies import views as companies
from exchange.listings.flows import tasks as flow_tasks
from exchange.listings.flows import views as flow_views
from exchange.listings.flows.commands import cli as flows
from exchange.listings.map import views as map_views
from exchange.listings.partners import panels as partner_panels
from exchange.listings.partners import views as partners
from exchange.listings.saved import views as saved
from exchange.listings.search import home
from exchange.listings.search import views as search
from exchange.listings.views import BLUEPRINTS
from exchange.listings.watching import panels as watching_panels
from exchange.listings.watching import views as watching
from exchange.listings.wishes import views as wishes

MODELS = models
REGISTERED_BY_IMPORT = (
    bulk_panels, bulk_sheets, bulk_tasks, crawling, flow_tasks, keeping, panels, sentences, tasks, ties,
    partner_panels, watching_panels,
)  # fmt: skip


def register(app: Flask) -> None:
    """The search, saved searches, the home page, the pages of lots and needs, and what registers observed."""
    found = home.bp, search.bp, map_views.bp, companies.bp, partners.bp, saved.bp, watching.bp, wishes.bp
    for blueprint in (*found, bulk_views.bp, taking_away.bp, *BLUEPRINTS, *flow_views.BLUEPRINTS):
        app.register_blueprint(blueprint)
    app.cli.add_command(flows)
