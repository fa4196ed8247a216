"""The drawing of a lineage: every arrow follows time, nothing lies on anything else."""

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import day
from units.choices import Precision
from units.flow import PAGE_WIDTH
from units.layered import lay_out
from units.lettering import width_of, wrapped
from units.lineage import Bearing, Lineage, Link
from units.lineage_drawing import BOXES_AT_MOST, TooManyBoxes, draw
from units.lineage_drawing.graph import Graph
from units.lineage_drawing.shapes import BOX_WIDTH, NAME_SIZE, PADDING
from units.lineage_steps import steps_of
from units.models import ReorganizationEvent

TODAY = day("2026-11-22")
EVENT = tuple[str, list[int], list[int]]


def lineage(*events: EVENT, asked: int = 1, extent: str = "full", names=None) -> Lineage:
    """``events``: (day, predecessors, successors) in the order of time; all count as forward."""
    links, made = [], []
    for pk, (on, sources, targets) in enumerate(events, start=1):
        made.append(ReorganizationEvent(pk=pk, kind="compound", operative_on=day(on)))
        links += [Link(pk, one, other, extent, day(on), 1) for one in sources for other in targets]
    units = {asked, *(end for link in links for end in (link.predecessor_id, link.successor_id))}
    bearings = {pk: bearing(pk, (names or {}).get(pk, f"Trường Minh Họa {pk}")) for pk in units}
    return Lineage(asked, TODAY, [], links, bearings, made)


def bearing(pk: int, name: str) -> Bearing:
    return Bearing(pk, f"MH{pk:04d}", name, day("2016-01-01"), None, in_force=True)


def edges(found: Lineage) -> set[tuple]:
    """Which unit's box leads to which event's mark and the other way, with the look."""
    return {(*(end[:2] for end in edge), look) for edge, look in Graph(found).edges.items()}


def apart(one, other) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


def test_units_lead_to_events_and_events_to_units():
    merged = lineage(("2018-01-01", [1, 2], [3]))
    assert edges(merged) == {
        (("unit", 1), ("event", 0), "full"),
        (("unit", 2), ("event", 0), "full"),
        (("event", 0), ("unit", 3), "full"),
    }
    divided = lineage(("2018-01-01", [1], [2, 3]), extent="partial")
    assert edges(divided) == {
        (("unit", 1), ("event", 0), "partial"),
        (("event", 0), ("unit", 2), "partial"),
        (("event", 0), ("unit", 3), "partial"),
    }


def test_one_event_that_pairs_its_units_is_drawn_once_for_each_pair():
    paired = lineage(("2018-01-01", [1], [3]))
    paired.forward.append(Link(1, 2, 4, "full", day("2018-01-01"), 1))
    paired.bearings.update({2: bearing(2, "B"), 4: bearing(4, "D")})
    assert [(set(step.sources), step.targets) for step in steps_of(paired)] == [
        ({1}, (3,)),
        ({2}, (4,)),
    ]
    assert len(draw(paired).marks) == 2


def test_who_takes_in_after_giving_away_goes_on_in_a_second_box():
    """Else what left in 2016 would seem to descend from what came in 2018."""
    gave_then_took = lineage(("2016-01-01", [1], [2]), ("2018-01-01", [3], [1]))
    drawing = draw(gave_then_took)
    own = [box for box in drawing.boxes if box.bearing.unit_id == 1]
    assert [box.again for box in own] == [False, True]
    assert all(box.asked for box in own)
    assert drawing.looks == {"full", "again"}
    took_then_gave = lineage(("2016-01-01", [3], [1]), ("2018-01-01", [1], [2]))
    assert len(draw(took_then_gave).boxes) == 3


def test_a_part_that_comes_back_makes_no_circle():
    drawing = draw(lineage(("2016-01-01", [1], [2]), ("2019-01-01", [2], [1])))
    assert [box.bearing.unit_id for box in sorted(drawing.boxes, key=lambda one: one.x)] == [
        1,
        2,
        1,
    ]


def test_nobody_before_and_nobody_after_is_no_drawing():
    assert draw(lineage()) is None


def test_time_flows_to_the_right_and_down_where_only_that_fits():
    short = draw(lineage(("2018-01-01", [1], [2])))
    assert short.width <= PAGE_WIDTH
    assert short.boxes[0].x < short.marks[0].x < short.boxes[1].x
    long = draw(lineage(*[(f"20{n}-01-01", [n, n + 50], [n + 1]) for n in range(16, 22)], asked=16))
    assert long.width <= PAGE_WIDTH
    assert long.boxes[0].y < long.marks[0].y < long.boxes[-1].y


def test_a_long_line_of_mergers_stays_in_line():
    line = lineage(*[(f"20{n}-01-01", [n, n + 50], [n + 1]) for n in range(16, 26)], asked=16)
    places = [box.x for box in draw(line).boxes if 16 <= box.bearing.unit_id <= 26]
    assert max(places) - min(places) <= BOX_WIDTH


