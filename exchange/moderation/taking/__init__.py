"""Cases of the desk in one person's hands: which there are, taking them, giving them back."""
