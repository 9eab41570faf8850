"""Papers of a deal: documents issued once, the waste register, what a border or a hazard asks, data for invoices."""
