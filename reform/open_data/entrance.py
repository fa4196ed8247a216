"""How programs come in: with a key, or with the session of a browser; else they are told so."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication

from .tokens import SCHEME, owner_of

ADDRESS = "/api/"


class KeyMiddleware:
    """Reads the key before the map of permissions is asked, so that it holds for programs too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ADDRESS):
            return self.get_response(request)
        if header := request.headers.get("Authorization", ""):
            owner = owner_of(header, today=timezone.localdate())
            if owner is None:
                return refused(_("This key opens nothing: it is unknown, ended or out of date."))
            request.user = owner
        if not request.user.is_authenticated:
            return refused(_("Send a key: “Authorization: Bearer …”. Your desk makes one."))
        return self.get_response(request)


def refused(sentence: str) -> JsonResponse:
    answer = JsonResponse({"detail": sentence}, status=401)
    answer.headers["WWW-Authenticate"] = SCHEME
    return answer


class WhoAsks(BaseAuthentication):
    """Whoever the middleware let in."""

    def authenticate(self, request):
        return (request._request.user, None)

    def authenticate_header(self, request) -> str:
        return SCHEME
