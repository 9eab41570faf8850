"""What servers and the flask command load."""

from exchange.factory import create_app

app = create_app()
