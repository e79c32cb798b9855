"""Organisation identifiers in the form of org-id.guide: the code of a list, then the identifier in it: `GB-COH-09506232`."""

from __future__ import annotations

import re

#: Two letters of a country (or XI, XR, XM … for lists across borders), the list, the identifier in it.
_ORG_ID = re.compile(r"[A-Z]{2}-[A-Z0-9_]{2,20}-[A-Za-z0-9][A-Za-z0-9._:/-]{0,59}", re.ASCII)


def org_id_problem(text: str) -> str:
    """Why a text is no organisation identifier; empty where it has the form of one.

    Whether the list and the organisation exist is not asked: that is evidence for the check.
    """
    if _ORG_ID.fullmatch(text):
        return ""
    return (
        f"{text[:80]!r} is no organisation identifier; write the code of a list of org-id.guide and the number in it, "
        "such as GB-COH-09506232"
    )
