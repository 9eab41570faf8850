"""Pure rules of a deal: who may do what when, and when a slot can be."""
