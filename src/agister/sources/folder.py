"""Observations of a site on disk: every file becomes the URL it will be served at, with the headers configured for it."""

from __future__ import annotations

import json
import os
import stat
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

from agister.errors import InputError
from agister.rights import Observation
from agister.sources.content_coding import BODY_LIMIT
from agister.sources.folder_headers import NAMES, HeaderRule, headers_for, read_rules
from agister.sources.folder_unread import report_unread
from agister.sources.interest import has_rights_header, is_signal_url, wanted
from agister.sources.report import SourceReport

#: The origin that a folder stands for where none is given: a name that never resolves (RFC 6761 §6.4).
DEFAULT_ORIGIN = "https://site.invalid"

#: Folders that hold a finished site; the rest of the project is then its source.
BUILT = ("dist", "build", "out", "_site", ".output/public")
#: Folders whose files are copied to the root of the site as they are.
COPIED = ("public", "static")

_SKIPPED = frozenset(("node_modules", "__pycache__", "bower_components", "vendor"))
_CONFIG_LIMIT = 1024 * 1024
_TYPES = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".txt": "text/plain",
    ".xml": "application/xml", ".json": "application/json", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".png": "image/png", ".svg": "image/svg+xml", ".pdf": "application/pdf", ".css": "text/css",
    ".js": "text/javascript", ".md": "text/markdown",
}  # fmt: skip


def observations(
    folder: str | os.PathLike[str], *, name: str = "", origin: str = DEFAULT_ORIGIN, report: SourceReport | None = None
) -> Iterator[Observation]:
    """Signal files, pages, and files that are served with a rights header, in the order of their URLs.

    `index.html` is served at its folder. Where `netlify.toml`, `vercel.json` or `firebase.json` name the finished site,
    that folder is it. Else files of `dist`, `build`, `out` or `_site`, of `public` or `static` and of the folder itself
    are served side by side; beside a finished site, of the folder itself only the signal files. Files that cannot be
    read are counted and come out as failures. A home page that is made elsewhere comes out with the headers alone, where
    the configuration gives it some that speak of rights.
    Raises InputError where the folder is none or cannot be listed.
    """
    report = report if report is not None else SourceReport()
    top = Path(folder)
    name = name or top.resolve().name
    if not top.is_dir():
        raise InputError(f"{name} is no folder")
    roots = site_roots(top)
    files = _files(roots, report, name)
    rules: list[HeaderRule] = []
    for place in dict.fromkeys((top, *roots)):
        for config in NAMES:
            rules += _rules(place / config, config, "/", top, origin, report)
    for path, file in files.items():
        if file.name == ".htaccess" and file.parent not in (top, *roots):
            rules += _rules(file, ".htaccess", path.rpartition("/")[0] + "/", top, origin, report)
    report_unread(top, roots, report)
    if not any(_served(path) == "/" for path in files) and _has_rights(lines := headers_for("/", rules)):
        report.observations += 1
        yield Observation(url=origin.rstrip("/") + "/", status=200, headers=lines, source=name)
    for path, file in sorted(files.items()):
        if file.name == ".htaccess":
            continue
        report.records += 1
        evidence = f"{name}/{shown(file.relative_to(top).as_posix())}"
        found = _observed(path, file, origin, rules, report, evidence)
        if found is None:
            report.skip("not-wanted")
            continue
        report.observations += 1
        yield found


def _observed(
    path: str, file: Path, origin: str, rules: list[HeaderRule], report: SourceReport, place: str
) -> Observation | None:
    # Names are bytes: one that is no UTF-8 is served at its bytes all the same.
    url = origin.rstrip("/") + quote(os.fsencode(_served(path)), safe="/:@!$&'()*+,;=~%")
    kind = _TYPES.get(file.suffix.lower(), "")
    lines = headers_for(_served(path), rules)
    if not any(line[0].lower() == "content-type" for line in lines) and kind:
        lines = (("Content-Type", kind), *lines)
    if not wanted(url, kind):
        return Observation(url=url, status=200, headers=lines, source=place) if _has_rights(lines) else None
    try:
        body = read_regular(file, BODY_LIMIT + 1)
    except OSError as error:
        report.problem("folder-unreadable-file", shown(path), f"cannot be read: {error.strerror or error}")
        return Observation(url=url, error="unreadable-file", source=place)
    cut = len(body) > BODY_LIMIT
    return Observation(url=url, status=200, headers=lines, body=body[:BODY_LIMIT], truncated=cut, source=place)


def _has_rights(lines: Sequence[tuple[str, str]]) -> bool:
    return has_rights_header("".join(f"\n{field}: {value}" for field, value in lines).encode("utf-8", "replace"))


