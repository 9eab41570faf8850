"""Who of the desk has which case before them: for a while, so that two people never work on the same one."""
