"""Who sees a listing when."""
