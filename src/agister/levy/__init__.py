"""A levy: from declared facts and a dated act to an assessment, and from what was received to shares. Pure functions."""
