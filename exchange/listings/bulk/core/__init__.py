"""Pure rules of bulk files: columns, words of cells, hostile archives."""
