"""One file per screen; importing it registers the screen."""

from . import (  # noqa: F401
    agency,
    bundle,
    entry,
    event,
    import_batch,
    import_profile,
    membership,
    opening,
    province,
    sector,
    unit,
    worklist,
)
