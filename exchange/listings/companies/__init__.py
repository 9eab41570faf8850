"""The public page of a company: what it has chosen to show, and nothing that it has not."""
