"""Writes the reference pages that repeat what the code says. `--check` writes nothing and fails where one is stale.

Run by `make docs`. What is in a page comes from the code, the conformance vectors or a TOML file beside the page, never
from here; one file in `generators/` for each page.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

DOCS = ROOT / "docs"

#: Page → the module whose `page()` writes it.
PAGES = {
    "reference/cli.md": "docs.generators.cli_page",
    "reference/columns.md": "docs.generators.columns_page",
    "reference/crawlers.md": "docs.generators.crawlers_page",
    "reference/levy/events.md": "docs.generators.levy_events_page",
    "reference/levy/procedure.md": "docs.generators.levy_procedure_page",
    "reference/policy-keys.md": "docs.generators.policy_keys_page",
    "reference/protocols/index.md": "docs.generators.protocols_page",
    "decisions/ambiguities.md": "docs.generators.ambiguities_page",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check every page; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a page is stale")
    check = parser.parse_args(arguments).check
    stale = 0
    for name, module in PAGES.items():
        path, text = DOCS / name, importlib.import_module(module).page()
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
