"""Pure rules of the accounts: opening hours and waste codes as people write them."""
