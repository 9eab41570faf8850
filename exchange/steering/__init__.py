"""What the exchange has come to for the territory: figures that anybody may check."""
