"""What may not be offered, since when and by which text; in words that say what would make it lawful."""
