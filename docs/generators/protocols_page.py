"""The list of protocols and what each reads from which carrier."""

from __future__ import annotations

from agister.protocols import PROTOCOLS, ReservationProtocol
from agister.rights import Preference, Scope, Statement
from docs.generators.markdown import NOTE, table, yes
from tests.conformance.vectors import asset_of, gather, observation_of, protocol_vectors


def page() -> str:
    """The list of protocols and what each reads from which carrier, as the conformance vectors show it."""
    text = (
        "# Protocols\n\n" + NOTE + "In the order in which a protocol is named when several gave the same outcome.\n\n"
    )
    text += table(
        ["protocol", "specification", "site-wide paths", "policy keys"],
        [
            [
                f"[`{protocol.name}`]({protocol.name}.md)",
                protocol.specification,
                ", ".join(f"`{path}`" for path in protocol.well_known) or "–",
                ", ".join(f"`{key.name}`" for key in protocol.keys) or "–",
            ]
            for protocol in PROTOCOLS
        ],
    )
    text += (
        "\n## What each carrier can say\n\nCollected from the statements that the vectors of `conformance/protocols` "
        "give: `yes` means that at least one vector shows it.\n\n"
    )
    text += table(
        [
            "protocol",
            "carrier",
            "speaks for",
            "names agents",
            "names paths",
            "usages",
            "can allow",
            "offers terms",
            "vectors",
        ],
        (row for protocol in PROTOCOLS for row in _carriers(protocol)),
    )
    return text


def _carriers(protocol: ReservationProtocol) -> list[list[object]]:
    spoken: dict[str, list[Statement]] = {}
    vectors: dict[str, set[str]] = {}
    for vector in protocol_vectors():
        if vector.protocol != protocol.name:
            continue
        observations = [observation_of(entry) for entry in vector.content["observations"]]
        statements, _ = gather(protocol, observations, asset_of(vector.content["asset"]))
        for statement in statements:
            if statement.place == "fetch":
                continue
            spoken.setdefault(statement.carrier, []).append(statement)
            vectors.setdefault(statement.carrier, set()).add(vector.id)
    return [
        [
            f"`{protocol.name}`",
            carrier or "–",
            " or ".join("the origin" if s is Scope.ORIGIN else "the URL" for s in sorted({s.scope for s in said})),
            yes(any(set(s.agents) - {"*"} for s in said)),
            yes(any(s.pattern for s in said)),
            ", ".join(f"`{usage}`" for usage in sorted({s.usage for s in said})),
            yes(any(s.preference is Preference.ALLOW for s in said)),
            yes(any(s.offer for s in said)),
            len(vectors[carrier]),
        ]
        for carrier, said in sorted(spoken.items())
    ]
