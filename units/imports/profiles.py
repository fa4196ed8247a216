"""Profiles: what a clerk said of one file, taken by itself for the next one of the same shape.

The shape of a file is the set of its headings without what changes from year to year. A province
has at most one profile for a shape; where it has none, that of a province merged into it is taken,
since the same offices go on sending the same files, and else one without a province.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import Q, QuerySet

from ..models import ImportBatch, ImportProfile, Province
from .headers import without_additions
from .instructions import Instructions
from .layouts import heading_key


def shape_of(headings: Iterable[str]) -> dict[str, str]:
    """{folded heading: heading}; years and days are left out where headings stay different."""
    distinct = list(dict.fromkeys(filter(None, headings)))
    bare = {heading: heading_key(without_additions(heading)) for heading in distinct}
    often = Counter(bare.values())
    return {
        key if (key := bare[heading]) and often[key] == 1 else heading_key(heading): heading
        for heading in distinct
    }


def signature_of(headings: Iterable[str]) -> str:
    """The same for files of one shape, in whatever order their columns stand."""
    return hashlib.sha256("\n".join(sorted(shape_of(headings))).encode()).hexdigest()


def fitting(batch: ImportBatch) -> ImportProfile | None:
    """The profile for files of this shape: the province's own, else the newest of a
    province that was merged into it, else one without a province.

    The file must have been looked into.
    """
    same_shape = ImportProfile.objects.filter(
        layout=batch.layout, signature=signature_of(batch.reading["headings"])
    )
    return nearest(batch, same_shape)


def nearest(batch: ImportBatch, profiles: QuerySet[ImportProfile]) -> ImportProfile | None:
    """The one of ``profiles`` that is closest to the province of the batch."""
    found = list(profiles.filter(near(batch)).order_by("-created_at", "-pk"))
    return min(found, key=lambda one: distance(batch, one), default=None)


def near(batch: ImportBatch) -> Q:
    """Profiles that a file of the batch's province may be read with."""
    territory = batch.province.territory_ids() if batch.province else ()
    return Q(province__in=territory) | Q(province=None)


def distance(batch: ImportBatch, profile: ImportProfile) -> int:
    if profile.province_id == batch.province_id:
        return 0
    return 1 if profile.province_id else 2


def inherited_from(batch: ImportBatch) -> Province | None:
    """The province merged into the batch's whose profile the file is read with."""
    profile = batch.profile
    if profile is None or profile.province_id in (None, batch.province_id):
        return None
    return profile.province


def taken(batch: ImportBatch, profile: ImportProfile) -> None:
    """Read the file as the profile says; what was said of this very file before comes first.

    The file must have been looked into, and has to be looked into again afterwards.
    """
    said = Instructions.from_options(batch.options)
    known = in_words_of(batch, profile)
    sheets = {one["name"] for one in batch.reading.get("sheets", ())}
    code_lists = {one["sheet"] for one in batch.reading.get("code_lists", ())}
    lookups = {name: sheet for name, sheet in known.lookups.items() if sheet in code_lists}
    instructions = replace(
        known,
        mapping={**known.mapping, **said.mapping},
        where=said.where or known.where,
        constants={**known.constants, **said.constants},
        create_agencies=known.create_agencies or said.create_agencies,
        block=said.block or known.block,
        sheets=said.sheets or (known.sheets if sheets.issuperset(known.sheets) else ()),
        values=merged(known.values, said.values),
        lookups={**lookups, **said.lookups},
        dates=said.dates or known.dates,
        choices=said.choices,
    )
    batch.options, batch.profile = instructions.as_options(), profile
    batch.save(update_fields=["options", "profile"])


def in_words_of(batch: ImportBatch, profile: ImportProfile) -> Instructions:
    """What the profile says, with its headings as this file has them."""
    known = Instructions.from_options(profile.options)
    here = shape_of(batch.reading["headings"])
    there = {text: key for key, text in shape_of(profile.options.get("headings", ())).items()}

    def heading_here(heading: str) -> str:
        name, hash_sign, ordinal = heading.partition("#")
        return here.get(there.get(name, heading_key(name)), name) + hash_sign + ordinal

    return replace(
        known,
        mapping={name: text and heading_here(text) for name, text in known.mapping.items()},
        where=tuple((heading_here(text), value) for text, value in known.where),
    )


def merged(
    known: Mapping[str, Mapping[str, str]], said: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    return {
        name: {**known.get(name, {}), **said.get(name, {})}
        for name in dict.fromkeys((*known, *said))
    }


def saved(batch: ImportBatch, name: str, by) -> ImportProfile:
    """Keep how the batch is read under a name, in place of what was kept for this shape before.

    What was said of single rows holds for this file alone. The file must have been looked into.
    """
    headings = batch.reading["headings"]
    instructions = replace(Instructions.from_options(batch.options), choices={}, new_agencies=())
    profile, _created = ImportProfile.objects.update_or_create(
        layout=batch.layout,
        province=batch.province,
        signature=signature_of(headings),
        defaults={
            "name": name[:120],
            "options": instructions.as_options() | {"headings": headings},
            "created_by": by,
        },
    )
    batch.profile = profile
    batch.save(update_fields=["profile"])
    return profile
