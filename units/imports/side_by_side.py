"""Several tables beside one another in a sheet, each under its banner: only one can be taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from .headers import SURE, Header, likeness
from .layouts import Layout, heading_key
from .tables import PARENT, SideBySide
from .workbook import Sheet


def one_block(sheet: Sheet, header: Header, layout: Layout, block: str) -> Header:
    """Where the same headings stand twice side by side, the table the user means."""
    starts = _starts(header, layout)
    if len(starts) < 2:
        return header
    names = _told_apart([header.headings[column].split(PARENT)[0] for column in starts])
    named = [place for place, name in enumerate(names) if heading_key(name) == heading_key(block)]
    if not block or len(named) != 1:
        raise SideBySide(sheet=sheet.name, blocks=names, headings=header.headings)
    header.blocks, header.whole = names, header.headings
    owners = _owners(header.headings, starts)
    header.headings = [
        heading if owner in (None, named[0]) else ""
        for heading, owner in zip(header.headings, owners, strict=True)
    ]
    return header


def _starts(header: Header, layout: Layout) -> list[int]:
    """The columns with the same name-giving heading, one in each table; else none."""
    required = {field.name for field in layout.required}
    named = [
        column
        for column, heading in enumerate(header.headings)
        if any(likeness(heading, layout).get(name, 0) >= SURE for name in required)
    ]
    leaves = [heading_key(header.headings[column].rpartition(PARENT)[2]) for column in named]
    if len(set(leaves)) == len(leaves) or _is_one_table(header, named):
        return []
    return named


def _is_one_table(header: Header, named: list[int]) -> bool:
    """A heading that stands twice under no banners is a mistake in one table, where nothing else
    stands twice and nothing stands beside the second."""
    texts = [heading_key(heading) for heading in header.headings]
    banners = {header.headings[column].split(PARENT)[0] for column in named}
    others = Counter(text for at, text in enumerate(texts) if text and at not in named)
    beside = any(texts[named[-1] + 1 :])
    return len(banners) == 1 and max(others.values(), default=0) < 2 and not beside


def _told_apart(banners: list[str]) -> list[str]:
    """Tables without banners, or with one banner over all, are told apart by their order."""
    if len(set(banners)) == len(banners):
        return banners
    return [f"{banner}#{place}" for place, banner in enumerate(banners, start=1)]


def _owners(headings: list[str], starts: list[int]) -> list[int | None]:
    """Which table each column belongs to: by its banner, else by where the headings begin anew;
    None for a column that all share."""
    banners = [headings[column].split(PARENT)[0] for column in starts]
    if len(set(banners)) == len(banners):
        return [
            banners.index(banner) if (banner := heading.split(PARENT)[0]) in banners else None
            for heading in headings
        ]
    first = next(column for column, heading in enumerate(headings) if heading)
    again = [column for column, heading in enumerate(headings) if heading == headings[first]]
    borders = again if len(again) == len(starts) else [first, *starts[1:]]
    return [
        max(place for place, border in enumerate(borders) if border <= max(column, first))
        for column in range(len(headings))
    ]


def without_others(sheet: Sheet, header: Header) -> Sheet:
    """The sheet without the cells of the tables beside, so that their rows are none of ours."""
    others = [
        column
        for column, (mine, all_of_them) in enumerate(
            zip(header.headings, header.whole, strict=True)
        )
        if all_of_them and not mine
    ]
    rows = [*sheet.rows[: header.bottom + 1]]
    for row in sheet.rows[header.bottom + 1 :]:
        kept = [*row]
        for column in others:
            if column < len(kept):
                kept[column] = None
        rows.append(kept)
    merged = [area for area in sheet.merged if area[1] not in others]
    return replace(sheet, rows=rows, merged=merged)
