"""Where observations come from: one file per place, each an iterator of `Observation`s with evidence pointers."""
