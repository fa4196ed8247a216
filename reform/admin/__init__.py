"""One file per screen; importing it registers the screen."""

from reform.admin import (  # noqa: F401
    api_token,
    calendar,
    case,
    handling,
    mail,
    note,
    opinion,
    paper,
    paper_template,
    plan,
    plan_period,
    procedure,
    task,
    user,
)
