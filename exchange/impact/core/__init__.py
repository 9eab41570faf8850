"""Pure rules of impact: factors and a haul in, a net benefit with its sources out."""
