"""Reading for matching: facts of listings, candidates by index, stored matches, the potential of registers."""
