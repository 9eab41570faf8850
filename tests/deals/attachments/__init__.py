"""What two sides send one another with their messages."""
