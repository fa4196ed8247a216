"""What was promised, and what papers say: one file per thing."""

from .claim import SourceClaim
from .document import DocumentRelation, LegalDocument
from .target import Target

__all__ = ["DocumentRelation", "LegalDocument", "SourceClaim", "Target"]
