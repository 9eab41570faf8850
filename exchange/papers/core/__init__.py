"""Pure rules of papers: what a sheet holds, when it may be issued, what a border or a hazard asks."""
