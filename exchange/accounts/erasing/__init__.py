"""A person leaves for good: asked for, undone within some days, then done by a job as the declarations say."""
