"""What a lineage is drawn with: boxes for units, marks for events, frames around many units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.text import capfirst

from ..layered import Node
from ..lettering import wrapped
from ..lineage import Bearing
from ..lineage_steps import written_day
from ..models import ReorganizationEvent
from ..periods import last_day

BOX_WIDTH, MARK_WIDTH = 228, 136
PADDING, LINE = 14, 18
NAME_LINES, KIND_LINES = 3, 2
#: Sizes of letters in the style sheet.
NAME_SIZE, SMALL_SIZE = 14, 12
#: The part of a line that the code may take where the state stands beside it.
CODE_BESIDE_STATE = 0.42
#: Units that share their whole lineage stand together in a frame when they are so many.
FRAMED_FROM, FRAME_COLUMNS, FRAME_GAP = 5, 4, 12


@dataclass(frozen=True)
class Shape:
    """``x``, ``y`` is the upper left corner, ``lines`` the words as they fit in ``width``."""

    lines: tuple[str, ...]
    width: int
    height: int = 0
    x: int = 0
    y: int = 0

    @property
    def middle(self) -> int:
        return self.width // 2

    @property
    def foot(self) -> int:
        """The base of the last line, counted from ``y`` as in ``rows``."""
        return self.height - PADDING + 3

    def at(self, x: int, y: int) -> Shape:
        return replace(self, x=x, y=y)


@dataclass(frozen=True, kw_only=True)
class Box(Shape):
    """A unit: ``lines`` is its name, ``code`` may be cut. ``again``: the unit goes on in it."""

    bearing: Bearing
    asked: bool
    again: bool
    code: str

    @property
    def rows(self) -> list[tuple[int, str]]:
        """The base of each line of the name, below the line of the code."""
        return [(2 * LINE + 4 + LINE * place, line) for place, line in enumerate(self.lines)]

    @property
    def left(self) -> int:
        return PADDING

    @property
    def right(self) -> int:
        return self.width - PADDING

    @property
    def last_day(self) -> dt.date | None:
        return last_day(self.bearing.ends)


@dataclass(frozen=True, kw_only=True)
class Mark(Shape):
    """An event: ``lines`` is its kind, ``day`` as precise as it is known."""

    event: ReorganizationEvent
    day: str

    @property
    def rows(self) -> list[tuple[int, str]]:
        return [(LINE + 1 + LINE * place, line) for place, line in enumerate(self.lines)]


@dataclass(frozen=True, kw_only=True)
class Frame(Shape):
    """Several units that go, or come, together; their boxes stand in it in columns."""

    boxes: tuple[Box, ...]

    @property
    def number(self) -> int:
        return len(self.boxes)

    def placed_boxes(self) -> Iterable[Box]:
        for place, box in enumerate(self.boxes):
            row, column = divmod(place, FRAME_COLUMNS)
            yield box.at(
                self.x + PADDING + column * (box.width + FRAME_GAP),
                self.y + PADDING + LINE + row * (box.height + FRAME_GAP),
            )


def box_of(bearing: Bearing, *, asked: bool, again: bool) -> Box:
    room = BOX_WIDTH - 2 * PADDING
    beside_state = CODE_BESIDE_STATE if bearing.in_force else 1
    return Box(
        wrapped(bearing.name, room, NAME_SIZE, NAME_LINES),
        BOX_WIDTH,
        bearing=bearing,
        asked=asked,
        again=again,
        code=wrapped(bearing.code, room * beside_state, SMALL_SIZE, 1)[0],
    )


def mark_of(event: ReorganizationEvent) -> Mark:
    kind = capfirst(event.get_kind_display())
    lines = wrapped(kind, MARK_WIDTH - PADDING, SMALL_SIZE, KIND_LINES)
    return Mark(lines, MARK_WIDTH, event=event, day=written_day(event))


def frame_around(boxes: list[Box]) -> Frame:
    columns = min(len(boxes), FRAME_COLUMNS)
    rows = -(-len(boxes) // FRAME_COLUMNS)
    width = columns * (boxes[0].width + FRAME_GAP) - FRAME_GAP + 2 * PADDING
    height = rows * (boxes[0].height + FRAME_GAP) - FRAME_GAP + 2 * PADDING + LINE
    return Frame((), width, height, boxes=tuple(boxes))


def of_one_height(shapes: dict[Node, Shape]) -> dict[Node, Shape]:
    """All boxes as high as the fullest, and all marks: that reads calmer."""
    spare = {Box: 2, Mark: 1}  # lines for code and dates of a unit, for the day of an event
    fullest = dict.fromkeys(spare, 0)
    for one in shapes.values():
        fullest[type(one)] = max(fullest[type(one)], len(one.lines))
    heights = {kind: PADDING + LINE * (fullest[kind] + lines) for kind, lines in spare.items()}
    return {key: replace(one, height=heights[type(one)]) for key, one in shapes.items()}
