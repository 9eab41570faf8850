"""How often content may be reported: each notice is work for a person, and a mail to whoever is named in it."""

from datetime import timedelta

from exchange.accounts.secret import hashed
from exchange.web.rate import client_address, limit


def limit_notices(person_id: object | None, email: str) -> None:
    """20 a day per client address, 20 per account, and 10 receipts per address of mail. Raises TooMany."""
    day = timedelta(days=1)
    limit("report:address", client_address(), most=20, per=day)
    if person_id is not None:
        limit("report:account", str(person_id), most=20, per=day)
    if email:
        limit("report:mail", hashed(email), most=10, per=day)


def limit_objections() -> None:
    """10 objections an hour per client address. Raises TooMany."""
    limit("report_objection:address", client_address(), most=10, per=timedelta(hours=1))
