from __future__ import annotations

import datetime as dt

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.admin.scope import ProvinceField, ScopedAdmin
from units.models import Province

from ..choices import PaperAbout, PaperType
from ..models import Paper
from ..papers.kinds import kinds_about
from ..papers.subjects import DRAWN_BY
from .paper_book import PaperBook, address_of_book
from .paper_page import PaperPage, address_of

FOLDER = "admin/reform/paper"


class ReportForm(forms.Form):
    """Which report, of which province, for the period that holds which day."""

    kind = forms.ChoiceField(
        label=_("kind"),
        choices=[
            *((one.code, one.label) for one in kinds_about(PaperAbout.PERIOD)),
            (PaperType.WORKBOOK.value, PaperType.WORKBOOK.label),
        ],
    )
    province = ProvinceField(Province.objects.none(), label=_("province"))
    day = forms.DateField(label=_("a day of the period"))


@admin.register(Paper)
class PaperAdmin(PaperPage, PaperBook, ScopedAdmin):
    """Papers that were drawn. Reports begin here, the others where their data are."""

    list_display = ("shown", "kind", "province", "first_on", "last_on")
    list_display_links = ("shown",)
    list_filter = ("kind", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "case", "plan__province", "plan__period", "visit")
    actions = None

    class Media:
        css = {"all": ("units/decisions.css", "reform/papers.css")}

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = [
            path("draw/<slug:kind>/<int:pk>/", view(self.draw_view), name="reform_paper_draw"),
            path("file/<int:version_id>/", view(self.file_view), name="reform_paper_file"),
            path("workbook/<int:pk>/", view(self.workbook_view), name="reform_paper_workbook"),
        ]
        return [*pages, *super().get_urls()]

    @admin.display(description=_("official paper"))
    def shown(self, paper):
        return str(paper)

    def has_add_permission(self, request) -> bool:
        return request.user.has_perm(DRAWN_BY[PaperAbout.PERIOD])

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def add_view(self, request, form_url="", extra_context=None) -> HttpResponse:
        """Choose a report; what it says is shown before it is drawn."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ReportForm(request.POST or None, initial={"day": timezone.localdate()})
        form.fields["province"].queryset = self.reporting(request)
        if request.method == "POST" and form.is_valid():
            told = form.cleaned_data
            return HttpResponseRedirect(place(told["kind"], told["province"].pk, told["day"]))
        context = self.page_context(request, _("Draw a report"), form=form)
        return TemplateResponse(request, f"{FOLDER}/report.html", context)

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        paper = self.get_object(request, object_id)
        about = paper.case or paper.plan or paper.visit or paper.province
        return HttpResponseRedirect(place(paper.kind, about.pk, paper.first_on))

    def reporting(self, request: HttpRequest):
        """Provinces for which the user may report."""
        within = Province.objects.for_user(request.user)
        may = DRAWN_BY[PaperAbout.PERIOD]
        return within.filter(pk__in=[one.pk for one in within if request.user.has_perm(may, one)])

    def page_context(self, request: HttpRequest, title: object, **values) -> dict[str, object]:
        site = self.admin_site.each_context(request)
        listed = reverse("admin:reform_paper_changelist")
        return {**site, "opts": self.opts, "title": title, "listed": listed, **values}


def place(kind: str, pk: int, day: dt.date | None) -> str:
    """The page of a paper."""
    return address_of_book(pk, day) if kind == PaperType.WORKBOOK else address_of(kind, pk, day)
