"""A lively, clearly fictitious territory to look around in, and fixed accounts for reviews."""
