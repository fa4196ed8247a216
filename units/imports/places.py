"""Where a row of a list stands: its number, and its sheet where the list is cut into several."""

BETWEEN = " · "


def key_of(sheet: str, number: int | None) -> str:
    """A row as a clerk's answers name it: "5", or "Y tế!5" as formulas of spreadsheets have it."""
    return f"{sheet}!{number}" if sheet else str(number)


def shown_place(sheet: str, number: int | None) -> str:
    """A row as sentences and tables name it: "5" or "Y tế · 5"."""
    return f"{sheet}{BETWEEN}{number}" if sheet else str(number)
