"""Writes the reference pages that repeat what the code says. `--check` writes nothing and fails where one is stale.

Run by `make docs`. Each page has one function here that returns its whole text; what is in it comes from the code, the
conformance vectors or `docs/decisions/ambiguities.toml`, never from this file.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from agister.protocols import PROTOCOLS, ReservationProtocol  # noqa: E402
from agister.rights import PolicyKey, Preference, Scope, Statement  # noqa: E402
from tests.conformance.vectors import asset_of, gather, observation_of, protocol_vectors  # noqa: E402

DOCS = ROOT / "docs"
NOTE = "<!-- Written by docs/generate.py. Change the code and run `make docs`. -->\n\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; pipes inside cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def policy_keys() -> str:
    """Every choice that a protocol leaves to the policy."""
    text = (
        "# Policy keys of the protocols\n\n"
        + NOTE
        + "A policy file may hold one section per protocol. What it leaves out "
        "takes the default, which is the cautious value, and is printed in the manifest and in the report. "
        "The numbers A1–A19 are those of the [ambiguities](../decisions/ambiguities.md).\n"
    )
    for protocol in PROTOCOLS:
        if protocol.keys:
            text += (
                f"\n## `[{protocol.name}]`\n\n{protocol.specification}. See [its page](protocols/{protocol.name}.md).\n"
            )
        for key in protocol.keys:
            text += f"\n### `[{protocol.name}] {key.name}`\n\n{_key(key)}"
    return text


def _key(key: PolicyKey) -> str:
    values = ", ".join(f"`{value}`" + (" (default)" if value == key.default else "") for value in key.values)
    ambiguity = f"\n\nDecides {key.ambiguity}." if key.ambiguity else ""
    return f"{values}\n\n{key.meaning}{ambiguity}\n"


def protocols() -> str:
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
            _yes(any(set(s.agents) - {"*"} for s in said)),
            _yes(any(s.pattern for s in said)),
            ", ".join(f"`{usage}`" for usage in sorted({s.usage for s in said})),
            _yes(any(s.preference is Preference.ALLOW for s in said)),
            _yes(any(s.offer for s in said)),
            len(vectors[carrier]),
        ]
        for carrier, said in sorted(spoken.items())
    ]


def _yes(value: bool) -> str:
    return "yes" if value else "–"


def ambiguities() -> str:
    """Every ambiguity of the standards with the policy key or the decision that settles it."""
    listed: list[dict[str, Any]] = tomllib.loads((DOCS / "decisions" / "ambiguities.toml").read_text("utf-8"))[
        "ambiguity"
    ]
    keys: dict[str, list[str]] = {}
    for protocol in PROTOCOLS:
        for key in protocol.keys:
            for number in re.findall(r"A\d+", key.ambiguity):
                link = f"[`[{protocol.name}] {key.name}`](../reference/policy-keys.md#{protocol.name}-{key.name})"
                keys.setdefault(number, []).append(link)
    records: dict[str, list[str]] = {}
    for record in sorted((DOCS / "decisions").glob("[0-9]*.md")):
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


def commands() -> str:
    """Every command with its options, from the argument parser."""
    main = importlib.import_module("agister.cli.main")
    parser: argparse.ArgumentParser = main.parser()
    text = (
        "# Commands\n\n"
        + NOTE
        + "Exit status 0: done. 2: bad usage or unusable input, with one line that says why. 1: a mistake of ours.\n"
    )
    for words, command in sorted(_leaves(parser, ())):
        text += f"\n## `agister {' '.join(words)}`\n\n"
        text += f"{command.description or ''}\n\n" if command.description else ""
        usage = " ".join(command.format_usage().removeprefix("usage: ").split())
        text += f"```text\n{usage}\n```\n\n"
        text += table(["argument", "means"], _arguments(command))
    return text


def _leaves(
    parser: argparse.ArgumentParser, words: tuple[str, ...]
) -> list[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    if not below:
        return [(words, parser)]
    return [
        leaf for action in below for name, child in action.choices.items() for leaf in _leaves(child, (*words, name))
    ]


def _arguments(command: argparse.ArgumentParser) -> list[list[str]]:
    rows = []
    for action in command._actions:  # noqa: SLF001
        if isinstance(action, argparse._HelpAction):  # noqa: SLF001
            continue
        shown = str(action.metavar or (action.dest.upper() if action.nargs != 0 else ""))
        if action.choices and not action.metavar:
            shown = " or ".join(map(str, action.choices))
        name = (
            f"`{', '.join(action.option_strings)} {shown}`".replace(" `", "`")
            if action.option_strings
            else f"`{shown}`"
        )
        rows.append([name, (action.help or "") % {"default": action.default, "prog": command.prog}])
    return rows


#: Page → what writes it. A page whose code does not exist yet is left out.
PAGES: dict[str, Callable[[], str]] = {
    "reference/policy-keys.md": policy_keys,
    "reference/protocols/index.md": protocols,
    "decisions/ambiguities.md": ambiguities,
}
if (ROOT / "src/agister/cli/main.py").is_file():
    PAGES["reference/cli.md"] = commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check every page; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a page is stale")
    check = parser.parse_args(arguments).check
    stale = 0
    for name, write in PAGES.items():
        path, text = DOCS / name, write()
        before = path.read_text("utf-8") if path.is_file() else ""
        if before == text:
            continue
        stale += 1
        if check:
            difference = difflib.unified_diff(
                before.splitlines(), text.splitlines(), name, "what the code says", lineterm=""
            )
            print("\n".join(list(difference)[:40]))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"wrote docs/{name}")
    if check and stale:
        print(f"{stale} generated page(s) are stale: run `make docs` and commit what it writes")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
