"""The pages of units. The clock is read here and nowhere below."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from .asked import Asked, asked_of
from .lineage import bearings_of, units_called
from .models import Province, Unit, UnitVersion
from .periods import as_known
from .querysets import sees_everything
from .unit_page import unit_page
from .unit_search import told, units_found

ROWS = 50
View = Callable[..., HttpResponse]


def for_readers(view: View) -> View:
    """Who may read the pages of provinces may read those of units: everybody where the settings say
    so, else people who are logged in, within their reach."""

    @wraps(view)
    def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if settings.PUBLIC_PLAN_PAGES or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path())

    return checked


def readable_by(request: HttpRequest) -> QuerySet[UnitVersion] | None:
    """The versions within the reader's reach, by which their units are; None: everything is."""
    if settings.PUBLIC_PLAN_PAGES or sees_everything(UnitVersion, request.user):
        return None
    return UnitVersion.objects.for_user(request.user)


def asked_by(request: HttpRequest) -> Asked:
    zone = timezone.get_current_timezone()
    return asked_of(request.GET, today=timezone.localdate(), zone=zone)


@for_readers
def units(request: HttpRequest) -> HttpResponse:
    """Search ``?q=`` in a province ``?province=`` (its code on the day); neither: only the form."""
    asked, readable = asked_by(request), readable_by(request)
    provinces = Province.objects.all()
    if readable is not None:
        provinces = provinces.for_user(request.user)
    offered = list(provinces.on(asked.on).order_by("sort_key"))
    code, text = request.GET.get("province", ""), request.GET.get("q", "").strip()[:200]
    province = next((one for one in offered if one.code == code), None)
    context = {"asked": asked, "text": text, "province": province, "provinces": offered}
    if code and province is None:
        context["unknown_province"] = code[:20]
    if text or province:
        found = units_found(
            text, on=asked.on, province=province, readable=readable, known=asked.moment
        )
        page = Paginator(found, ROWS).get_page(request.GET.get("page"))
        context |= {"page": page, "found": told(list(page), text, asked.moment)}
    return render(request, "units/units.html", context)


@for_readers
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """What the unit is on the day ``?on=``, as known on the day ``?known=``, and its lineage."""
    asked, readable = asked_by(request), readable_by(request)
    found = get_object_or_404(within(Unit.objects.all(), readable, asked), pk=pk)
    page = unit_page(found, asked, readable=readable)
    return render(request, "units/unit.html", {"asked": asked, "page": page})


def within(found: QuerySet[Unit], readable: QuerySet[UnitVersion] | None, asked: Asked):
    """Units that lie within reach as known now, or as known then."""
    if readable is None:
        return found
    held = readable.filter(as_known(None) | (as_known(asked.moment) if asked.moment else Q()))
    return found.filter(pk__in=held.values("unit"))


@for_readers
def what_became_of(request: HttpRequest) -> HttpResponse:
    """To the unit that bears or once bore ``?code=`` (or this name); a choice where several did."""
    asked, readable = asked_by(request), readable_by(request)
    text = request.GET.get("code", "").strip()[:300]
    if not text:
        return redirect("units")
    named = Unit.objects.filter(pk__in=[one.pk for one in units_called(text)])
    unit_ids = list(within(named, readable, asked).values_list("pk", flat=True))
    if len(unit_ids) == 1:
        return redirect(reverse("unit", args=unit_ids) + asked.query)
    choice = bearings_of(unit_ids, on=asked.on).values()
    context = {"asked": asked, "text": text, "choice": sorted(choice, key=lambda one: one.begins)}
    return render(request, "units/what_became_of.html", context, status=200 if choice else 404)
