"""One file per screen; importing it registers the screen."""

from reform.admin import (  # noqa: F401
    case,
    handling,
    mail,
    note,
    opinion,
    procedure,
    task,
    user,
)
