"""An administrator in a company's place, for an hour at most: what each request needs to know of it."""
