"""One file per screen; importing it registers the screen."""

from reform.admin import case, user  # noqa: F401
