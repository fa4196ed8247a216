"""One file per screen; importing it registers the screen."""

from reform.admin import case, handling, procedure, user  # noqa: F401
