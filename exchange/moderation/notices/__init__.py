"""Notices of content (Regulation (EU) 2022/2065, article 16): given by anybody, decided by people, told to both."""
