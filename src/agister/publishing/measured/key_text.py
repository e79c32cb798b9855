"""A measured key as a key file that `agister levy share --key` reads, checked by reading it before it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping

from agister.errors import SharingError
from agister.levy.allocations.key_file import parse_key
from agister.publishing.measured.collections_file import CommonsCollections
from agister.publishing.measured.shares import Measured

#: An amount on which a new key is tried: large enough that every floor and cap in per cent is a whole number of units.
TRIED_ON = 10**9


def key_text(collections: CommonsCollections, measured: Measured) -> str:
    """The key file. Raises `SharingError` where nothing was measured, a strand has no weight, or floors exceed the whole."""
    strands = {strand: counts for strand, counts in sorted(measured.strands.items()) if any(counts.values())}
    if not strands:
        raise SharingError(
            f"nothing of the corpus lies in a collection of {collections.name}: look at the origins outside all collections"
        )
    lines = [
        "# What a corpus holds of each collection. Written by `agister levy measure`; to change it, measure again.",
        "kind: measured_sources",
    ]
    if collections.law:
        lines.append(f"law: {json.dumps(collections.law, ensure_ascii=False)}")
    counted = "every row" if measured.question.unscreened else f"rows {', '.join(measured.question.outcomes)}"
    note = f"{collections.name}; corpus frozen on {collections.frozen}; counted: {counted}"
    lines += [f"note: {json.dumps(note, ensure_ascii=False)}", f"unit: {measured.question.unit}", "measured:"]
    for strand, counts in strands.items():
        lines.append(f"  {_name(strand)}:")
        lines += [f"    {_name(source)}: {units}" for source, units in sorted(counts.items())]
    if len(strands) > 1 or collections.strands is not None:
        lines.append("strands:")
        lines += [f"  {_name(strand)}: {weight}" for strand, weight in _weights(collections, strands).items()]
    lines.append("inputs:")
    inputs = {"sources": collections.digest, **measured.inputs}
    lines += [f"  {_name(name)}: {digest}" for name, digest in inputs.items()]
    lines += [f"floor: {collections.floor}", f"cap: {collections.cap}"]
    present = {source for counts in strands.values() for source in counts}
    for key in ("floors", "caps"):
        named = {
            item.id: getattr(item, key[:-1])
            for item in collections.collections.values()
            if getattr(item, key[:-1]) and item.id in present
        }
        if named:
            lines += [f"{key}:", *(f"  {_name(source)}: {limit}" for source, limit in sorted(named.items()))]
    lines.append(f"rest: {_name(collections.rest)}")
    text = "\n".join(lines) + "\n"
    parse_key(text.encode("utf-8"), file="the measured key").share(TRIED_ON)
    return text


def _weights(collections: CommonsCollections, strands: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    if collections.strands is None:
        return {strand: str(sum(counts.values())) for strand, counts in strands.items()}
    missing = sorted(set(strands) - set(collections.strands))
    if missing:
        raise SharingError(
            f"the strand {missing[0]} was measured, and {collections.name} gives it no weight; it weighs "
            f"{', '.join(sorted(collections.strands))}"
        )
    return {strand: collections.strands[strand] for strand in strands}


def _name(text: str) -> str:
    """A name as YAML holds it: always in quotes, so that no name is read as something else."""
    return json.dumps(text, ensure_ascii=False)
