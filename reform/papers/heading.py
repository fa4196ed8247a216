"""Head and foot of a paper: who issues it, its number and day, who signs, who receives it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from resolutions.models import LegalDocument
from units.choices import ProvinceKind
from units.models import Agency, Province

from .kinds import COMMITTEE, HOME_AFFAIRS, PaperKind
from .layout import used
from .tables import Table
from .wording import (
    BLANK,
    annex_word,
    listed,
    long_day,
    number_line,
    place_and_date,
    rule,
    told,
)  # fmt: skip

#: Room of the head's left column and of a whole row, in millimetres.
LEFT = 62
COMMITTEE_OF = "ỦY BAN NHÂN DÂN"
#: Levels of agencies that stand under a province's People's Committee.
UNDER_THE_COMMITTEE = ("department", "other_provincial")


@dataclass(frozen=True)
class Issuer:
    """``rows`` are the name as the head of a paper breaks it, ``name`` as a sentence does;
    ``signs`` its abbreviation. Blank is what nobody has entered."""

    rows: str = BLANK
    name: str = BLANK
    signs: str = BLANK
    governing: str = ""
    authority: str = ""
    office: str = BLANK


def place_of(province: Province) -> str:
    """The province with its kind in full, as within a sentence."""
    kind = "thành phố" if province.kind == ProvinceKind.CITY else "tỉnh"
    return f"{kind} {province.name}"


def committee(province: Province) -> Issuer:
    return committee_called(f"Ủy ban nhân dân {place_of(province)}")


def committee_called(name: str) -> Issuer:
    """A People's Committee of any level; the head breaks its name before the place."""
    place = name[len(COMMITTEE_OF) :].strip()
    return Issuer(
        rows=f"{COMMITTEE_OF}\n{place.upper()}",
        name=name,
        signs="UBND",
        authority=f"TM. {COMMITTEE_OF}",
        office="CHỦ TỊCH",
    )


def department(province: Province, name: str, signs: str = BLANK) -> Issuer:
    return Issuer(
        rows=name.upper(),
        name=f"{name} {place_of(province)}",
        signs=signs,
        governing=f"UBND {place_of(province).upper()}",
        office="GIÁM ĐỐC",
    )


def issuer_of(kind: PaperKind, province: Province | None, agencies: Iterable[Agency]) -> Issuer:
    """Who issues a paper of this kind. The agency over the units, where they have one together;
    ministries' papers (no province) are left blank."""
    if province is None:
        return Issuer()
    if kind.office == COMMITTEE:
        return committee(province)
    if kind.office == HOME_AFFAIRS:
        return department(province, "Sở Nội vụ", "SNV")
    together = {agency.pk: agency for agency in agencies}
    if len(together) != 1:
        return Issuer()
    agency = next(iter(together.values()))
    if agency.name.upper().startswith(COMMITTEE_OF):
        return committee_called(agency.name)
    if agency.level and agency.level.code in UNDER_THE_COMMITTEE:
        own = agency.name.removesuffix(place_of(province)).strip()
        return department(province, own)
    return Issuer(rows=agency.name.upper(), name=agency.name)


def head(
    kind: PaperKind,
    province: Province | None,
    issuer: Issuer,
    about: str,
    document: LegalDocument | None = None,
) -> dict[str, object]:
    """Values of the head; ``document`` is the paper once it has been issued."""
    signs = f"{kind.signs}-{issuer.signs}" if kind.signs else f"{issuer.signs}-{BLANK}"
    day = document.issued_on if document else None
    whole = used("page_width") - used("margin_left") - used("margin_right")
    return {
        "governing": issuer.governing,
        "issuer": issuer.rows,
        "issuer_line": rule(issuer.rows, size=used("issuer"), percent=used("issuer_line"),
                            within=LEFT),
        "issuer_name": issuer.name,
        "issuer_capitals": issuer.rows.replace("\n", " "),
        "blank": BLANK,
        "number": number_line(document.number if document else "", signs),
        "place_and_date": place_and_date(province.name if province else "", day),
        "about": told(about),
        "about_line": rule(told(about), size=used("abstract"), percent=used("abstract_line"),
                           within=whole),
        "province": place_of(province) if province else BLANK,
        "authority": issuer.authority,
        "office": issuer.office,
        "signer": BLANK,
    }  # fmt: skip


def basis(document: LegalDocument) -> str:
    """A legal basis in full: kind, number, day, issuer, abstract."""
    kind = str(document.get_kind_display())
    return (
        f"Căn cứ {kind[:1].upper()}{kind[1:]} số {told(document.number)} "
        f"{long_day(document.issued_on)} của {document.issuer} về {document.title}"
    )


def recipients(*lines: str) -> list[str]:
    return [f"- {line}" for line in listed([*lines, f"Lưu: VT, {BLANK}"])]


def annexes(kind: PaperKind, issuer: Issuer, tables: dict[str, Table],
            document: LegalDocument | None = None) -> dict[str, dict[str, object]]:  # fmt: skip
    """{letter: values of an annex}, numbered in the order of the paper."""
    signs = f"{kind.signs}-{issuer.signs}" if kind.signs else f"{issuer.signs}-{BLANK}"
    number = number_line(document.number if document else "", signs).removeprefix("Số: ")
    day = long_day(document.issued_on if document else None)
    attached = f"(Kèm theo {kind.word} số {number} {day} của {issuer.name})"
    total = len(kind.annexes)
    return {
        letter: {
            "word": annex_word(place, total),
            "title": tables[letter].annex.title,
            "attached": attached,
            "note": tables[letter].note,
            "rows": tables[letter].rows,
            "total": tables[letter].total,
        }
        for place, letter in enumerate(kind.annexes, 1)
    }
