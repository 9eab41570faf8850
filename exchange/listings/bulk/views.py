"""Lots by file: hand in, choose columns, check, import, read the report."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries as accounts
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.bulk import labels, queries, service
from exchange.listings.bulk.choices import Choices, read_choices
from exchange.listings.bulk.core.mapping import proposed
from exchange.listings.bulk.forms import ACCEPTED, ChoicesForm, FileForm
from exchange.listings.bulk.service import LotFile, Order
from exchange.listings.bulk.templates import as_xlsx, template_rows
from exchange.listings.flows.forms.files import ALL_OR_NOTHING, GOOD_ROWS
from exchange.listings.models import LotImport, LotImportRemark
from exchange.listings.remarks import all_remarks, remarks
from exchange.web.answers import go, wants_part
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.forms import filled
from exchange.web.languages import current_language
from exchange.web.once import once
from exchange.web.sheets import sheet
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("lot_imports", __name__, url_prefix="/company/import")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXAMPLE = "wood.pallets"


@bp.get("")
@open_to(Audience.MEMBERS)
@also_on_behalf
def new() -> ResponseReturnValue:
    """The form, the templates, and the files handed in before."""
    return _form_page(FileForm())


@bp.post("")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def create() -> ResponseReturnValue:
    """Keep the file and propose which of its columns holds what."""
    form = filled(FileForm)
    if not form.validate():
        return _form_page(form), 422
    file = LotFile(form.file.name_sent, form.file.table, current_language(), form.file.content)
    numbers = "en" if current_language() == "en" else "fr"
    choices = Choices(proposed(file.table.header), numbers)
    with unit_of_work():
        one = service.hand_in(
            file, choices, by=acting_person_id(), business_id=acting_business_id(), at=clock.now()
        )  # fmt: skip
    return go(url_for(".show", import_id=one.id))


@bp.get("/template.<any(csv, xlsx):kind>")
@open_to(Audience.MEMBERS)
@also_on_behalf
def template(kind: str) -> ResponseReturnValue:
    """An empty table with an example, in the reader's language."""
    language = current_language()
    rows = template_rows(language, catalogue.current().label(_EXAMPLE, language))
    if kind == "csv":
        header, *others = rows
        return sheet("lots.csv", [str(name) for name in header], [[str(cell) for cell in row] for row in others])
    return Response(
        as_xlsx(rows), mimetype=_XLSX, headers={"Content-Disposition": 'attachment; filename="lots.xlsx"'}
    )  # fmt: skip


@bp.get("/<uuid:import_id>")
@open_to(Audience.MEMBERS)
@also_on_behalf
def show(import_id: UUID) -> ResponseReturnValue:
    """Its columns to choose, how far it is, what came of it and of each row. As a part, what the page polls."""
    one = queries.own(import_id, acting_business_id())
    return _import_page(one, None if one.is_under_way else _choices_form(one))


@bp.post("/<uuid:import_id>/run")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def run(import_id: UUID) -> ResponseReturnValue:
    """Check the file, or import it."""
    one = queries.own(import_id, acting_business_id())
    form = filled(ChoicesForm, header=one.header, sites=accounts.sites_of(acting_business_id()))
    if not form.validate():
        return _import_page(one, form), 422
    order = Order(form.chosen(), form.keeps_good_rows, bool(form.as_drafts.data), "import" not in request.form)
    with unit_of_work():
        service.start(
            import_id, order, language=current_language(), by=acting_person_id(), business_id=acting_business_id(),
            at=clock.now(),
        )  # fmt: skip
    return go(url_for(".show", import_id=import_id))


@bp.get("/<uuid:import_id>/report.csv")
@open_to(Audience.MEMBERS)
@also_on_behalf
def report(import_id: UUID) -> ResponseReturnValue:
    """The rows to mend, for the spreadsheet in which they are mended."""
    one = queries.own(import_id, acting_business_id())
    rows = [(remark.line, remark.heading, remark.message) for remark in all_remarks(LotImportRemark, one.id)]
    return sheet(f"report-{one.id}.csv", [_("Row"), _("Column"), _("What is wrong")], rows)


def _form_page(form: FileForm) -> str:
    mine = acting_business_id()
    if not accounts.sites_of(mine):
        return render_template("listings/no_site.html")
    return render_template(
        "listings/bulk/new.html", form=form, imports=queries.latest(mine), labels=labels, accepted=ACCEPTED
    )  # fmt: skip


def _import_page(one: LotImport, form: ChoicesForm | None) -> str:
    after = request.args.get("after")
    part = "listings/bulk/_import.html" if wants_part() else "listings/bulk/import.html"
    return render_template(
        part, one=one, form=form, remarks=remarks(LotImportRemark, one.id, after), is_first=not after, labels=labels,
        is_silent=one.is_under_way and one.moved_at < clock.now() - service.QUIET_FOR,
    )  # fmt: skip


def _choices_form(one: LotImport) -> ChoicesForm:
    """As it was chosen last."""
    choices = read_choices(one.choices)
    return ChoicesForm(
        header=one.header, sites=accounts.sites_of(acting_business_id()), numbers=choices.numbers,
        site_id=choices.site_id, legal_status=choices.legal_status, condition=choices.condition,
        as_drafts=one.as_drafts, broken=GOOD_ROWS if one.keeps_good_rows else ALL_OR_NOTHING,
        **{f"column_{column.value}": str(number) for column, number in choices.columns.items()},
    )  # fmt: skip
