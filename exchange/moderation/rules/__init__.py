"""Rules that administrators build: what they look at, what they hold for a person, what they would have held."""
