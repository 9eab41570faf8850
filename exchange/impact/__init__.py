"""What a handover saves, with its range and its source."""
