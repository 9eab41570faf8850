"""Benchmarks: how fast matching answers as a territory grows, beside what most would write. Imported by nothing."""
