"""Nobody comes in but by the map of permissions (:mod:`reform.doors`)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

from .doors import DOORS, MEMBERS, Door
from .roles import held


class AccessMiddleware:
    """Stands at every door: without a login only what is public opens, and then only what the map
    opens for a role that the person holds anywhere. Where exactly, the screens ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        door = door_of(request)
        if door.public and (settings.PUBLIC_PLAN_PAGES or not door.by_setting):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if door.members or request.user.is_superuser:
            return None
        if not wanted(door, request.method).intersection(role for role, _ in held(request.user)):
            raise PermissionDenied
        return None


def door_of(request: HttpRequest) -> Door:
    """Raises ImproperlyConfigured for a page that nobody has written down."""
    match = request.resolver_match
    if match.url_name is None:
        return MEMBERS  # addresses without a name only lead on to one with a name
    if match.view_name in DOORS:
        return DOORS[match.view_name]
    raise ImproperlyConfigured(
        f"The page {match.view_name} is not in the map of permissions: write into reform/doors.py"
        " who may see it and who may send its form."
    )


def wanted(door: Door, method: str) -> frozenset:
    """The roles that may ask so; where there is only something to send, asking is told that."""
    looking = method in ("GET", "HEAD", "OPTIONS")
    return door.see or door.act if looking else door.act
