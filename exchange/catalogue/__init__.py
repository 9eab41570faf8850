"""Materials, substitutions, processes, waste codes, units and factors, with their sources."""
