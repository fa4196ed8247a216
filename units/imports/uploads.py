"""A file on its way in over the web: of one larger than any list may be, nothing is kept."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from .limits import LIMITS


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that keep what arrives, and lets no more through to them than a
    list may have. The form then gets an empty file that tells its name and its true size, so that
    whoever checks the size refuses it."""

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) <= LIMITS.file_bytes:
            return raw_data
        if not self.is_too_large:
            self.is_too_large = True
            self.drop_the_beginning()
        return None

    def drop_the_beginning(self) -> None:
        """Have the other handlers leave nothing of what they were given."""
        for other in self.request.upload_handlers if self.request else ():
            if other is not self:
                other.upload_interrupted()

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self.is_too_large:
            return None
        return UploadedFile(io.BytesIO(), self.file_name, self.content_type, file_size)
