"""agister: what creators and rightholders say about the use of their works, applied to datasets of any size.

* `agister.screen(dataset, index=…, policy=…, out=…)` screens every row of a dataset and returns a `ScreenResult`;
* `agister.trace(url, index=…, policy=…)` says why one URL gets its outcome and returns a `Trace`;
* `agister.check(path, origin=…)` says what a site on disk, a WARC or a single file states, and returns a `SiteCheck`.

They raise `agister.errors.UsageError` where the caller must mend something. The words are explained in docs/explanation.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as _installed
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agister.screening.screen import ScreenResult, screen
    from agister.screening.site_check import SiteCheck, check
    from agister.screening.trace import Trace, trace

__all__ = ["ScreenResult", "SiteCheck", "Trace", "check", "screen", "trace", "version"]

_PLACES = {
    "ScreenResult": "agister.screening.screen",
    "screen": "agister.screening.screen",
    "SiteCheck": "agister.screening.site_check",
    "check": "agister.screening.site_check",
    "Trace": "agister.screening.trace",
    "trace": "agister.screening.trace",
}


def __getattr__(name: str) -> Any:
    """Loaded when first used: `import agister` must not cost the loading of a compiler."""
    if name not in _PLACES:
        raise AttributeError(f"module 'agister' has no attribute {name!r}; it has: {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    """What is public, also before it is loaded."""
    return sorted(__all__)


def version() -> str:
    """Version of the code, as recorded in indexes and manifests."""
    try:
        return _installed("agister")
    except PackageNotFoundError:
        return "0+unknown"
