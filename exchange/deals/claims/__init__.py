"""Claims about loads: raised, answered, agreed or decided, and applied as compensating entries."""
