"""What the accounts room adds to the app."""

from flask import Flask

from exchange.accounts import keeping, tasks
from exchange.accounts.acting import models as acting_models
from exchange.accounts.erasing import models as erasure_models
from exchange.accounts.erasing import tasks as erasures
from exchange.accounts.erasing.views import bp as erasure
from exchange.accounts.exporting import models
from exchange.accounts.exporting import tasks as exports
from exchange.accounts.exporting.views import bp as personal_data
from exchange.accounts.measures import models as measure_models
from exchange.accounts.measures.desk import bp as desk_measures
from exchange.accounts.measures.views import bp as measures
from exchange.accounts.registers import models as register_models
from exchange.accounts.registers import tasks as registers
from exchange.accounts.registers.settings import know_registers
from exchange.accounts.views import BLUEPRINTS
from exchange.accounts.views.oidc import know_provider
from exchange.accounts.views.staff import bp as staff
from exchange.accounts.visitors import know_visitors

MODELS = models, erasure_models, measure_models, acting_models, register_models
TASKS = erasures, exports, registers, tasks, keeping


def register(app: Flask) -> None:
    """Visitors are known before any door opens."""
    know_visitors(app)
    know_provider(app)
    know_registers(app)
    for blueprint in (*BLUEPRINTS, personal_data, erasure, staff, measures, desk_measures):
        app.register_blueprint(blueprint)
