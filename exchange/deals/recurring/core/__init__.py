"""Pure rules of what comes again."""
