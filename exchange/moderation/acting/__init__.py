"""Acting for a company that asks for help: begun with a reason, told at once, seen by its people, over in an hour."""
