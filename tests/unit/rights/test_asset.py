from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from agister.rights import Asset


def test_url_is_origin_and_path() -> None:
    assert Asset(origin="http://example.org:8080", path="/a?b=c").url == "http://example.org:8080/a?b=c"


def test_is_a_value() -> None:
    asset = Asset(origin="https://example.org", path="/")
    assert asset == Asset(origin="https://example.org", path="/")
    assert len({asset, Asset(origin="https://example.org", path="/")}) == 1
    with pytest.raises(FrozenInstanceError):
        setattr(asset, "path", "/b")  # noqa: B010
