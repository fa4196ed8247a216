"""Who writes documents: the ministry any, a province its own, until something rests on them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from units.models import Province

from ..models import DocumentPart, LegalDocument

ADD, KEEP_ALL = "resolutions.add_legaldocument", "resolutions.delete_legaldocument"


class DocumentKeeping:
    """For the screen of documents. Whoever may delete a document may change it whatever rests on
    it."""

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        if not super().has_change_permission(request, obj) or obj is None:
            return super().has_change_permission(request, obj)
        return request.user.has_perm(KEEP_ALL, obj) or not is_relied_on(obj)

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        document = self.get_object(request, object_id)
        ours = super().has_change_permission(request, document)
        if request.method == "GET" and ours and not self.has_change_permission(request, document):
            said = _("Other records rest on this document: only an administrator changes it now.")
            messages.info(request, said)
        return super().change_view(request, object_id, form_url, extra_context)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Whoever also reads the whole country makes no national document by that."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.remote_field.model is Province:
            field.required = not request.user.has_perm(ADD, LegalDocument())
        return field


def is_relied_on(document: LegalDocument) -> bool:
    """Whether a row of any room names it: a target, a relation, a plan, a decided dossier. Asked
    once for each object; where only some rows of a table bind, its queryset says which."""
    if not hasattr(document, "_is_relied_on"):
        document._is_relied_on = any(
            naming(relation, document).exists()
            for relation in LegalDocument._meta.related_objects
            if relation.related_model is not DocumentPart
        )
    return document._is_relied_on


def naming(relation, document: LegalDocument):
    rows = relation.related_model._default_manager.filter(**{relation.field.name: document.pk})
    return rows.binding() if hasattr(rows, "binding") else rows
