"""How the terms of one RSL document are said: as statements and problems that know where the document stands."""

from __future__ import annotations

from dataclasses import dataclass

from agister.formats.rsl_document import RslElement
from agister.protocols import rsl_note as note
from agister.protocols.problem_list import ProblemList
from agister.protocols.rsl_scope import Reach
from agister.rights import Offer, Preference, Scope, Standing, Statement, Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a document stands: what its statements have in common."""

    url: str
    scope: Scope
    carrier: str
    inline: bool = False
    """Inside a page: the page alone is spoken of (§4.6.2)."""
    place: str = ""
    """Put before the places within the document."""


class Voice:
    """Collects the statements and problems of one document."""

    def __init__(self, setting: Setting, problems: ProblemList, *, understood: bool) -> None:
        self.setting = setting
        self.problems = problems
        self.found: list[Statement] = []
        self._understood = understood
        """Whether the document is RSL by the letter; all that others say is unclear."""

    def read(self) -> None:
        """Say that the document was read: without this an association counts as unread."""
        setting = self.setting
        self.found.append(
            Statement(
                protocol="rsl",
                usage=Usage.ANY,
                preference=Preference.UNKNOWN,
                place=self.place("rsl"),
                quote=setting.url[:500],
                scope=setting.scope,
                carrier=setting.carrier,
                note=note.write([note.DOCUMENT], setting.url),
                offer=Offer(url=setting.url, kind="rsl"),
            )
        )

    def say(
        self,
        element: RslElement,
        suffix: str,
        usage: Usage,
        preference: Preference,
        reach: Reach,
        words: list[str],
        offer: Offer | None,
        *,
        clear: bool = True,
    ) -> None:
        """One term; unclear where the document, its reach or the term itself was not understood."""
        clear = clear and self._understood and reach.understood
        self.found.append(
            Statement(
                protocol="rsl",
                usage=usage,
                preference=preference,
                place=f"{self.place(element.place)} {suffix}",
                quote=f"<{element.name} {_attributes(element)}>{element.text}"[:500],
                scope=self.setting.scope,
                pattern=reach.pattern,
                standing=Standing.SAID if clear else Standing.UNCLEAR,
                carrier=self.setting.carrier,
                note=note.write(words, self.setting.url),
                offer=offer,
            )
        )

    def unclear(self, place: str, pattern: str, quote: str, offer: Offer | None = None) -> None:
        """Something that speaks of licensing and could not be understood."""
        self.found.append(
            Statement(
                protocol="rsl",
                usage=Usage.ANY,
                preference=Preference.UNKNOWN,
                place=self.place(place),
                quote=quote[:500],
                scope=self.setting.scope,
                pattern=pattern,
                standing=Standing.UNCLEAR,
                carrier=self.setting.carrier,
                note=note.write(["unclear"], self.setting.url),
                offer=offer,
            )
        )

    def place(self, place: str) -> str:
        """A place within the document, after that of the document in a page."""
        return f"{self.setting.place}: {place}" if self.setting.place else place

    def problem(self, kind: str, place: str, message: str, clause: str) -> None:
        """A defect of the document."""
        self.problems.add(kind, self.place(place), message, clause)


def _attributes(element: RslElement) -> str:
    return " ".join(f'{key}="{value[:80]}"' for key, value in element.attributes.items())[:200]
