"""Attacks on an instance of its own by schemathesis and sqlmap; imported by nothing."""