def test_many_units_of_one_event_stand_in_a_frame():
    drawing = draw(lineage(("2018-01-01", list(range(2, 32)), [1])))
    (frame,) = drawing.frames
    assert frame.number == 30
    assert len(drawing.arrows) == 2
    assert drawing.width <= PAGE_WIDTH
    inside = [box for box in drawing.boxes if not box.asked]
    for box in inside:
        assert frame.x < box.x
        assert frame.y < box.y
        assert box.x + box.width < frame.x + frame.width
        assert box.y + box.height < frame.y + frame.height


def test_some_sixty_boxes_are_drawn_and_no_more():
    def merger(number: int) -> Lineage:
        return lineage(("2018-01-01", list(range(2, number + 1)), [1]))

    assert len(draw(merger(BOXES_AT_MOST)).boxes) == BOXES_AT_MOST == 60
    with pytest.raises(TooManyBoxes, match="61"):
        draw(merger(BOXES_AT_MOST + 1))


def test_a_day_is_written_as_exactly_as_it_is_known():
    for precision, written in ((Precision.DAY, "01/07/2018"), (Precision.MONTH, "07/2018")):
        found = lineage(("2018-07-01", [1], [2]))
        found.events[0].precision = precision
        assert draw(found).marks[0].day == written


NAMES = {
    "Trường Mầm non Minh Họa": ("Trường Mầm non Minh Họa",),
    "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên": (
        "Trung tâm Giáo dục nghề",
        "nghiệp - Giáo dục thường",
        "xuyên",
    ),
    "": ("",),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_are_broken_between_words(name):
    assert wrapped(name, BOX_WIDTH - 2 * PADDING, NAME_SIZE, 3) == NAMES[name]


@given(st.text(alphabet="aăWmiĐ .-", max_size=200), st.integers(60, 300), st.integers(1, 3))
def test_no_line_is_wider_than_its_room_and_a_cut_is_shown(text, room, most):
    lines = wrapped(text, room, NAME_SIZE, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line, NAME_SIZE) <= room for line in lines)
    kept = " ".join(lines)
    assert kept == " ".join(text.split()) or kept.endswith("…")


@st.composite
def histories(draw_one) -> Lineage:
    """Up to twelve events, each of some living units, which end, give parts or take others in."""
    living, number, events, on = [1], 1, [], dt.date(2016, 1, 1)
    for _ in range(draw_one(st.integers(1, 12))):
        sources = draw_one(st.lists(st.sampled_from(living), min_size=1, max_size=3, unique=True))
        new = draw_one(st.integers(0, 3))
        targets = [number + one for one in range(1, new + 1)]
        number += new
        others = [one for one in living if one not in sources]
        if not targets or (others and draw_one(st.booleans())):
            targets += [draw_one(st.sampled_from(others))] if others else []
        if draw_one(st.booleans()):
            living = [one for one in living if one not in sources] or living
        if targets:
            events.append((on.isoformat(), sources, targets))
        living = list(dict.fromkeys([*living, *targets]))
        on += dt.timedelta(days=draw_one(st.integers(0, 400)))
    return lineage(*events)


@given(histories())
def test_whatever_happened_nothing_overlaps_and_all_arrows_lead_forward(found):
    graph = Graph(found)
    drawing = draw(found)
    if drawing is None:
        assert not graph.edges
        return
    for one, other in combinations([*drawing.boxes, *drawing.marks], 2):
        assert apart(one, other)
    for shape in (*drawing.boxes, *drawing.marks, *drawing.frames):
        assert shape.x >= 0 <= shape.y
        assert shape.x + shape.width <= drawing.width
        assert shape.y + shape.height <= drawing.height
    layout = lay_out(
        {key: (one.width, one.height) for key, one in graph.nodes.items()},
        list(graph.edges),
        gap_along=30,
        gap_across=20,
    )
    for (start, end), route in zip(graph.edges, layout.routes, strict=True):
        assert layout.places[start][0] < layout.places[end][0]
        assert [along for along, _across in route] == sorted(along for along, _across in route)


@given(histories())
def test_every_link_can_be_followed_through_its_event(found):
    graph = Graph(found)
    led = {}
    for start, end in graph.edges:
        led.setdefault(start, set()).add(end)
    followed = {
        (graph.nodes[mark].event.pk, start[1], end[1])
        for start in led
        if start[0] == "unit"
        for mark in led[start]
        for end in led[mark]
    }
    assert {
        (one.event_id, one.predecessor_id, one.successor_id) for one in found.forward
    } <= followed


def test_lines_that_need_not_cross_do_not():
    sizes = dict.fromkeys(("a", "b", "c", "z", "y", "x"), (10, 10))
    crossing = [("a", "x"), ("b", "y"), ("c", "z")]
    places = lay_out(sizes, crossing, gap_along=10, gap_across=10).places
    assert [places[start][1] for start, _end in crossing] == [places[e][1] for _s, e in crossing]


def test_a_line_past_a_layer_keeps_clear_of_what_stands_there():
    sizes = dict.fromkeys(("a", "b", "c"), (10, 40))
    layout = lay_out(sizes, [("a", "b"), ("b", "c"), ("a", "c")], gap_along=10, gap_across=10)
    _leaves, enters, exits, _arrives = layout.routes[2]
    assert (enters[0], exits[0]) == (20, 30)
    assert enters[1] == exits[1]
    assert abs(enters[1] - layout.places["b"][1]) >= 20
