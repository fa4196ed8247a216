"""The pages of provinces. The clock is read here and nowhere below."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from units.models import Province
from units.views import asked_by

from .atlas import Atlas
from .neighbours import neighbour
from .plan_page import plan_page
from .province_list import province_list


def read_atlas(request: HttpRequest) -> Atlas | None:
    """All provinces, and which of them this reader may see; None: log in first."""
    provinces = Province.objects.all()
    if settings.PUBLIC_PLAN_PAGES:
        return Atlas(provinces)
    if not request.user.is_authenticated:
        return None
    readable = provinces.for_user(request.user).values_list("pk", flat=True)
    return Atlas(provinces, readable=set(readable))


def provinces(request: HttpRequest) -> HttpResponse:
    """All provinces in force on the day ``?on=``, as known on the day ``?known=``."""
    atlas = read_atlas(request)
    if atlas is None:
        return redirect_to_login(request.get_full_path())
    asked = asked_by(request)
    context = {"asked": asked, "page": province_list(atlas, asked)}
    return render(request, "reform/provinces.html", context)


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
        later = [neighbour(atlas, one, asked) for one in bearers]
        context = {"asked": asked, "code": code.upper(), "later": later}
        return render(request, "reform/province_later.html", context)
    page = plan_page(
        atlas,
        place,
        asked,
        everything=request.GET.get("events") == "all",
        insider=Province.objects.for_user(request.user).filter(pk=place.province.pk).exists(),
    )
    return render(request, "reform/province.html", {"asked": asked, "page": page})
