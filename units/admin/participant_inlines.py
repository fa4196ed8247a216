"""The two parts of an event's form that hold its units, fitted to the kind of event."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import ParticipantRole
from ..kinds import Kind
from .participants import ParticipantInline, kind_of

CONTINUING = {ParticipantRole.SURVIVING, ParticipantRole.SOURCE}
DESCRIPTION = ("name", ("code", "agency"), ("sector", "service_class", "autonomy_group"), "note")


def role_text(kind: Kind, role: str) -> str:
    """A role with how many units may hold it, as a form's help."""
    number = kind.roles[role]
    return gettext("%(role)s: %(number)s") % {"role": ParticipantRole(role).label, "number": number}


class ExistingUnitInline(ParticipantInline):
    """Units that exist before the event, by their role in it."""

    verbose_name = _("unit that takes part")
    verbose_name_plural = _("units that take part")

    def roles(self, kind):
        return [role for role in kind.roles if role != ParticipantRole.NEW]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("unit")
        return rows.exclude(role=ParticipantRole.NEW)

    def get_fieldsets(self, request, obj=None):
        kind = kind_of(request, obj)
        roles = self.roles(kind)
        chosen = ("role", "unit") if len(roles) > 1 else "unit"
        must = [name.removesuffix("_id") for name in kind.must_change]
        leaving = ["company_name", "company_tax_code"] if ParticipantRole.EXITING in roles else []
        if must or not CONTINUING & set(roles):
            return [(None, {"fields": [chosen, *must, *leaving, "note"]})]
        title = gettext("What the decision changes of the unit, if it continues; note")
        return [
            (None, {"fields": [chosen]}),
            (title, {"fields": DESCRIPTION, "classes": ["collapse"]}),
        ]

    def asked(self) -> dict[str, object]:
        """What the picker must know to offer the right units."""
        former = set(self.roles(self.kind)) == {ParticipantRole.FORMER}
        given: dict[str, object] = {"ended": former or ""}
        if self.event:
            given |= {"on": self.event.operative_on, "province": self.event.province_id}
        return given

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            roles = [(role, ParticipantRole(role).label) for role in self.roles(self.kind)]
            kwargs["choices"] = roles
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def starting_rows(self, kind: Kind) -> list[dict[str, str]]:
        return [{"role": role} for role in self.least(kind)]


class NewUnitInline(ParticipantInline):
    """Units that the event sets up, described; they are created when it takes effect."""

    verbose_name = _("new unit")
    verbose_name_plural = _("new units")
    fieldsets = ((None, {"fields": DESCRIPTION}),)

    def roles(self, kind):
        return [ParticipantRole.NEW]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(role=ParticipantRole.NEW)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.get_default_prefix = classmethod(lambda cls: "new")
        return formset

    def starting_rows(self, kind: Kind) -> list[dict[str, str]]:
        return []


def inlines_for(kind: Kind | None) -> list[type[ParticipantInline]]:
    if kind is None:
        return []
    inlines: list[type[ParticipantInline]] = []
    if set(kind.roles) - {ParticipantRole.NEW}:
        inlines.append(ExistingUnitInline)
    if ParticipantRole.NEW in kind.roles:
        inlines.append(NewUnitInline)
    return inlines
