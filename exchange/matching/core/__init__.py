"""Pure rules of matching: facts in, verdict out. No database, no clock, no request."""
