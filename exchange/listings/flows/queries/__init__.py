"""Reading register files and the flows that they left."""
