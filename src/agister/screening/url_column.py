"""Which column holds the URLs: found by name, then by what is in it."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from agister.errors import UsageError
from agister.screening.columns import column_of, is_text, leaves, octets, readable, type_of

_NAMES = (
    "url",
    "uri",
    "page_url",
    "image_url",
    "img_url",
    "source_url",
    "target_uri",
    "warc-target-uri",
    "link",
    "href",
)
#: Names that mean the address of the row itself, whatever other addresses it has.
_OWN = ("url", "uri")
_BEGINNING = 1024
# To the end: code begins with `//` too, and prose with an address.
_LOOKS = r"^\s*(https?:)?//[^\s/?#]\S*\s*$"


def find_url_column(schema: pa.Schema, sample: pa.Table | None, named: str | None) -> str:
    """The URL column: as named; else the one called like it; else the only text column full of URLs. Columns within structs
    have dotted names (`metadata.url`) and are looked at where none at the top will do.

    Raises `UsageError` where the named one is missing or holds no text, or where none or several could be meant.
    """
    if named is not None:
        kind = type_of(schema, named)
        if kind is None:
            raise UsageError(f"no column {named!r}; the input has: {listed(schema.names)}")
        refuse_no_text(kind, named)
        return named
    text = list(dict.fromkeys(name for name, kind in leaves(schema) if is_text(kind)))
    for group in ([name for name in text if "." not in name], [name for name in text if "." in name]):
        found = _evident(group, schema, sample)
        if found is not None:
            return found
    raise UsageError(f"no column of URLs among: {listed(schema.names)}; {_hint(schema, sample)}")


def refuse_no_text(kind: pa.DataType, name: str, file: str | None = None) -> None:
    """Raises `UsageError` where a column of this type cannot hold URLs; `file`: the shard that has it so."""
    if is_text(kind):
        return
    way = "name the column of URLs with --url-column"
    if _is_list(kind):
        way = f"a row needs one URL; write a row for each of them first, as DuckDB's unnest({name}) does"
    where = "" if file is None else f"{file}: "
    raise UsageError(f"{where}column {name!r} is {kind}, not text: {way}")


def _evident(names: list[str], schema: pa.Schema, sample: pa.Table | None) -> str | None:
    """The one among columns of text that is evidently meant; None where none is."""
    called: dict[str, str] = {}
    for name in names:
        called.setdefault(name.rpartition(".")[2].lower(), name)
    by_name = [called[word] for word in _NAMES if word in called]
    if by_name and (called.get(_OWN[0]) or called.get(_OWN[1])):
        type_of(schema, by_name[0])
        return by_name[0]
    full = [name for name in names if sample is not None and _share(sample, name) >= 0.5]
    candidates = [name for name in by_name if name in full]
    if len(candidates) > 1:
        # A page and an image in it are two works, and may lie with two sites: which one is screened is not ours to guess.
        raise UsageError(f"several columns hold URLs ({listed(candidates)}); name it with --url-column")
    if by_name:
        return (candidates or by_name)[0]
    if len(full) > 1:
        raise UsageError(f"several columns hold URLs ({listed(full)}); name it with --url-column")
    return full[0] if full else None


def _share(sample: pa.Table, name: str) -> float:
    if len(sample.schema.get_all_field_indices(name)) > 1:
        return 0.0
    present = _present(column_of(sample, name))
    if len(present) == 0:
        return 0.0
    return float(pc.mean(pc.match_substring_regex(present, _LOOKS, ignore_case=True).cast(pa.float64())).as_py() or 0.0)


def _present(column: pa.ChunkedArray) -> pa.Array:
    """The beginnings of what is there, as text."""
    chunks = [
        readable(pc.binary_slice(octets(chunk), 0, _BEGINNING)).cast(pa.large_string()) for chunk in column.chunks
    ]
    return pa.concat_arrays([pa.array([], pa.large_string()), *chunks]).drop_null()


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def _hint(schema: pa.Schema, sample: pa.Table | None) -> str:
    """What to do where no column will do."""
    if sample is not None:
        for name, kind in leaves(schema):
            if len(schema.get_all_field_indices(name)) > 1:
                continue
            if _is_list(kind) and is_text(kind.value_type):
                values = pc.list_flatten(column_of(sample, name)).drop_null()
                inside = pa.table({"values": values})
                if len(values) and _share(inside, "values") >= 0.5:
                    return f"{name!r} holds lists of them: write a row for each first, as DuckDB's unnest({name}) does"
            elif is_text(kind):
                text = _present(column_of(sample, name))
                if pc.any(pc.match_substring_regex(text, r'^\s*[\[{].*"https?://')).as_py():
                    return f"{name!r} holds JSON text: take the URL out of it into a column of its own first"
    return "name it with --url-column"


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(repr(n) for n in list(names)[:12])
    return shown + (f" and {len(names) - 12} more" if len(names) > 12 else "")
