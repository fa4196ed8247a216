"""Profiles at a terminal: taken by name or by the shape of the file, and saved under a name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from units.imports.first_look import look_at
from units.imports.instructions import UnusableOption
from units.imports.profiles import fitting, near, nearest, taken
from units.imports.reading import workbook_of
from units.models import ImportBatch, ImportProfile


class NoSuchProfile(UnusableOption):
    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(
            _("There is no profile “%(name)s” for this kind of list and province: the profiles are "
              "%(known)s.") % {"name": name, "known": ", ".join(known) or "–"}
        )  # fmt: skip


def look_with(batch: ImportBatch, name: str, *, any_fitting: bool) -> None:
    """Look into the file, which marking it or saving a profile needs, and take the profile of that
    name or, if so asked, the one for files of its shape.

    Raises :class:`NoSuchProfile` and what reading a file raises.
    """
    workbook = workbook_of(batch)
    look_at(batch, workbook)
    batch.save(update_fields=["reading", "sheet", "options"])
    profile = named(batch, name) if name else fitting(batch) if any_fitting else None
    if profile:
        taken(batch, profile)
        look_at(batch, workbook)
        batch.save(update_fields=["reading", "sheet", "options"])


def named(batch: ImportBatch, name: str) -> ImportProfile:
    """The profile of that name that is nearest to the batch's province: its own, one of a province
    merged into it, one without a province."""
    known = ImportProfile.objects.filter(near(batch), layout=batch.layout)
    found = nearest(batch, known.filter(name=name))
    if found is None:
        names = known.order_by("province", "pk").values_list("name", flat=True)
        raise NoSuchProfile(name, list(names))
    return found
