"""Measures on people and companies: suspended or refused with reasons, objected to, lifted."""
