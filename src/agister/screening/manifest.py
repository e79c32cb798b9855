"""The manifest of a run: digests of data, index, policy and code, and all counts; what makes a run repeatable and provable."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agister.screening.plan import ShardJob, Tally
from agister.screening.shards import open_address
from agister.screening.writers import exists, read_text, write_text

FORMAT = "agister-manifest/1"


@dataclass(slots=True)
class Manifest:
    """What was screened against what. `run` holds everything but the shards; equal `run`s give equal answers."""

    address: str
    run: dict[str, Any]
    law_day: date
    """Day whose law was asked, where a row brings none of its own. Not in `run`: the same law on another day gives equal answers."""
    shards: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Shard name → input digest, output sizes, counts."""

    @classmethod
    def resume(
        cls, address: str, run: dict[str, Any], dataset: Container[str] | None = None, *, law_day: date
    ) -> Manifest:
        """A manifest for this run, with the shards that an earlier, equal run finished. A broken file counts as none.

        `dataset`: names of the shards that the dataset has now; what it has lost since is left out, so that the counts add up.
        """
        manifest = cls(address, run, law_day)
        if exists(address):
            try:
                content = json.loads(read_text(address))
                if content.get("format") == FORMAT and content.get("run") == json.loads(json.dumps(run)):
                    kept = dict(content["shards"])
                    manifest.shards = {n: e for n, e in kept.items() if dataset is None or n in dataset}
            except (ValueError, KeyError, TypeError, AttributeError):
                pass
        return manifest

    def finished(self, job: ShardJob, digest: str) -> Tally | None:
        """Counts of a shard that needs no work: same input, and its outputs still there as they were written."""
        entry = self.shards.get(job.shard.name)
        if entry is None or entry.get("input") != digest:
            return None
        if entry.get("outputs") != _sizes(job):
            return None
        try:
            return Tally.from_json(entry["counts"])
        except (KeyError, ValueError, TypeError):
            return None

    def finish(self, job: ShardJob, digest: str, tally: Tally) -> None:
        """Enter a shard whose outputs are in place."""
        self.shards[job.shard.name] = {"input": digest, "outputs": _sizes(job), "counts": tally.as_json()}

    def write(self, total: Tally, *, complete: bool, seconds: float) -> None:
        """Write the file, whole or not at all."""
        content = {
            "format": FORMAT,
            "complete": complete,
            "run": self.run,
            "law_day": self.law_day.isoformat(),
            "counts": total.as_json(),
            "seconds": round(seconds, 3),
            "shards": self.shards,
        }
        write_text(self.address, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def _sizes(job: ShardJob) -> Mapping[str, int] | None:
    sizes: dict[str, int] = {}
    for role, address in (("out", job.out), ("kept", job.kept), ("excluded", job.excluded)):
        if address is None:
            continue
        filesystem, path = open_address(address)
        if not filesystem.exists(path):
            return None
        sizes[role] = int(filesystem.size(path))
    return sizes
