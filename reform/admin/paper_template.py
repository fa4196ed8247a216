from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin
from units.paper_files import as_download

from ..models import PaperTemplate
from ..papers.drawing import TemplateRefused
from ..papers.kinds import KINDS
from ..papers.own_templates import check_template, house_file, take_template
from .paper_page import WORD


class TemplateForm(forms.ModelForm):
    """The file is read before anything is kept."""

    class Meta:
        model = PaperTemplate
        fields = ("kind", "file", "note")

    def clean(self) -> dict[str, object]:
        told = super().clean()
        file, kind = told.get("file"), told.get("kind")
        if kind and file and "file" in self.changed_data:
            try:
                check_template(KINDS[kind], file)
            except TemplateRefused as refused:
                self.add_error("file", str(refused))
        return told


@admin.register(PaperTemplate)
class PaperTemplateAdmin(KeptHistoryAdmin, admin.ModelAdmin):
    """Templates in the place of the house's; taking one away brings back the house's."""

    form = TemplateForm
    list_display = ("kind", "filename", "note")
    fields = ("kind", "file", "note", "house")
    readonly_fields = ("house",)

    def get_urls(self):
        page = path(
            "house/<slug:kind>/",
            self.admin_site.admin_view(self.house_view),
            name="reform_papertemplate_house",
        )
        return [page, *super().get_urls()]

    @admin.display(description=_("begin with the house's"))
    def house(self, template=None):
        named = (
            (reverse("admin:reform_papertemplate_house", args=[code]), kind.label)
            for code, kind in KINDS.items()
        )
        return format_html_join(" · ", '<a href="{}">{}</a>', named)

    def house_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        if kind not in KINDS:
            raise Http404(_("There is no such kind of paper."))
        file = house_file(KINDS[kind])
        return as_download(file, filename=KINDS[kind].filename, content_type=WORD)

    def save_model(self, request, obj, form, change) -> None:
        if "file" in form.changed_data:
            take_template(obj, form.cleaned_data["file"])
        super().save_model(request, obj, form, change)
