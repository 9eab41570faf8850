"""Listings copy intervals of the material tree; when the tree is numbered anew, the copies follow."""

import sqlalchemy as sa

from exchange.catalogue import queries as catalogue
from exchange.kernel.orm import session
from exchange.listings.tallying import recount

_OFFERS = sa.text(
    """
    UPDATE offer SET material = int4range(material.lft, material.end_) FROM material
    WHERE material.code = offer.material_code AND offer.material <> int4range(material.lft, material.end_)
    """
)
_NEEDS = sa.text(
    """
    UPDATE need SET material = fresh.spans
    FROM (SELECT need_id, range_agg(known.span) AS spans
          FROM need_accepts JOIN unnest(CAST(:codes AS text[]), CAST(:spans AS int4multirange[])) AS known(code, span)
            ON known.code = need_accepts.material_code
          GROUP BY need_id) AS fresh
    WHERE fresh.need_id = need.id AND need.material <> fresh.spans
    """
)


def renumber() -> None:
    """Bring the intervals of all listings to the catalogue as it stands, substitutes included.

    Changes nothing where nothing moved. Needed after the catalogue was loaded anew.
    """
    known = catalogue.current()
    accepted = {
        code: [entry.span, *(known.span(rule.substitute_code) for rule in known.substitutions_into(code))]
        for code, entry in known.materials.items()
    }
    spans = ["{" + ",".join(f"[{span.lft},{span.end})" for span in all_of_it) + "}" for all_of_it in accepted.values()]
    moved = session().connection().execute(_OFFERS).rowcount
    moved += session().connection().execute(_NEEDS, {"codes": list(accepted), "spans": spans}).rowcount
    if moved:  # needs are counted under the nodes of the tree as it was while they changed
        recount()
