"""Sentences that are kept, told in the language of the page."""

from __future__ import annotations

from django import template

from units.sentences import read

register = template.Library()


@register.filter
def told(text: str) -> str:
    """What the history of a row keeps; text of before is told as it is."""
    return str(read(text))
