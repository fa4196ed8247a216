from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Unit
from ..names import search_key
from ..periods import last_day
from ..querysets import sees_everything
from .correction import CorrectionPages
from .ledger_history import LedgerHistory
from .proposal import DifferentProvinces, propose_merger
from .record import record_of
from .scope import WrittenByTheRegister
from .unit_export import UnitExport
from .unit_list import UnitChoiceFilter, UnitList
from .unit_picker import UnitPickView


@admin.register(Unit)
class UnitAdmin(LedgerHistory, UnitExport, CorrectionPages, WrittenByTheRegister):
    """The register as it was on a day. Units change by events and imported lists, never here."""

    list_display = ("name", "code", "agency", "sector", "autonomy")
    list_display_links = ("name",)
    list_filter = (UnitChoiceFilter,)
    ordering = ("pk",)  # of stock pickers; the list and our own picker go by name
    list_per_page = 100
    search_fields = ("versions__search_key",)
    search_help_text = _("Name or code, also a former one; accents may be left out.")
    change_form_template = "admin/units/unit/record.html"
    actions = ("merge_selected",)
    view_on_site = False

    class Media:
        css = {"all": ("units/desk.css",)}

    def get_list_display(self, request):
        """Columns that would say the same in every row are left out."""
        columns = list(self.list_display)
        if sees_everything(Unit, request.user) and not request.GET.get("province"):
            columns.append("province")
        return [*columns, "until"] if request.GET.get("state") else columns

    def get_changelist(self, request, **kwargs):
        return UnitList

    def get_urls(self):
        pick = self.admin_site.admin_view(UnitPickView.as_view(admin_site=self.admin_site))
        return [path("pick/", pick, name="units_unit_pick"), *super().get_urls()]

    def get_search_results(self, request, queryset, search_term):
        key = search_key(search_term)
        if not search_term.strip():
            return queryset, False
        if key.startswith("dv") and key[2:].isdecimal():
            return queryset.filter(pk=int(key[2:])), False
        return (queryset.with_text(key) if key else queryset.none()), False

    @admin.display(description=_("unit name"), ordering="version_then__sort_key")
    def name(self, unit):
        version = unit.version_then
        if not unit.found_as:
            return version.name
        said = gettext("formerly %(name)s") % {"name": unit.found_as}
        return format_html('{}<br><span class="quiet">{}</span>', version.name, said)

    @admin.display(description=_("unit code"), ordering="version_then__code")
    def code(self, unit):
        return unit.version_then.shown_code

    @admin.display(description=_("governing agency"), ordering="version_then__agency__sort_key")
    def agency(self, unit):
        return unit.version_then.agency

    @admin.display(description=_("sector"), ordering="version_then__sector__position")
    def sector(self, unit):
        return unit.version_then.sector

    @admin.display(description=_("autonomy group"), ordering="version_then__autonomy_group")
    def autonomy(self, unit):
        return unit.version_then.autonomy_group or None

    @admin.display(description=_("province"), ordering="version_then__province__sort_key")
    def province(self, unit):
        province = unit.version_then.province
        return province and province.name

    @admin.display(description=_("ends on"), ordering="ceased_on")
    def until(self, unit):
        return last_day(unit.ceased_on)

    @admin.action(description=_("Merge selected units…"), permissions=["propose"])
    def merge_selected(self, request, queryset):
        """Draft a merger that the user completes; nothing changes in the register."""
        try:
            event = propose_merger(queryset, on=timezone.localdate(), by=request.user)
        except DifferentProvinces as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return None
        self.log_addition(request, event, [{"added": {}}])
        said = _("A merger is proposed. Say which unit continues as receiver, then save.")
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(event.get_absolute_url())

    def has_propose_permission(self, request) -> bool:
        return request.user.has_perm("units.add_reorganizationevent")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        record = record_of(obj, on=timezone.localdate())
        context |= {"record": record, "title": record.name, "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)
