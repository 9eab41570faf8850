"""Register files by browser: hand in, watch, read the report, try again."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.flows import importing
from exchange.listings.flows.faults import Fault, said
from exchange.listings.flows.forms.files import ImportForm
from exchange.listings.flows.queries import imports as queries
from exchange.listings.flows.rows import OPTIONAL, REQUIRED
from exchange.listings.models import FlowImport, FlowImportRemark
from exchange.listings.remarks import all_remarks, remarks
from exchange.web.answers import go, wants_part
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.sheets import sheet
from exchange.web.visitor import acting_person_id

bp = Blueprint("flow_imports", __name__, url_prefix="/desk/flows/import")


@bp.get("")
@open_to(Audience.FACILITATORS)
def new() -> ResponseReturnValue:
    """The form, and the files handed in before."""
    return _form_page(ImportForm())


@bp.post("")
@open_to(Audience.FACILITATORS)
@once
def create() -> ResponseReturnValue:
    """Keep the file; the worker reads it while its page shows how far it is."""
    form = filled(ImportForm)
    if not form.validate():
        return _form_page(form), 422
    with unit_of_work():
        handed_in = importing.hand_in(form.register_file(), by=acting_person_id(), at=clock.now())
    return go(url_for(".show", import_id=handed_in.id))


@bp.get("/<uuid:import_id>")
@open_to(Audience.FACILITATORS)
def show(import_id: UUID) -> ResponseReturnValue:
    """How far it is, then what came of it and of each line. As a part, what the page polls."""
    one, after = queries.one_import(import_id), request.args.get("after")
    template = "listings/flows/_import.html" if wants_part() else "listings/flows/import.html"
    return render_template(
        template, one=one, remarks=remarks(FlowImportRemark, one.id, after), is_first=not after, said=_said,
        is_silent=_is_silent(one), most=importing.MOST_REMARKS,
    )  # fmt: skip


@bp.get("/<uuid:import_id>/report.csv")
@open_to(Audience.FACILITATORS)
def report(import_id: UUID) -> ResponseReturnValue:
    """The lines to mend, for the spreadsheet in which they are mended."""
    one = queries.one_import(import_id)
    rows = [(remark.line, remark.cell, _said(remark)) for remark in all_remarks(FlowImportRemark, one.id)]
    return sheet(f"report-{one.id}.csv", [_("Line"), _("Column"), _("What is wrong")], rows)


@bp.post("/<uuid:import_id>/repetition")
@open_to(Audience.FACILITATORS)
@once
def repeat(import_id: UUID) -> ResponseReturnValue:
    """Read the same file once more: only its good rows, or all of it after the worker was lost."""
    keeps = "good_rows" in request.form
    with unit_of_work():
        again = queries.one_import(import_id)
        importing.try_again(
            import_id, keeps_good_rows=keeps or again.keeps_good_rows, by=acting_person_id(), at=clock.now()
        )  # fmt: skip
    return go(url_for(".show", import_id=import_id))


def _form_page(form: ImportForm) -> str:
    after = request.args.get("after")
    return render_template(
        "listings/flows/new_import.html", form=form, imports=queries.imports(after), is_first=not after,
        required=REQUIRED, optional=OPTIONAL,
    )  # fmt: skip


def _said(remark: FlowImportRemark) -> str:
    return said(Fault(remark.fault), remark.facts)


def _is_silent(one: FlowImport) -> bool:
    return one.is_under_way and one.moved_at < clock.now() - importing.QUIET_FOR
