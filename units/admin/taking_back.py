"""The page of one correction: what was and what is, and where it can be taken back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from .. import register
from ..choices import EntryKind
from ..corrections import CorrectionRefused, check
from ..models import RegisterEntry, UnitVersion
from ..register import LaterEntries, RegisterMoved
from ..sentences import Sentence as _
from ..sentences import as_kept
from .correction_form import ReasonForm
from .correction_rows import Standing, corrections_shown, source_of, standing_of, written_down
from .event_pages import EventPages

FOLDER = "admin/units/correction"
#: Who may put a version right may also strike out a unit and take corrections back.
CORRECT = "units.change_unitversion"


class AlreadyTakenBack(Exception):
    def __init__(self) -> None:
        super().__init__(_("This correction has been taken back already."))


class TakingBack(EventPages):
    """For the screen of units."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.correction_view)
        address = "corrections/<int:entry_id>/"
        return [path(address, view, name="units_unit_correction"), *super().get_urls()]

    def correction_view(self, request: HttpRequest, entry_id: int) -> HttpResponse:
        """Old and new of one correction; posting takes it back."""
        entry = written_down(request.user).filter(pk=entry_id).first()
        if entry is None:
            raise Http404(_("There is no such row within your reach."))
        [standing] = standing_of([entry])
        touched = UnitVersion.objects.filter(superseded_by=entry)
        allowed = may_correct(request.user, touched)
        if request.method == "POST" and not allowed:
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        later: list[RegisterEntry] = []
        if request.method == "POST" and form.is_valid():
            try:
                return self.take_back(request, standing, form.cleaned_data["reason"])
            except LaterEntries as refused:
                later = refused.entries
            except (AlreadyTakenBack, CorrectionRefused, RegisterMoved) as refused:
                messages.error(request, str(refused))
                return HttpResponseRedirect(request.path)
        context = self.context(
            request,
            _("Correction: %(name)s") % {"name": standing.name},
            standing=standing,
            rows=[row for row in corrections_shown(standing.unit_id) if row.entry == entry],
            allowed=allowed,
            form=form,
            later=[source_of(one) for one in later],
        )
        return TemplateResponse(request, f"{FOLDER}/correction.html", context)

    @transaction.atomic
    def take_back(self, request: HttpRequest, standing: Standing, reason: str) -> HttpResponse:
        """The register says again what it said before the correction, if its codes are still free.

        Raises :class:`AlreadyTakenBack`, :class:`units.register.LaterEntries`, or
        :class:`units.corrections.CorrectionRefused`.
        """
        entries = RegisterEntry.objects.select_for_update(of=("self",))
        entry = entries.get(pk=standing.entry.pk, kind=EntryKind.CORRECTION)
        if RegisterEntry.objects.filter(reverses=entry).exists():
            raise AlreadyTakenBack
        for version in UnitVersion.objects.filter(superseded_by=entry):
            check(version, {"code": version.code})
        register.reverse(entry, at=timezone.now(), by=request.user, reason=reason)
        said = _("Correction taken back: %(reason)s") % {"reason": reason}
        unit = self.model.objects.get(pk=standing.unit_id)
        self.log_change(request, unit, as_kept(said))
        messages.success(request, _("The correction is taken back."))
        return HttpResponseRedirect(reverse("admin:units_unit_correction", args=[entry.pk]))


def may_correct(user, versions) -> bool:
    """Only where the person prepares, for every period that would change."""
    return bool(versions) and all(user.has_perm(CORRECT, version) for version in versions)
