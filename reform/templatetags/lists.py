"""Addresses of the lists behind numbers, for templates."""

from __future__ import annotations

import datetime as dt

from django import template

from ..addresses import Addresses

register = template.Library()


@register.simple_tag
def units_on(to: Addresses, day: dt.date, name: str = "", value: object = "", **wanted: object):
    """Units in force on ``day``, of one ``value`` of ``name``."""
    return to.units(day, **({name: value} if name else {}), **wanted)


@register.simple_tag
def units_between(to: Addresses, since: dt.date, day: dt.date, name: str = "", value: object = ""):
    """Units that came and left from ``since`` to ``day``."""
    return to.units(day, since=since, **({name: value} if name else {}))


@register.simple_tag
def figures_of(to: Addresses, line):
    """Yearly figures that a line of the people and the budget adds up."""
    return to.figures(line.counted_on, line.year)


@register.simple_tag
def units_without(to: Addresses, line, figure: str):
    """Units that have not reported a figure of the year."""
    return to.units(line.counted_on, without=line.year, figure=figure)


@register.simple_tag
def events_until(to: Addresses, day: dt.date, state: str = ""):
    """Events in effect by ``day``, or those that are ``ahead`` or ``proposed`` then."""
    return to.events(day, state=state)
