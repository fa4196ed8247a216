"""Where the help for the page at hand stands, for templates."""

from __future__ import annotations

from django import template
from django.urls import reverse

from ..help_topics import topic_of

register = template.Library()


@register.simple_tag(takes_context=True)
def help_address(context) -> str:
    """The list of all help where no topic tells of the page."""
    match = getattr(context.get("request"), "resolver_match", None)
    topic = topic_of(match.view_name) if match and match.url_name else ""
    return reverse("help", args=[topic]) if topic else reverse("help-index")
