from operator import attrgetter

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin
from units.admin.kept_parts import KeptParts
from units.admin.scope import ScopedAdmin
from units.paper_files import PaperRefused, checked_kind, clean_name

from ..document_file import take_file
from ..models import DocumentPart, LegalDocument
from .document_keeping import DocumentKeeping
from .document_parts import PartInline
from .document_relations import RelationFromInline, RelationInline
from .export import DocumentExport, ExportScreen
from .search import FoldedInMemory
from .texts import SHORT_TEXTS


class DocumentForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("new file"),
        required=False,
        help_text=_("PDF, Word (.docx), Excel (.xlsx), PNG or JPEG; takes the place of the file."),
    )

    def clean_upload(self):
        file = self.cleaned_data["upload"]
        if file:
            try:
                checked_kind(file, clean_name(file.name))
            except PaperRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return file


@admin.register(LegalDocument)
class LegalDocumentAdmin(
    DocumentKeeping, KeptParts, FoldedInMemory, ExportScreen, ScopedAdmin, KeptHistoryAdmin
):
    """National documents are everybody's to read, those of a province its own; who writes for a
    province writes only those."""

    form = DocumentForm
    resource_classes = [DocumentExport]
    list_display = (
        "citation", "kind", "title", "province", "effective_on", "expires_on", "status"
    )  # fmt: skip
    list_filter = ("kind", "status", ("province", admin.RelatedOnlyFieldListFilter), "issuer")
    list_select_related = ("province",)
    date_hierarchy = "issued_on"
    search_fields = ("number", "title", "issuer")
    formfield_overrides = SHORT_TEXTS
    readonly_fields = ("kept_file",)
    inlines = (PartInline, RelationInline, RelationFromInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("number", "issued_on"),
                    ("issuer", "signer"),
                    ("kind", "status"),
                    "title",
                    "province",
                )
            },
        ),
        (_("Validity"), {"fields": (("effective_on", "expires_on"),)}),
        (_("File"), {"fields": ("kept_file", "upload")}),
        (_("Source"), {"fields": ("source", "note")}),
    )

    def view_on_site(self, document: LegalDocument) -> str:
        return document.get_absolute_url()

    def get_fieldsets(self, request, obj=None):
        """Who may only look is offered no upload."""
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return [
            (name, {**about, "fields": [one for one in about["fields"] if one != "upload"]})
            for name, about in super().get_fieldsets(request, obj)
        ]

    def kept_parts(self, document):
        yield DocumentPart.history.filter(document=document), attrgetter("history_object")

    @admin.display(description=_("document"), ordering="number")
    def citation(self, document: LegalDocument) -> str:
        return document.citation

    @admin.display(description=_("file"))
    def kept_file(self, document: LegalDocument) -> str:
        if not document.file:
            return _("none")
        address = reverse("document_file", args=[document.pk])
        return format_html('<a href="{}">{}</a>', address, document.filename)

    def save_model(self, request, obj, form, change) -> None:
        """Fields and file are one state of the document, so one row of its history."""
        if form.cleaned_data.get("upload"):
            take_file(obj, form.cleaned_data["upload"])
        super().save_model(request, obj, form, change)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "title":
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
