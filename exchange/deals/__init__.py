"""From a proposal to a weighed, confirmed handover."""
