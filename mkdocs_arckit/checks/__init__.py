"""Everything that can be wrong with a file: its shape, its rules, its links, its diagrams, its classification."""
