"""Who can serve whom, how well, and why."""
