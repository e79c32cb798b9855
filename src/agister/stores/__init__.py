"""What is kept: the statement index on disk."""
