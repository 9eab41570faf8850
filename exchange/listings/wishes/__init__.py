"""The members' wish list: what others look for, and the shortest ways to say and to answer it."""
