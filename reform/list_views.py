"""The lists behind the numbers of pages, for whoever may read the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from units.asked import Asked, day_of
from units.models import Province, UnitVersion
from units.views import asked_by

from .atlas import Atlas, Place, page_address
from .csv_files import csv_response
from .event_lines import lines
from .figure_lists import FigureList, event_filter, figure_list
from .filters import PlanFilter
from .legal_lists import legal_lists
from .unit_lists import Ground, UnitList, desk_choices, unit_list
from .views import is_insider, read_atlas

ROWS, EVENTS, CHUNK = 100, 50, 2000
CARRIED = ("on", "known", "of", "since", "side", "without", "figure", "year", "state")


def place_of(atlas: Atlas, code: str, request: HttpRequest, asked: Asked) -> Place:
    """The province that bore ``code`` on the day ``?of=``, else on ``?on=``; 404 where none did."""
    of = day_of(request.GET.get("of", ""), []) or asked.on
    place = atlas.place(code.upper(), of)
    if place is None:
        raise Http404(_("No province has the code “%(code)s”.") % {"code": code})
    return place


def country(atlas: Atlas, asked: Asked) -> Ground:
    """All real provinces in force that the reader may see; with all of them, ministries too."""
    provinces = [one for one in atlas.in_force(asked.on) if not one.is_fictional]
    territory = set().union(*(atlas.territory(one) for one in provinces))
    return Ground(territory, ministries=atlas.is_whole)


def units_listed(request: HttpRequest, code: str = "") -> HttpResponse:
    """The units that a number of a page counted; without ``code``, of the country."""
    atlas = read_atlas(request)
    if atlas is None:
        return redirect_to_login(request.get_full_path())
    asked = asked_by(request)
    place = place_of(atlas, code, request, asked) if code else None
    ground = Ground(atlas.territory(place.province)) if place else country(atlas, asked)
    # Of the whole country there are thousands of agencies: none are offered.
    lists = legal_lists(ground.territory if place else ())
    found = unit_list(ground, asked, request.GET, lists)
    if request.GET.get("format") == "csv":
        return units_csv(found, code)
    context = about(place, asked) | {
        "list": found,
        "carried": carried(request, found.chosen),
        "page": Paginator(found.units, ROWS).get_page(request.GET.get("page")),
        "desk": desk_address(request, found, place),
    }
    return render(request, "reform/lists/units.html", context)


def units_csv(found: UnitList, code: str) -> HttpResponse:
    fields = ("code", "name", "agency", "sector", "autonomy_group", "province")
    named = {one.name: one.verbose_name for one in UnitVersion._meta.get_fields() if one.concrete}
    headings = [capfirst(str(named[name])) for name in fields]
    return csv_response(f"units-{code or 'country'}", found.asked.on, headings, unit_rows(found))


def unit_rows(found: UnitList) -> Iterator[list[object]]:
    for one in found.units.iterator(chunk_size=CHUNK):
        yield [
            one.shown_code,
            one.name,
            str(one.agency or ""),
            str(one.sector or ""),
            one.autonomy_group,
            one.province.name if one.province else "",
        ]


def figures_listed(request: HttpRequest, code: str = "") -> HttpResponse:
    """The yearly figures ``?year=`` that a page of the day ``?on=`` added up."""
    atlas = read_atlas(request)
    if atlas is None:
        return redirect_to_login(request.get_full_path())
    asked = asked_by(request)
    place = place_of(atlas, code, request, asked) if code else None
    ground = Ground(atlas.territory(place.province)) if place else country(atlas, asked)
    provinces = [place.province] if place else atlas.in_force(asked.on)
    chosen = PlanFilter(request.GET, legal_lists(ground.territory if place else ()))
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else asked.on.year
    found = figure_list(provinces, ground.territory, year, asked, chosen.narrowed)
    if request.GET.get("format") == "csv":
        return figures_csv(found, code, asked)
    context = about(place, asked) | {
        "list": found,
        "filter": chosen,
        "carried": carried(request, chosen),
        "page": Paginator(found.figures, ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "reform/lists/figures.html", context)


def figures_csv(found: FigureList, code: str, asked: Asked) -> HttpResponse:
    headings = [_("unit"), _("year"), _("people"), _("state budget spending (đồng)")]
    rows = (
        [one.unit_name, one.year, one.headcount_budget, one.budget_spending]
        for one in found.figures.iterator(chunk_size=CHUNK)
    )
    return csv_response(f"figures-{code or 'country'}-{found.year}", asked.on, headings, rows)


def events_listed(request: HttpRequest, code: str) -> HttpResponse:
    """The reorganization events in effect by the day ``?on=``, or in another ``?state=``."""
    atlas = read_atlas(request)
    if atlas is None:
        return redirect_to_login(request.get_full_path())
    asked = asked_by(request)
    place = place_of(atlas, code, request, asked)
    territory = atlas.territory(place.province)
    insider = is_insider(request, atlas, place)
    chosen, events = event_filter(place.province, territory, asked, request.GET, insider=insider)
    page = Paginator(events, EVENTS).get_page(request.GET.get("page"))
    context = about(place, asked) | {
        "filter": chosen,
        "carried": carried(request, chosen),
        "page": page,
        "lines": lines(page),
        "state": request.GET.get("state", ""),
    }
    return render(request, "reform/lists/events.html", context)


def carried(request: HttpRequest, chosen: PlanFilter) -> list[tuple[str, str]]:
    """What the address says beside the filter, so that the filter's form says it too."""
    return [
        (name, request.GET[name])
        for name in CARRIED
        if name in request.GET and name not in chosen.form.fields
    ]


def about(place: Place | None, asked: Asked) -> dict[str, object]:
    """Whose list it is, and the way back to the page that counted it."""
    if place is None:
        return {"asked": asked, "back": reverse("overview") + asked.query}
    back = page_address(place.province, replace(asked, on=place.day))
    return {"asked": asked, "place": place, "province": place.province, "back": back}


def desk_address(request: HttpRequest, found: UnitList, place: Place | None) -> str:
    """The desk's list of the same units, for those who may open it where they can see them all."""
    if not (request.user.is_authenticated and request.user.has_perm("units.view_unit")):
        return ""
    province = place.province if place else None
    if province and not within(request, province):
        return ""
    choices = desk_choices(found, province)
    if choices is None:
        return ""
    return f"{reverse('admin:units_unit_changelist')}?{urlencode(choices)}"


def within(request: HttpRequest, province: Province) -> bool:
    return Province.objects.for_user(request.user).filter(pk=province.pk).exists()
