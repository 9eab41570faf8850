"""What the two sides of a finished deal say about one another, unread until both did or the time for it is over."""
