"""One file per screen; importing it registers the screen."""

from . import claim, document, target

__all__ = ["claim", "document", "target"]
