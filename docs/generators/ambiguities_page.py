"""The ambiguities of the standards with the policy key or the decision record that settles each."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from agister.protocols import PROTOCOLS
from agister.screening.policy_keys import keys_of
from docs.generators.markdown import NOTE, table
from docs.generators.policy_keys_page import anchor, title

DECISIONS = Path(__file__).resolve().parent.parent / "decisions"


def page() -> str:
    """Every ambiguity of the standards with the policy key or the decision that settles it."""
    listed: list[dict[str, Any]] = tomllib.loads((DECISIONS / "ambiguities.toml").read_text("utf-8"))["ambiguity"]
    keys: dict[str, list[str]] = {}
    for key in keys_of(PROTOCOLS):
        for number in re.findall(r"A\d+", key.ambiguity):
            link = f"[`{title(key)}`](../reference/policy-keys.md#{anchor(key)})"
            keys.setdefault(number, []).append(link)
    records: dict[str, list[str]] = {}
    for record in sorted(DECISIONS.glob("[0-9]*.md")):
        found = re.search(r"^Settles: (.+)$", record.read_text("utf-8"), re.MULTILINE)
        for number in re.findall(r"A\d+", found.group(1)) if found else ():
            records.setdefault(number, []).append(f"[ADR {record.name[:4]}]({record.name})")
    rows = []
    for entry in listed:
        number = entry["number"]
        settled = [*keys.get(number, ()), *(f"`{key}`" for key in entry.get("keys", ())), *records.get(number, ())]
        rows.append([number, entry["question"], "<br>".join(settled) or "**open**", entry["choice"]])
    return (
        "# Ambiguities of the standards, and what settles each\n\n"
        + NOTE
        + "The standards leave these questions open, or answer them in two ways. None is settled silently in code: "
        "each is a key that a policy sets and explains, or a decision recorded here. The last column says what holds "
        "where a policy is silent.\n\n" + table(["", "question", "settled by", "where the policy is silent"], rows)
    )
