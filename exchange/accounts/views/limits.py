"""How often strangers may try what costs work or sends mail."""

from datetime import timedelta

from exchange.accounts.secret import hashed
from exchange.web.rate import client_address, limit

_WINDOW = timedelta(minutes=5)
_TRIES = 10


def limit_sign_in(email: str) -> None:
    """10 tries in 5 minutes per client address and per account, known or not. Raises TooMany."""
    limit("sign_in:address", client_address(), most=_TRIES, per=_WINDOW)
    limit("sign_in:account", hashed(email), most=_TRIES, per=_WINDOW)


def limit_sign_up() -> None:
    """20 sign-ups an hour per client address. Raises TooMany."""
    limit("sign_up:address", client_address(), most=20, per=timedelta(hours=1))


def limit_reset(email: str) -> None:
    """5 mails a day per account, known or not; 20 an hour per client address. Raises TooMany."""
    limit("reset:address", client_address(), most=20, per=timedelta(hours=1))
    limit("reset:account", hashed(email), most=5, per=timedelta(days=1))


def limit_data(person_id: object) -> None:
    """10 tries a day to have one's data put together. Raises TooMany."""
    limit("data", str(person_id), most=10, per=timedelta(days=1))


def limit_own_secrets(person_id: object) -> None:
    """10 tries in 5 minutes at the password or the code of who is signed in. Raises TooMany."""
    limit("own_secret", str(person_id), most=_TRIES, per=_WINDOW)


def limit_second_step(person_id: object) -> None:
    """5 codes in 15 minutes for one account, from anywhere: six digits are soon guessed. Raises TooMany."""
    limit("second_step", str(person_id), most=5, per=timedelta(minutes=15))


def limit_passkeys() -> None:
    """60 challenges and answers in 5 minutes per client address: nothing can be guessed, but each costs. TooMany."""
    limit("passkey:address", client_address(), most=60, per=_WINDOW)


def limit_provider() -> None:
    """30 ways to the provider and back in 5 minutes per client address: each asks it something. Raises TooMany."""
    limit("provider:address", client_address(), most=30, per=_WINDOW)


def limit_letters(who: object) -> None:
    """30 mails a day that one person or business has sent to others. Raises TooMany."""
    limit("letters", str(who), most=30, per=timedelta(days=1))
