"""Syntax without meaning: one file per format. Pure functions from bytes to values; they never raise on any input."""
