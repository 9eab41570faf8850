"""What two sides say about one another when all is done."""
