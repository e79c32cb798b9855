"""The pages of the levy name everything that there is: acts, values, facts, bases."""

from __future__ import annotations

import re

from agister.levy.bases import BASES
from agister.levy.instrument_file import read_instrument, shipped_instruments
from agister.levy.keys import FACTS, VALUES
from agister.levy.return_file import parse_return
from tests.places import ROOT

PAGES = {
    name: (ROOT / "docs/reference/levy" / f"{name}.md").read_text("utf-8")
    for name in ("instruments", "bases", "assess")
}


def test_every_act_value_and_fact_is_explained() -> None:
    assert [name for name in shipped_instruments() if f"| `{name}` |" not in PAGES["instruments"]] == []
    rows = {
        **{name: (key.meaning, PAGES["instruments"]) for name, key in VALUES.items()},
        **{name: (key.meaning, PAGES["assess"]) for name, key in FACTS.items()},
    }
    missing = [
        name for name, (meaning, page) in rows.items() if not re.search(rf"\| `{name}` \|.*{re.escape(meaning)}", page)
    ]
    assert missing == []


def test_every_base_has_its_section_with_what_it_needs_and_reads() -> None:
    sections = dict(re.findall(r"^## `(\w+)`\n(.*?)(?=^## )", PAGES["bases"], re.MULTILINE | re.DOTALL))
    assert list(sections) == [base.name for base in BASES]
    for base in BASES:
        assert [need for choices in base.needs for need in choices if f"`{need}`" not in sections[base.name]] == [], (
            base.name
        )
        assert f"| `{base.name}` |" in PAGES["bases"]


def test_the_files_that_are_shown_can_be_used() -> None:
    (act,) = re.findall(r"```yaml\n(.*?)```", PAGES["instruments"], re.DOTALL)
    assert read_instrument(act)[1] == []
    (declared,) = re.findall(r"```yaml\n(.*?)```", PAGES["assess"], re.DOTALL)
    assert parse_return(declared)[1] == []
