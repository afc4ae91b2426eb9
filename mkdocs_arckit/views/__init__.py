"""What a board asks of all strategies: one module for each page below the index, and the index itself."""
