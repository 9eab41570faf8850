"""Lots by the hundred: files in, files out."""
