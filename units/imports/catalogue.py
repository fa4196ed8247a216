"""The kinds of list that the desk takes in, by the name that ``--layout`` gives them."""

from .events.layout import EVENTS
from .layouts import UNITS

LAYOUTS = {layout.name: layout for layout in (UNITS, EVENTS)}
