"""Fitting words into a drawing: SVG breaks no lines by itself."""

#: Usual widths of letters as parts of their size.
CAPITAL, NARROW, USUAL = 0.8, 0.36, 0.63
THIN = frozenset(" .,:;'()|/-iljtfrI1")


def wrapped(text: str, room: float, size: int, most: int) -> tuple[str, ...]:
    """``text`` in at most ``most`` lines of ``room`` pixels; what is cut ends in an ellipsis."""
    lines, words = [""], text.split()
    while words:
        word = words.pop(0)
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= room:
            lines[-1] = longer
        elif lines[-1] and len(lines) < most:
            lines.append("")
            words.insert(0, word)
        else:
            lines[-1] = shortened(longer, room, size)
            break
    return tuple(lines)


def shortened(text: str, room: float, size: int) -> str:
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def width_of(text: str, size: int) -> float:
    """About how wide a text is: no font is at hand where the drawing is made."""
    parts = (
        NARROW if char in THIN else CAPITAL if char.isupper() or char in "mw" else USUAL
        for char in text
    )
    return size * sum(parts)
