"""Rules built by administrators."""
