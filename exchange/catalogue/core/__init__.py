"""Pure rules of the catalogue: the numbered tree, trade words, units."""
