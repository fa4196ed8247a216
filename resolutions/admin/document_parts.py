"""The parts of a document, edited as a table: each says inside which other it stands."""

from __future__ import annotations

from functools import cached_property

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from ..models import DocumentPart


class PartFormSet(BaseInlineFormSet):
    """The parts to choose from are read once for all rows, and are those of this document."""

    @cached_property
    def choices(self) -> list[tuple]:
        own = self.instance.parts.all() if self.instance.pk else ()
        return [("", "---------"), *((part.pk, str(part)) for part in own)]

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        if "parent" in form.fields:
            own = DocumentPart.objects.filter(document=self.instance.pk)
            form.fields["parent"].queryset = own
            form.fields["parent"].choices = self.choices

    def clean(self) -> None:
        """Two rows that are put inside each other at once look well one by one."""
        super().clean()
        if any(self.errors):
            return
        above = {form.instance.pk: form.instance.parent_id for form in self.initial_forms}
        for start in above:
            passed, part = set(), start
            while part is not None and part not in passed:
                passed.add(part)
                part = above.get(part)
            if part is not None:
                raise ValidationError(
                    _("Parts that stand inside each other can't be: choose where each stands.")
                )


class PartInline(admin.TabularInline):
    model = DocumentPart
    formset = PartFormSet
    fields = ("kind", "number", "position", "parent", "heading", "text")
    extra = 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("heading", "text"):
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 1})
        if db_field.name == "number":
            kwargs["widget"] = AdminTextInputWidget(attrs={"size": 6, "class": ""})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "parent":
            field.widget = field.widget.widget  # no icons to add and change parts in passing
        return field
