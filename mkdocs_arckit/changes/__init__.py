"""What changed between two strategies, in the words of their readers."""
