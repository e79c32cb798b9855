"""Laws of whole rows: repairs, licences and the law of a row's day as in the trace; and no order of what was seen matters."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import UsageError
from agister.protocols import PROTOCOLS
from agister.rights import Observation
from agister.screening.batches import BatchScreener
from agister.screening.compile import compile_index
from agister.screening.index_build import build
from agister.screening.plan import ScreenPlan
from agister.screening.policy import ScreeningPolicy
from agister.screening.screen import day_of, excepted_since
from agister.screening.trace import trace
from agister.stores.statement_index import StatementIndex
from tests.webs import ASKED, DATES, ORIGINS, answers, policies


def _spelled(origin: str, path: str, way: int) -> str:
    """An address as datasets hold it: well-spelled, in another way, or damaged."""
    scheme, _, host = origin.partition("://")
    return [
        origin + path,
        f"{scheme.upper()}://u:p@{host.upper()}.:{'443' if scheme == 'https' else '80'}/x/..{path}#top",
        f" {scheme}:\\\\{host}{path}\n",
        host + path,
        f"//{host}{path}",
        f"{origin}{path}?x=1&amp;y=2".replace("?x=1?x=1", "?x=1"),
        f"{origin}{path}\u00a0",
        f"{scheme}://{host}%2F{path}",
        "",
    ][way]


rows = st.lists(
    st.builds(_spelled, st.sampled_from(ORIGINS), st.sampled_from(ASKED), st.integers(0, 8)), min_size=1, max_size=6
)


def _index(folder: Path, *parts: Sequence[Observation]) -> StatementIndex:
    build(folder / "idx", parts[0], [])
    for part in parts[1:]:
        build(folder / "idx", part, [], update=True)
    return StatementIndex(folder / "idx")


def _screened(
    index: StatementIndex, policy: ScreeningPolicy, urls: Sequence[str], dates: Sequence[str | None]
) -> list[tuple[str, str | None]]:
    """Outcome and protocol of each row at its own time."""
    with tempfile.TemporaryDirectory() as home:
        compile_index(index, policy.question, sibling_switches=policy.siblings, all_times=True).save(Path(home))
        plan = ScreenPlan(
            rulebooks=home,
            index=str(index.path),
            protocols=tuple(p.name for p in PROTOCOLS),
            url_column="url",
            time_column="time",
            excepted=policy.exception(day_of(None)).applies,
            excepted_since=excepted_since(policy),
            licensed=frozenset(origin for licence in policy.licences for origin in licence.origins),
            repairs=policy.repair,
        )
        ends = [None if date is None else f"{date}T23:59:59.999999Z" for date in dates]
        table, _, _ = BatchScreener(plan).screen(
            pa.RecordBatch.from_pydict({"url": urls, "time": pa.array(ends, pa.string())})
        )
        return list(zip(table["agister_outcome"].to_pylist(), table["agister_protocol"].to_pylist(), strict=True))


@given(st.lists(answers(), max_size=8), policies, rows, st.lists(DATES, min_size=6, max_size=6))
def test_a_row_comes_out_as_its_trace_says(
    seen: list[Observation], policy: ScreeningPolicy, urls: list[str], dates: list[str | None]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = _index(Path(folder), seen)
        asked = list(zip(urls, dates, strict=False))
        found = _screened(index, policy, urls, [date for _, date in asked])
        for (url, date), (outcome, protocol) in zip(asked, found, strict=True):
            try:
                traced = trace(url, index=index, policy=policy, as_of=date)
            except UsageError:
                assert (outcome, protocol) == ("unreadable", None), url
            else:
                assert (outcome, protocol) == (traced.outcome.value, traced.decision.protocol), (url, date)


@given(
    st.lists(st.tuples(answers(), st.integers(0, 9)), min_size=1, max_size=8),
    policies,
    DATES,
    st.randoms(use_true_random=False),
)
def test_neither_order_nor_repetition_nor_the_parts_of_a_build_matter(
    dated: list[tuple[Observation, int]], policy: ScreeningPolicy, date: str | None, chance: object
) -> None:
    start = datetime(2031, 1, 1, tzinfo=UTC)
    # Of two answers of one URL at the same time the later in the input counts: here no two have one.
    seen = [
        replace(observation, fetched_at=start + timedelta(days=day, seconds=number))
        for number, (observation, day) in enumerate(dated)
    ]
    shuffled = list(seen)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    ordered = sorted(seen, key=lambda observation: str(observation.fetched_at))
    urls = [origin + path for origin in ORIGINS for path in ("/", "/art/x.jpg", "/a")]
    found = []
    for parts in ([seen], [shuffled], [seen + shuffled], [ordered[: len(seen) // 2], ordered[len(seen) // 2 :]]):
        with tempfile.TemporaryDirectory() as folder:
            index = _index(Path(folder), *parts)
            found.append(_screened(index, policy, urls, [date] * len(urls)))
    assert found[1:] == found[:1] * 3
