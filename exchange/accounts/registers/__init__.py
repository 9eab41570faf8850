"""Public registers of companies: asked once for a new company, and again when a moderator wants it."""
