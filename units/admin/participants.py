"""The rows of an event's form: units that exist and take part, and units that the event sets up."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..kinds import KINDS, Kind
from ..models import Participant, ReorganizationEvent
from ..periods import day_before
from .scope import ScopedChoices
from .unit_picker import PickedSelect, UnitSelect, agency_labels, unit_labels


def kind_of(request, event: ReorganizationEvent | None = None) -> Kind | None:
    """The kind of the event, or of the one that is being entered."""
    asked = event.kind if event else request.POST.get("kind") or request.GET.get("kind")
    return KINDS.get(asked or "")


class ParticipantForm(forms.ModelForm):
    def has_changed(self) -> bool:
        """A fresh row in which only the role was chosen is an empty row."""
        if self.instance.pk:
            return super().has_changed()
        return bool(set(self.changed_data) - {"role"})


class ParticipantFormSet(BaseInlineFormSet):
    """Rows of one part of the form. ``only_role`` is theirs where there is no choice."""

    only_role = ""

    @cached_property
    def forms(self) -> list[ParticipantForm]:
        rows = super().forms
        day = self.instance.operative_on or timezone.localdate()
        self.label(rows, "unit", lambda chosen: unit_labels(chosen, day_before(day)))
        self.label(rows, "agency", agency_labels)
        return rows

    def label(self, rows, field: str, labels_of) -> None:
        """Name all rows' choices by one query, not by one a row."""
        rows = [row for row in rows if field in row.fields]
        chosen = [str(row[field].value() or "") for row in rows]
        wanted = [int(key) for key in chosen if key.isdecimal()]
        labels = labels_of(wanted) if wanted else {}
        for row in rows:
            row.fields[field].widget.labels = labels

    def _construct_form(self, i, **kwargs):
        row = super()._construct_form(i, **kwargs)
        if self.only_role:
            row.instance.role = self.only_role
        return row

    def clean(self) -> None:
        super().clean()
        standing = [row for row in self.forms if row not in self.deleted_forms]
        chosen = [row.cleaned_data.get("unit") for row in standing if hasattr(row, "cleaned_data")]
        units = [unit.pk for unit in chosen if unit]
        if len(units) > len(set(units)):
            raise forms.ValidationError(_("A unit takes part in an event only once."))


class ParticipantInline(ScopedChoices, admin.StackedInline):
    """Who may change the event may change its rows: the event's screen asks, these do not."""

    model = Participant
    form = ParticipantForm
    formset = ParticipantFormSet
    kind: Kind | None = None
    event: ReorganizationEvent | None = None

    def roles(self, kind: Kind) -> list[str]:
        """Roles of the kind that belong in this part of the form."""
        raise NotImplementedError

    def get_formset(self, request, obj=None, **kwargs):
        self.event, self.kind = obj, kind_of(request, obj)
        formset = super().get_formset(request, obj, **kwargs)
        roles = self.roles(self.kind)
        formset.only_role = roles[0] if len(roles) == 1 else ""
        return formset

    def get_extra(self, request, obj=None, **kwargs) -> int:
        """As many rows as the kind needs at least; later one more, for who has no script."""
        return 1 if obj else max(1, len(self.least(kind_of(request))))

    def get_max_num(self, request, obj=None, **kwargs) -> int | None:
        kind = kind_of(request, obj)
        most = [kind.roles[role].most for role in self.roles(kind)]
        return None if None in most else sum(most)

    def least(self, kind: Kind) -> list[str]:
        return [role for role in self.roles(kind) for _n in range(kind.roles[role].least)]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "unit":
            kwargs["widget"] = UnitSelect(db_field, self.admin_site, asked=self.asked())
            kwargs["help_text"] = _("By name or code, also a former one; accents may be left out.")
        elif db_field.name == "agency":
            kwargs["widget"] = PickedSelect(db_field, self.admin_site)
        else:
            field = super().formfield_for_dbfield(db_field, request, **kwargs)
            if db_field.name == "sector":
                field.choices = list(field.choices)  # once for all rows
            return field
        return self.formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request, obj=None) -> bool:
        return True

    has_change_permission = has_delete_permission = has_view_permission = has_add_permission
