"""People, businesses, sites, memberships, permits: who is who and where."""
