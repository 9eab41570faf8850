"""Pure rules of the room: when a period ends."""