def read_regular(file: Path, limit: int) -> bytes:
    """The first bytes of a file. Raises OSError, also for a pipe or a device, which could keep a reader waiting for ever."""
    if not stat.S_ISREG(file.stat().st_mode):
        raise OSError(None, "it is no regular file")
    with file.open("rb") as opened:
        return opened.read(limit)


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:
        return False


def shown(path: str) -> str:
    """A path as text that can be printed: bytes that are no UTF-8 as `\\xff`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _served(path: str) -> str:
    folder, _, last = path.rpartition("/")
    return folder + "/" if last in ("index.html", "index.htm", "index.xhtml") else path


def site_roots(top: Path) -> list[Path]:
    """Folders whose files are served from `/`, the one that counts for a path first."""
    said = [top / place for place in _published(top)]
    for published in said:
        if published.is_dir() and published.resolve().is_relative_to(top.resolve()) and _is_site(published):
            return [published]
    built = next((top / place for place in BUILT if _is_site(top / place)), None)
    copied = [top / place for place in COPIED if (top / place).is_dir()]
    return [*([built] if built else []), *copied, top]


def _is_site(folder: Path) -> bool:
    return any((folder / name).exists() for name in ("index.html", "robots.txt", ".well-known"))


def _published(top: Path) -> Iterator[str]:
    """What the project's own configuration calls its finished site."""
    for name, keys in (
        ("netlify.toml", ("build", "publish")),
        ("vercel.json", ("outputDirectory",)),
        ("firebase.json", ("hosting", "public")),
    ):
        text = _text(top / name)[0]
        try:
            found: object = tomllib.loads(text) if name.endswith("toml") else json.loads(text or "{}")
        except (ValueError, RecursionError):
            continue
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        if isinstance(found, str) and not found.startswith("/") and "\0" not in found:
            yield found


def _files(roots: list[Path], report: SourceReport, name: str) -> dict[str, Path]:
    """URL path → file. Of two files for one path that of the earlier root counts."""
    found: dict[str, Path] = {}
    listed = False
    # Beside a finished site the project's own pages are its source; its signal files are often served as they lie.
    unbuilt = any(roots[0] == roots[-1] / place for place in BUILT) and len(roots) > 1
    for root in roots:
        others = {other for other in roots if other != root}

        def failed(error: OSError) -> None:
            report.skip("unreadable-folder")
            place = shown(str(error.filename))
            cut = f"{place[:100]}…{place[-60:]}" if len(place) > 200 else place
            report.problem(
                "folder-unreadable-folder", cut, f"cannot be listed: {error.strerror}; what is in it was not read"
            )

        for place, folders, files in os.walk(root, onerror=failed):
            listed = True
            here = Path(place)
            folders[:] = sorted(
                one
                for one in folders
                if one == ".well-known" or not (one.startswith(".") or one in _SKIPPED or here / one in others)
            )
            for link in (one for one in folders if _is_link(here / one)):
                where = shown("/" + (here / link).relative_to(root).as_posix())
                report.problem("folder-link", where, "is a link to a folder; what is in it was not read")
            hidden = ".well-known" not in here.relative_to(root).parts
            for file in files:
                path = "/" + PurePosixPath((here / file).relative_to(root)).as_posix()
                if hidden and file.startswith(".") and file != ".htaccess":
                    report.skip("hidden-file")
                    continue
                if path in found:
                    message = f"{name}: lies in two places; {shown(str(found[path]))} counts"
                    report.problem("folder-two-files", shown(path), message)
                    continue
                if unbuilt and root == roots[-1] and not is_signal_url("https://x" + path):
                    report.skip("source-of-a-built-site")
                elif file not in NAMES or file == ".htaccess":
                    found[path] = here / file
    if not listed:
        raise InputError(f"{name} cannot be listed")
    return found


def _rules(place: Path, config: str, below: str, top: Path, origin: str, report: SourceReport) -> list[HeaderRule]:
    text, wrong = _text(place)
    at = shown(place.relative_to(top).as_posix())
    if wrong:
        report.problem("folder-bad-headers", at, wrong)
    host = urlsplit(origin).hostname if origin != DEFAULT_ORIGIN else None
    return read_rules(config, at, text, below, report, host=host or "") if text else []


def _text(place: Path) -> tuple[str, str]:
    """The text of a configuration file, and what is wrong with reading it; both empty where there is none."""
    try:
        body = read_regular(place, _CONFIG_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        return "", ""
    except OSError as error:
        return "", f"cannot be read: {error.strerror or error}; its headers are not known"
    cut = f"only the first {_CONFIG_LIMIT} bytes were read" if len(body) > _CONFIG_LIMIT else ""
    return body[:_CONFIG_LIMIT].decode("utf-8-sig", "replace"), cut
