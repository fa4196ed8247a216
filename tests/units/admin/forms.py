"""Filling in the admin's forms as a browser would."""

from __future__ import annotations

from units.models import ReorganizationEvent

EMPTY = {"INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}


def rows(prefix: str, *filled: dict) -> dict[str, str]:
    """A formset of fresh rows."""
    form = {f"{prefix}-{name}": value for name, value in EMPTY.items()}
    form[f"{prefix}-TOTAL_FORMS"] = str(len(filled))
    for number, row in enumerate(filled):
        form |= {f"{prefix}-{number}-{name}": str(value) for name, value in row.items()}
    return form


def event_form(kind: str, operative_on: str, *, existing=(), new=(), **fields) -> dict[str, str]:
    """The add form of an event; rows of a part that the kind does not have are left out."""
    values = {"precision": "day", "sequence": "1", **fields}
    form = {"kind": kind, "operative_on": operative_on, **values}
    if existing:
        form |= rows("participants", *existing)
    if new:
        form |= rows("new", *new)
    return {name: str(value) for name, value in form.items()}


def merger(closing, surviving, operative_on: str = "01/03/2020", **fields) -> dict[str, str]:
    participants = [
        *({"role": "closing", "unit": unit.pk} for unit in closing),
        {"role": "surviving", "unit": surviving.pk},
    ]
    return event_form("merge", operative_on, existing=participants, **fields)


def page(event: ReorganizationEvent, name: str) -> str:
    return f"/admin/units/reorganizationevent/{event.pk}/{name}/"


ADD = "/admin/units/reorganizationevent/add/"
EVENTS = "/admin/units/reorganizationevent/"
UNITS = "/admin/units/unit/"
