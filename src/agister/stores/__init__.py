"""What is kept: the statement index on disk, and the journal of an office in SQLite or PostgreSQL."""
