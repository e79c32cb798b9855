"""The console script: one file per command, listed in `agister.cli.main`."""
