"""The pages of provinces. The clock is read here and nowhere below."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from units.asked import Asked
from units.models import Province
from units.querysets import reach_of
from units.views import asked_by

from .atlas import Atlas, Place
from .edition import unless_unchanged, version_of, with_versions
from .filters import OverviewFilter, PlanFilter
from .legal_lists import legal_lists
from .neighbours import neighbour
from .overdue import overdue
from .overview import OverviewWish, overview
from .plan_page import plan_page
from .province_list import province_list
from .wishes import Wish


def read_atlas(request: HttpRequest) -> Atlas | None:
    """All provinces, and which of them this reader may see; None: log in first."""
    provinces = list(with_versions(Province.objects.all()))
    if settings.PUBLIC_PLAN_PAGES:
        return Atlas(provinces)
    if not request.user.is_authenticated:
        return None
    return Atlas(provinces, readable=reach_of(Province, request.user, heirs_of(provinces)))


def heirs_of(provinces: Iterable[Province]) -> dict[int, int | None]:
    return {one.pk: one.succeeded_by_id for one in provinces}


def provinces(request: HttpRequest) -> HttpResponse:
    """All provinces in force on the day ``?on=``, as known on the day ``?known=``."""
    atlas = read_atlas(request)
    if atlas is None:
        return redirect_to_login(request.get_full_path())
    asked = asked_by(request)

    def build() -> HttpResponse:
        context = {"asked": asked, "page": province_list(atlas, asked)}
        return render(request, "reform/provinces.html", context)

    return unless_unchanged(
        request, build, version=version_of(atlas.provinces), rights=atlas.rights
    )


def province(request: HttpRequest, code: str) -> HttpResponse:
    """The province that bears ``code`` on the day ``?on=``, or the last that did before it;
    all as known on the day ``?known=``."""
    atlas = read_atlas(request)
    if atlas is None:
        return redirect_to_login(request.get_full_path())
    asked = asked_by(request)
    bearers = atlas.bearers(code.upper())
    if not bearers:
        raise Http404(_("No province has the code “%(code)s”.") % {"code": code})
    place = atlas.place(code.upper(), asked.on)
    if place is None:
        return borne_later(request, atlas, asked, code.upper())
    territory, insider = atlas.territory(place.province), is_insider(request, atlas, place)

    def build() -> HttpResponse:
        lists = legal_lists(territory)
        chosen, periods = PlanFilter(request.GET, lists), list(lists.periods.values())
        wanted = request.GET.get("period", "")
        wish = Wish(
            everything=request.GET.get("events") == "all",
            insider=insider,
            narrowed=chosen.narrowed,
            period=next((one for one in periods if one.code == wanted), None),
        )
        page = plan_page(atlas, place, asked, wish, lists)
        context = {"asked": asked, "page": page, "filter": chosen, "periods": periods}
        return render(request, "reform/province.html", context)

    version = version_of(atlas.provinces, territory)
    return unless_unchanged(request, build, version=version, rights=(atlas.rights, insider))


def borne_later(request: HttpRequest, atlas: Atlas, asked: Asked, code: str) -> HttpResponse:
    """Nobody bore the code by the day: who did later."""
    later = [neighbour(atlas, one, asked) for one in atlas.bearers(code)]
    context = {"asked": asked, "code": code, "later": later}
    return render(request, "reform/province_later.html", context)


def is_insider(request: HttpRequest, atlas: Atlas, place: Place) -> bool:
    """May the reader see what is only being prepared in the province?"""
    reach = reach_of(Province, request.user, heirs_of(atlas.provinces))
    return reach is None or place.province.pk in reach


def country(request: HttpRequest) -> HttpResponse:
    """The national overview of the day ``?on=``; ``?with=`` names provinces to be compared."""
    atlas = read_atlas(request)
    if atlas is None:
        return redirect_to_login(request.get_full_path())
    asked, chosen = asked_by(request), OverviewFilter(request.GET)

    def build() -> HttpResponse:
        wish = OverviewWish(**chosen.given, compared=request.GET.getlist("with"))
        page = overview(atlas, asked, wish)
        context = {"asked": asked, "page": page, "filter": chosen, "wish": wish}
        return render(request, "reform/overview.html", context)

    return unless_unchanged(
        request, build, version=version_of(atlas.provinces), rights=atlas.rights
    )


def overdue_page(request: HttpRequest) -> HttpResponse:
    """What is late in all provinces within reach, on the day ``?on=``."""
    atlas = read_atlas(request)
    if atlas is None:
        return redirect_to_login(request.get_full_path())
    asked = asked_by(request)

    def build() -> HttpResponse:
        context = {"asked": asked, "page": overdue(atlas, asked)}
        return render(request, "reform/overdue.html", context)

    return unless_unchanged(
        request, build, version=version_of(atlas.provinces), rights=atlas.rights
    )
