from __future__ import annotations

import pyarrow as pa
import pytest

from agister.protocols import PROTOCOLS
from agister.rights import Question, Usage
from agister.screening.batches import ADDED, BatchScreener, open_rulebooks
from agister.screening.compiled_cache import compiled_folder
from agister.screening.plan import OUTCOME_WORDS, ScreenPlan
from tests.datasets import table_of
from tests.indexes import DECIDERS, OUTCOMES, SITES, index_of


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> ScreenPlan:
    index = index_of(tmp_path_factory.mktemp("batches") / "idx", SITES)
    return ScreenPlan(
        rulebooks=str(compiled_folder(index, Question(usage=Usage.TRAIN_AI, tokens=("gptbot",)))),
        index=str(index.path),
        protocols=tuple(p.name for p in PROTOCOLS),
        url_column="url",
        keep=frozenset(["unknown", "permitted"]),
    )


def changed(plan: ScreenPlan, **changes: object) -> ScreenPlan:
    return ScreenPlan(**{**{f: getattr(plan, f) for f in plan.__slots__}, **changes})


def test_three_columns_are_added(plan: ScreenPlan) -> None:
    batch = table_of().to_batches()[0]
    screener = BatchScreener(plan)
    table, code, tally = screener.screen(batch)
    assert table.schema == pa.schema([*batch.schema, *ADDED])
    assert table.select(batch.schema.names).to_batches()[0].equals(batch)
    assert table["agister_outcome"].to_pylist() == [OUTCOME_WORDS[c] for c in code] == list(OUTCOMES)
    assert table["agister_protocol"].to_pylist() == list(DECIDERS)
    assert screener.kept(code).to_pylist() == [o in ("unknown", "permitted") for o in OUTCOMES]
    assert (tally.rows, tally.outcomes["reserved"], tally.pairs["reserved tdmrep"]) == (12, 3, 1)
    assert tally.problems == {"url-missing": 2, "url-unusable": 1}


def test_every_batch_has_the_same_dictionary(plan: ScreenPlan) -> None:
    screener = BatchScreener(plan)
    tables = [screener.screen(table_of([url]).to_batches()[0])[0] for url in ("https://tdm.example/", None)]
    dictionaries = [t["agister_outcome"].chunk(0).dictionary.to_pylist() for t in tables]
    assert dictionaries == [list(OUTCOME_WORDS)] * 2


def test_a_slice_of_a_batch(plan: ScreenPlan) -> None:
    batch = table_of().to_batches()[0].slice(2, 5)
    assert BatchScreener(plan).screen(batch)[0]["agister_outcome"].to_pylist() == list(OUTCOMES[2:7])


def test_excepted_instead_of_reserved(plan: ScreenPlan) -> None:
    found = BatchScreener(changed(plan, excepted=True)).screen(table_of().to_batches()[0])[0]
    assert found["agister_outcome"].to_pylist() == ["excepted" if o == "reserved" else o for o in OUTCOMES]
    assert found["agister_protocol"].to_pylist() == list(DECIDERS)


@pytest.mark.parametrize("today", [False, True])
def test_the_law_of_each_rows_own_day(plan: ScreenPlan, today: bool) -> None:
    since = ((-(10**17), False), (1000, True), (2000, False))
    own = changed(plan, time_column="t", excepted=today, excepted_since=since)
    times = [-(2**63), 999, 1000, 1999, 2000, 2**62, None]
    urls = ["https://blocked.example/"] * len(times)
    batch = table_of(urls, t=pa.array(times, pa.timestamp("us"))).to_batches()[0]
    expected = ["reserved", "reserved", "excepted", "excepted", "reserved", "reserved"]
    found = BatchScreener(own).screen(batch)[0]["agister_outcome"].to_pylist()
    # A row that does not say when it was taken is answered by the law of today.
    assert found == [*expected, "excepted" if today else "reserved"]
    held = changed(own, licensed=frozenset(["https://blocked.example"]))
    assert BatchScreener(held).screen(batch)[0]["agister_outcome"].to_pylist() == ["licensed"] * len(times)
    # Without a change the law of the day that is asked about counts for all.
    same = BatchScreener(changed(own, excepted_since=())).screen(batch)[0]["agister_outcome"].to_pylist()
    assert same == ["excepted" if today else "reserved"] * len(times)


def test_a_licence_comes_before_an_exception(plan: ScreenPlan) -> None:
    held = changed(plan, excepted=True, licensed=frozenset(["https://blocked.example"]))
    found = BatchScreener(held).screen(table_of().to_batches()[0])[0]
    assert found["agister_outcome"].to_pylist()[:2] == ["licensed", "excepted"]


def test_a_licence_covers_every_spelling_of_its_origin(plan: ScreenPlan) -> None:
    held = changed(plan, licensed=frozenset(["https://blocked.example"]))
    urls = ["HTTPS://Blocked.example:443/x", "https://partly.example/art/", "https://blocked.example"]
    found = BatchScreener(held).screen(table_of(urls).to_batches()[0])[0]
    assert found["agister_outcome"].to_pylist() == ["licensed", "reserved", "licensed"]


def test_bytes_that_are_no_text(plan: ScreenPlan) -> None:
    urls = pa.array([b"\xff", b"https://blocked.example/\xff", b"", None], pa.binary())
    for repairs in ((), ("amp", "missing-scheme")):
        table, _, tally = BatchScreener(changed(plan, repairs=repairs)).screen(pa.record_batch({"url": urls}))
        assert table["agister_outcome"].to_pylist() == ["unreadable", "reserved", "unreadable", "unreadable"]
        assert tally.problems == {"url-missing": 2, "url-unusable": 1}
        assert table["url"].to_pylist() == urls.to_pylist()


def test_a_mended_licensed_row_is_licensed(plan: ScreenPlan) -> None:
    mending = changed(plan, repairs=("missing-scheme",), licensed=frozenset(["http://blocked.example"]))
    found = BatchScreener(mending).screen(table_of(["blocked.example/x"]).to_batches()[0])[0]
    # Nothing of the http origin was observed: there is nothing that a licence would lift.
    assert found["agister_outcome"].to_pylist() == ["unchecked"]


def test_a_mended_query_is_screened_and_licensed_as_mended(plan: ScreenPlan) -> None:
    urls = ["https://partly.example/art/?a&AMP;b", "https://blocked.example/?a&amp;b"]
    mending = changed(plan, repairs=("amp",), licensed=frozenset(["https://blocked.example"]))
    table, _, tally = BatchScreener(mending).screen(table_of(urls).to_batches()[0])
    assert table["agister_outcome"].to_pylist() == ["reserved", "licensed"]
    assert tally.repaired == 2


def test_rulebooks_are_mapped_once(plan: ScreenPlan) -> None:
    assert open_rulebooks(plan.rulebooks) is open_rulebooks(plan.rulebooks)
