"""Lines with their places on the page, read by PDFium. Runs only in the child process."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import msgspec

from fairwitness.limits import Limits


class Line(msgspec.Struct, frozen=True, array_like=True):
    """One line of text on a page; coordinates in points, y upwards from the page's foot."""

    text: str
    left: float
    right: float
    bottom: float
    height: float


class PageLines(msgspec.Struct, frozen=True, kw_only=True, tag="page"):
    """The lines of one page, or why there are none."""

    number: int
    lines: tuple[Line, ...] = ()
    unread: str | None = None
    image_only: bool = False


class Opened(msgspec.Struct, frozen=True, kw_only=True, tag="opened"):
    """A document that opened: its page count and title."""

    pages: int
    title: str | None


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag="refused"):
    """A document that did not open."""

    code: str
    why: str


Part = Opened | Refused | PageLines
_BROKEN = "-\n"


def read_pages(data: bytes, limits: Limits) -> Iterator[Part]:
    """What PDFium reads from a document: how it opened, then page by page."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error) or "ecurity" in str(error)
        yield Refused(code="encrypted" if locked else "damaged", why=str(error))
        return
    yield Opened(pages=count, title=document.get_metadata_dict().get("Title") or None)
    for number in range(min(count, limits.pages)):
        try:
            yield _page(document, number)
        except pypdfium2.PdfiumError as error:
            yield PageLines(number=number + 1, unread=str(error))


def _page(document: Any, number: int) -> PageLines:
    import pypdfium2.raw as raw

    page = document[number]
    textpage = page.get_textpage()
    try:
        lines = tuple(_lines(textpage.raw, raw))
        images = not lines and any(True for _ in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE]))
    finally:
        textpage.close()
        page.close()
    return PageLines(number=number + 1, lines=lines, image_only=images)


def _lines(textpage: Any, raw: Any) -> Iterator[Line]:
    start, characters = 0, _characters(textpage, raw)
    for at, character in enumerate([*characters, "\n"]):
        if character not in ("\r", "\n", _BROKEN):
            continue
        line = _line(textpage, raw, characters, start, at + (character == _BROKEN))
        if line:
            yield line
        start = at + 1


def _characters(textpage: Any, raw: Any) -> list[str]:
    """One string per PDFium character index, so that indices fit the boxes of characters.

    PDFium gives a hyphen at a line's end, together with the line end, as the one character U+0002.
    """
    found = []
    for index in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code == 0x2 and raw.FPDFText_IsHyphen(textpage, index) == 1:
            found.append(_BROKEN)
        else:
            found.append(chr(code) if 0 < code <= 0x10FFFF else "\ufffd")
    return found


def _line(textpage: Any, raw: Any, characters: list[str], start: int, end: int) -> Line | None:
    visible = [i for i in range(start, end) if not characters[i].isspace()]
    if not visible:
        return None
    boxes = [_box(textpage, raw, visible[0]), _box(textpage, raw, visible[-1])]
    text = "".join(characters[visible[0] : visible[-1] + 1]).replace(_BROKEN, "-")
    # Characters outside the basic plane come as two halves.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    bottom = min(box[1] for box in boxes)
    size = raw.FPDFText_GetFontSize(textpage, visible[0])
    return Line(text, boxes[0][0], boxes[1][2], bottom, float(size))


def _box(textpage: Any, raw: Any, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a character, by its place in the font (not its ink)."""
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rect)):
        return (0.0, 0.0, 0.0, 0.0)
    return (rect.left, rect.bottom, rect.right, rect.top)
