"""The map beside a search: drawn on the server for first paint and print, movable for those who ask for it."""
