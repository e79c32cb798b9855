"""Every key of a policy file, from the code that reads the file."""

from __future__ import annotations

from itertools import groupby

from agister.protocols import PROTOCOLS
from agister.screening.policy_keys import LICENCE_KEYS, KeySpec, keys_of
from docs.generators.markdown import NOTE

_ABOUT = (
    "A policy is a TOML file. Only `name` and `usage` are required. What is left out takes the default, which is the "
    "cautious value, and is printed in the manifest and in the report. Every section may hold a `reason`, in words. "
    "A key that is not on this page is an error. The numbers A1–A19 are those of the "
    "[ambiguities](../decisions/ambiguities.md)."
)


def page() -> str:
    """The keys in the order in which a policy is explained."""
    text = f"# Policy keys\n\n{NOTE}{_ABOUT}\n"
    specifications = {protocol.name: protocol.specification for protocol in PROTOCOLS}
    seen: set[str] = set()
    for section, keys in groupby(sorted_by_section(keys_of(PROTOCOLS)), key=lambda key: key.section):
        text += f"\n## `[{section}]`\n" if section else "\n## At the top of the file\n"
        if section in specifications and section not in seen:
            text += f"\n{specifications[section]}. See [its page](protocols/{section}.md).\n"
            seen.add(section)
        for key in keys:
            text += f"\n### `{title(key)}`\n\n{_explained(key)}"
    listed = ", ".join(f"`{name}`" for name in LICENCE_KEYS)
    return text + f"\n## `[[licences]]`\n\nOne entry for each licence that this user holds, with {listed}.\n"


def sorted_by_section(keys: tuple[KeySpec, ...]) -> list[KeySpec]:
    """Keys of one section together, sections in the order of their first key."""
    order = list(dict.fromkeys(key.section for key in keys))
    return sorted(keys, key=lambda key: order.index(key.section))


def title(key: KeySpec) -> str:
    """`[robots_txt] tokens`, or `usage` at the top of the file."""
    return f"[{key.section}] {key.name}" if key.section else key.name


def anchor(key: KeySpec) -> str:
    """The anchor of its heading on the page."""
    return f"{key.section}-{key.name}" if key.section else key.name


def _explained(key: KeySpec) -> str:
    shape = key.shape.value[0].upper() + key.shape.value[1:]
    values = " of " + ", ".join(f"`{value}`" for value in key.values) if key.values else ""
    if key.default is None:
        default = "Required."
    else:
        default = "Default: " + (", ".join(f"`{value}`" for value in key.default if value) or "none") + "."
    decides = f" Decides {key.ambiguity}." if key.ambiguity else ""
    return f"{shape}{values}. {default}\n\n{key.meaning}{decides}\n"
