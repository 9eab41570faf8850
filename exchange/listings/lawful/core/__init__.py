"""Rules about lots as values: a case and a day in, the broken rules out."""
