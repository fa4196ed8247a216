"""Which edition of a page a reader has: where it is the latest, the answer is 304 and no more.

The register's writer counts each change up, by province (:class:`units.models.DataVersion`). All
else that pages show is changed by people, and so by requests that are not mere questions: each of
those counts up too, for all pages, once it has been carried out. So do the commands that write,
and the check that keeps findings, whoever runs it: ``tests/reform/test_commands_and_editions.py``
names every command there is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.messages import get_messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language

from units.models import DataVersion, Province
from units.tally_keeping import EVERYWHERE, bump

ASKING = ("GET", "HEAD", "OPTIONS", "TRACE")
PARTS_OF_THE_PROGRAM = ("*.py", "*.html", "*.po", "*.css", "*.js")


class EditionMiddleware:
    """Counts up what a request may have changed, after it was carried out: counted up before that,
    a page of the old data could go out under the new number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        carried_out = request.method not in ASKING and response.status_code < 400
        if carried_out and request.user.is_authenticated:
            bump([EVERYWHERE])
        return response


def unless_unchanged(
    request: HttpRequest,
    build: Callable[[], HttpResponse],
    *,
    version: int,
    rights: object,
) -> HttpResponse:
    """304 where the reader has the latest edition, else what ``build`` makes; no query.

    ``version`` is that of the data that the page draws on, ``rights`` whatever decides what this
    reader may see of it. A page with a message to its reader has no edition.
    """
    if len(get_messages(request)):
        return build()
    tag = edition(request, version, rights)
    unchanged = get_conditional_response(request, etag=tag)
    response = build() if unchanged is None else unchanged
    if response.status_code in (200, 304):
        response.headers["ETag"] = tag
        patch_cache_control(response, private=True, no_cache=True)
    return response


def edition(request: HttpRequest, version: int, rights: object) -> str:
    """The tag of a page: it differs whenever anything differs that the page is made of.

    A page for somebody who is logged in holds a token of their session.
    """
    told = (
        program(),
        request.get_full_path(),
        get_language(),
        timezone.localdate(),
        request.user.pk,
        request.META.get("CSRF_COOKIE") if request.user.is_authenticated else None,
        rights,
        version,
    )
    return quote_etag(hashlib.sha256(repr(told).encode()).hexdigest()[:32])


def with_versions(provinces: QuerySet[Province]) -> QuerySet[Province]:
    """The same, each with how often its own data and those of no one province have changed."""
    own = DataVersion.objects.filter(area=OuterRef("pk")).values("number")
    general = DataVersion.objects.filter(area=EVERYWHERE).values("number")
    return provinces.annotate(
        own_version=Coalesce(Subquery(own), 0), general_version=Coalesce(Subquery(general), 0)
    )


def version_of(provinces: Iterable[Province], areas: Collection[int] | None = None) -> int:
    """A number that has never been the same before a change of ``areas`` and after it (None: of
    all). ``provinces`` come from :func:`with_versions`."""
    read = list(provinces)
    own = sum(one.own_version for one in read if areas is None or one.pk in areas)
    return own + (read[0].general_version if read else 0)


def program() -> float:
    """When the program itself was last changed: another release makes other pages."""
    return newest_file() if settings.DEBUG else newest_file_at_start()


@cache
def newest_file_at_start() -> float:
    return newest_file()


def newest_file() -> float:
    rooms = [
        Path(settings.BASE_DIR, room) for room in ("units", "resolutions", "reform", "templates")
    ]
    return max(
        path.stat().st_mtime
        for room in rooms
        for pattern in PARTS_OF_THE_PROGRAM
        for path in room.rglob(pattern)
    )
