"""What happened: append-only, hash-chained entries."""
