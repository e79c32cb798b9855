"""Law: what is compiled from an index answers exactly as the readable trace does, for every policy, URL and date."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from agister.protocols import PROTOCOLS
from agister.rights import RANK, Observation, Outcome
from agister.screening.compile import compile_index
from agister.screening.index_build import build, micros
from agister.screening.policy import ScreeningPolicy
from agister.screening.policy_keys import keys_of
from agister.screening.screen_column import screen_column
from agister.screening.trace import trace
from agister.stores.statement_index import StatementIndex
from tests.strategies import paths
from tests.webs import ASKED, DATES, ORIGINS, VARIED, answers, policies

Answer = tuple[str, str | None, int | None]


def _end_of(date: str) -> int:
    return micros(datetime.fromisoformat(date).replace(hour=23, minute=59, second=59, microsecond=999_999, tzinfo=UTC))


def _compiled(
    index: StatementIndex, policy: ScreeningPolicy, urls: Sequence[str], date: str | None, own: bool
) -> list[Answer]:
    """Answers of the compiled rulebooks: compiled for the date, or for all dates with the date given by each row."""
    rulebooks = compile_index(
        index,
        policy.question,
        sibling_switches=policy.siblings,
        as_of=None if date is None else _end_of(date),
        all_times=own,
    )
    times = pa.array([None if date is None else _end_of(date)] * len(urls), pa.int64()) if own else None
    found = screen_column(rulebooks, pa.array(urls, pa.string()), times)
    words = [o.value for o in sorted(RANK, key=RANK.__getitem__)] + ["unchecked", "no url"]
    return [
        (words[o], PROTOCOLS[p].name if p >= 0 else None, s if s >= 0 else None)
        for o, p, s in zip(found.outcome.tolist(), found.protocol.tolist(), found.statement.tolist(), strict=True)
    ]


def _readable(index: StatementIndex, policy: ScreeningPolicy, urls: Sequence[str], date: str | None) -> list[Answer]:
    found = [trace(url, index=index, policy=policy, as_of=date) for url in urls]
    return [(t.decision.outcome.value, t.decision.protocol, t.statement) for t in found]


@given(
    st.lists(answers(), max_size=9),
    st.lists(answers(), max_size=3),
    policies,
    st.lists(
        st.one_of(st.sampled_from(ASKED), paths.filter(lambda text: text == text.strip())), min_size=1, max_size=3
    ),
    DATES,
)
def test_compiled_rulebooks_answer_as_the_trace_does(
    first: list[Observation], second: list[Observation], policy: ScreeningPolicy, asked: list[str], date: str | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "idx", first, [])
        if second:
            build(Path(folder) / "idx", second, [], update=True)
        index = StatementIndex(Path(folder) / "idx")
        urls = [origin + path for origin in ORIGINS for path in dict.fromkeys([*asked, "/art/x.jpg"])]
        expected = _readable(index, policy, urls, date)
        assert dict(zip(urls, _compiled(index, policy, urls, date, own=False), strict=True)) == dict(
            zip(urls, expected, strict=True)
        )
        assert dict(zip(urls, _compiled(index, policy, urls, date, own=True), strict=True)) == dict(
            zip(urls, expected, strict=True)
        )


def test_the_words_are_the_kernels() -> None:
    assert sorted(RANK, key=RANK.__getitem__) == [
        Outcome.UNKNOWN,
        Outcome.PERMITTED,
        Outcome.UNREADABLE,
        Outcome.RESERVED,
    ]


def test_every_key_of_a_policy_varies() -> None:
    names = {spec.key for spec in keys_of(PROTOCOLS)}
    assert names - VARIED == {"name", "description", "keep.outcomes"}
    assert VARIED - names == set()
