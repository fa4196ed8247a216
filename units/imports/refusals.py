"""Why a file is not read: one class for each reason, one sentence for the clerk."""

from django.utils.translation import gettext_noop

from ..sentences import Sentence


class UnreadableFile(ValueError):
    """A file that can't be used; its text is one sentence with what is wrong and the cure."""

    code = "unreadable_file"
    sentence = gettext_noop("“%(file)s” can't be read.")

    def __init__(self, **facts: object) -> None:
        super().__init__(Sentence(self.sentence, facts))
        self.facts = facts


class MissingFile(UnreadableFile):
    code = "missing_file"
    sentence = gettext_noop("There is no file “%(file)s”: check its name and folder.")


class UnsupportedFormat(UnreadableFile):
    code = "unsupported_format"
    sentence = gettext_noop(
        "“%(file)s” is no spreadsheet that can be read here: save it as .xlsx, .xls, .ods or .csv "
        "in Excel or LibreOffice and use that copy."
    )


class DamagedFile(UnreadableFile):
    code = "damaged_file"
    sentence = gettext_noop(
        "“%(file)s” is damaged and can't be opened: ask its sender for it once more, or open it in "
        "Excel or LibreOffice, repair it there and save it as a new .xlsx file."
    )


class PasswordProtected(UnreadableFile):
    code = "password_protected"
    sentence = gettext_noop(
        "“%(file)s” is protected by a password: open it in Excel, remove the password under "
        "File > Info > Protect Workbook, and use the saved copy."
    )


class FileTooLarge(UnreadableFile):
    code = "file_too_large"
    sentence = gettext_noop(
        "“%(file)s” is too large (%(size)s MB, at most %(limit)s MB): remove pictures and empty "
        "formatted rows, or split the list into several files."
    )


class UnpacksTooLarge(UnreadableFile):
    code = "unpacks_too_large"
    sentence = gettext_noop(
        "“%(file)s” unpacks to far more than a list needs (over %(limit)s MB): copy the list alone "
        "into a new workbook and use that."
    )


class TooManyCells(UnreadableFile):
    code = "too_many_cells"
    sentence = gettext_noop(
        "Sheet “%(sheet)s” of “%(file)s” reaches as far as cell %(cell)s, too far for a list: "
        "delete what stands in or near that cell, or copy the list alone into a new workbook."
    )


class TookTooLong(UnreadableFile):
    code = "took_too_long"
    sentence = gettext_noop(
        "Reading “%(file)s” needs more time or memory than is allowed (%(limit)s seconds): delete "
        "what stands far below or beside the list, or split it into several files."
    )


class EmptyFile(UnreadableFile):
    code = "empty_file"
    sentence = gettext_noop(
        "“%(file)s” holds no table: check that it is the right file and that the list is on a "
        "sheet that is not hidden."
    )


class UnusableSheet(UnreadableFile):
    code = "unusable_sheet"
    sentence = gettext_noop(
        "“%(file)s” has no sheet “%(sheet)s”: choose one of its sheets (%(sheets)s)."
    )


BY_CODE = {
    error.code: error
    for error in (
        UnsupportedFormat, DamagedFile, PasswordProtected, UnpacksTooLarge, TooManyCells,
        TookTooLong, EmptyFile,
    )
}  # fmt: skip
