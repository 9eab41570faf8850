"""Everything that the exchange holds about a person, put together on request as a file for that person alone."""
