"""Choices of rows that people keep under a name, above the list that they belong to."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _

from units.models import Province
from units.querysets import reach_of

from .models import SavedFilter

#: Of the page, not of the choice.
NOT_KEPT = {"p", "e", "all", "_popup", "_to_field", "_facets"}
LONGEST = 2000


class FilterRefused(Exception):
    """A choice that can't be kept; the text says why and the cure."""


def kept_for(user, screen: str) -> list[SavedFilter]:
    """The person's own filters of a list, and those that others share with them."""
    filters = SavedFilter.objects.for_user(user).filter(screen=screen)
    return list(filters.select_related("person"))


def may_share(user) -> bool:
    """Whoever holds a role in provinces, not in the whole country."""
    return bool(reach_of(SavedFilter, user))


def keep_filter(
    *, screen: str, name: str, query: str, is_shared: bool, by, at: dt.datetime, today: dt.date
) -> SavedFilter:
    """Keep a choice; one of the same name is replaced. Raises :class:`FilterRefused`."""
    name, query = " ".join(name.split()), essence(query)
    if not name:
        raise FilterRefused(_("Give the filter a name."))
    if not query:
        raise FilterRefused(_("Filter or search the list first, then save what you see."))
    if len(query) > LONGEST or len(name) > 80:
        raise FilterRefused(_("That is too long to be saved: choose a shorter name or filter."))
    values = {
        "query": query,
        "saved_at": at,
        "province": shared_in(by, today) if is_shared else None,
    }
    kept, _is_new = SavedFilter.objects.update_or_create(
        person=by, screen=screen, name=name, defaults=values
    )
    return kept


def essence(query: str) -> str:
    """The filters, search and order of an address, without what belongs to one page of it."""
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True)
    return urlencode([(key, value) for key, value in pairs if key not in NOT_KEPT])


def shared_in(user, today: dt.date) -> Province:
    """The one province of today in which the person holds a role; raises
    :class:`FilterRefused`."""
    within = list(Province.objects.on(today).filter(pk__in=reach_of(SavedFilter, user) or ()))
    if len(within) != 1:
        raise FilterRefused(_("Only who works in one province shares a filter there."))
    return within[0]
