"""Pure rules of listings: what words say, how complete a description is. No web, no database, no clock."""
