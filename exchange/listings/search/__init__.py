"""Finding lots and needs: criteria from an address, exact counts, pages, the map, the home page."""
