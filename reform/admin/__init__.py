"""One file per screen; importing it registers the screen."""

from reform.admin import user  # noqa: F401
