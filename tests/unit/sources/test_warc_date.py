from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agister.sources.warc_date import moment


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("2031-02-03T10:11:12Z", datetime(2031, 2, 3, 10, 11, 12, tzinfo=UTC)),
        ("2031-02-03T10:11:12.5Z", datetime(2031, 2, 3, 10, 11, 12, 500000, tzinfo=UTC)),
        ("2031-02-03T10:11:12.123456789Z", datetime(2031, 2, 3, 10, 11, 12, 123456, tzinfo=UTC)),
        ("2031-02-03T10:11:12+02:00", datetime(2031, 2, 3, 8, 11, 12, tzinfo=UTC)),
        ("2031-02-03 10:11:12", datetime(2031, 2, 3, 10, 11, 12, tzinfo=UTC)),
        ("2031-02-03T10:11Z", datetime(2031, 2, 3, 10, 11, tzinfo=UTC)),
        ("2031-02-03", datetime(2031, 2, 3, tzinfo=UTC)),
        ("2031-02", datetime(2031, 2, 1, tzinfo=UTC)),
        ("2031", datetime(2031, 1, 1, tzinfo=UTC)),
        ("20310203101112", datetime(2031, 2, 3, 10, 11, 12, tzinfo=UTC)),
        ("0001-01-01T00:00:00+23:59", None),
        ("2031-10-294T05:21:46-0700", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(written: str, when: datetime | None) -> None:
    assert moment(written) == when
