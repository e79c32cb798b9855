"""A table of steps: allowed, refused with what is allowed instead."""

from __future__ import annotations

from enum import StrEnum

import pytest

from agister.errors import ProcedureError
from agister.levy.procedure.transitions import Machine, rows


class Light(StrEnum):
    OFF = "off"
    ON = "on"


LAMP: Machine[Light] = Machine(
    thing="lamp",
    begin=Light.OFF,
    steps={"lit": ((Light.OFF,), Light.ON), "looked_at": ((Light.OFF, Light.ON), None)},
)


def test_a_step_leads_on_and_others_change_nothing() -> None:
    assert LAMP.after(Light.OFF, "lit") is Light.ON
    assert LAMP.after(Light.ON, "looked_at") is Light.ON
    assert LAMP.after(Light.ON, "sold") is Light.ON


def test_what_is_not_allowed_is_refused_with_what_is() -> None:
    LAMP.check(Light.OFF, "lit", "lamp:1")
    with pytest.raises(ProcedureError) as refused:
        LAMP.check(Light.ON, "lit", "lamp:1")
    assert str(refused.value) == (
        "lamp:1: the lamp is on; lit is allowed where it is off. Nothing was booked; allowed now: looked_at"
    )


def test_the_table_for_people() -> None:
    assert rows(LAMP) == (("lit", "off", "on"), ("looked_at", "off, on", "as before"))
