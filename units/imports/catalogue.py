"""The kinds of list that the desk takes in, by the name that ``--layout`` gives them."""

from . import unit_list
from .agencies import engine as agency_list
from .engine import Engine
from .events import engine as event_list
from .figures import engine as figure_list

ENGINES: dict[str, Engine] = {
    engine.layout.name: engine for engine in (unit_list, figure_list, agency_list, event_list)
}
LAYOUTS = {name: engine.layout for name, engine in ENGINES.items()}
