"""A Doc as a PDF: its text on pages, in a typewriter's letters.

A PDF brings the shapes of its letters along, and the sandbox has none for most of the world's writing. Letters of
Western Europe are drawn; every other is drawn as a box, under which the letter itself lies for who copies or searches.
"""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pdsync.sandbox.docs.content import Content
from pdsync.sandbox.drive import doc_text

WIDTH, HEIGHT, MARGIN = 612, 792, 72
SIZE, LEADING = 10, 13
COLUMNS = (WIDTH - 2 * MARGIN) // (SIZE * 6 // 10)
LINES = (HEIGHT - 2 * MARGIN) // LEADING
CODES = 255
"""So many letters one font of boxes names."""
COURIER = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
BOX = b"600 0 0 0 600 700 d1 60 w 80 20 440 620 re S"
TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def "
    "1 begincodespacerange <00> <FF> endcodespacerange {} endcmap end end"
)


def written(content: Content, name: str) -> bytes:
    """The PDF, the same for the same Doc."""
    text = doc_text.written(content, name).removeprefix(doc_text.MARK)
    lines = [line for long in text.split("\r\n") for line in _wrapped(long)]
    pages = [lines[start : start + LINES] for start in range(0, len(lines), LINES)] or [[]]
    return _Book(name, pages).data()


def _wrapped(line: str) -> list[str]:
    line = line.replace("\t", "    ")
    return textwrap.wrap(line, COLUMNS, drop_whitespace=False, break_on_hyphens=False) or [""]


@dataclass(slots=True)
class _Book:
    """A PDF in the making: `objects` in order, from number 1; `boxed`: the letters that are drawn as boxes."""

    name: str
    pages: list[list[str]]
    objects: list[bytes] = field(default_factory=list)
    boxed: dict[str, tuple[int, int]] = field(default_factory=dict)

    def data(self) -> bytes:
        """All of it."""
        streams = [self._page(lines) for lines in self.pages]
        catalog, tree = self._add(b""), self._add(b"")
        fonts = {0: self._add(COURIER), **{number: self._boxes(number) for number in range(1, self._fonts() + 1)}}
        named = b" ".join(b"/F%d %d 0 R" % pair for pair in fonts.items())
        kids = []
        for stream in streams:
            at = self._stream(stream)
            kids.append(
                self._add(
                    b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
                    b"/Resources << /Font << %s >> >> >>" % (tree, WIDTH, HEIGHT, at, named)
                )
            )
        self.objects[catalog - 1] = b"<< /Type /Catalog /Pages %d 0 R >>" % tree
        inside = b" ".join(b"%d 0 R" % kid for kid in kids)
        self.objects[tree - 1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (inside, len(kids))
        title = f"FEFF{_utf16(self.name)}".encode()
        about = self._add(b"<< /Title <%s> /Producer (pdsync sandbox) >>" % title)
        return self._bound(catalog, about)

    def _add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def _stream(self, data: bytes, more: bytes = b"") -> int:
        packed = zlib.compress(data)
        head = b"<< %s/Length %d /Filter /FlateDecode >>" % (more, len(packed))
        return self._add(head + b"\nstream\n" + packed + b"\nendstream")

    def _page(self, lines: Iterable[str]) -> bytes:
        rows = b"\n".join(b"%s T*" % b" ".join(self._shown(line)) for line in lines)
        return b"BT %d TL %d %d Td\n%s\nET" % (LEADING, MARGIN, HEIGHT - MARGIN, rows)

    def _shown(self, line: str) -> Iterator[bytes]:
        """The line as stretches of one font each."""
        font, codes = 0, b""
        for letter in line:
            now, code = self._code(letter)
            if now != font and codes:
                yield _stretch(font, codes)
                codes = b""
            font, codes = now, codes + code
        if codes:
            yield _stretch(font, codes)

    def _code(self, letter: str) -> tuple[int, bytes]:
        """The font and the code of a letter."""
        if letter.isprintable():
            try:
                return 0, letter.encode("cp1252")
            except UnicodeEncodeError:
                pass
        number = len(self.boxed)
        font, code = self.boxed.setdefault(letter, (number // CODES + 1, number % CODES + 1))
        return font, bytes([code])

    def _fonts(self) -> int:
        return -(-len(self.boxed) // CODES)

    def _boxes(self, number: int) -> int:
        """A font whose every letter is a box, and that says which letter each of them is."""
        letters = {code: letter for letter, (font, code) in self.boxed.items() if font == number}
        pairs = [f"<{code:02X}> <{_utf16(letter)}>" for code, letter in letters.items()]
        parts = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        names = " ".join(f"{len(part)} beginbfchar {' '.join(part)} endbfchar" for part in parts)
        tells = self._stream(TO_UNICODE.format(names).encode())
        shape = self._stream(BOX)
        widths = b" ".join([b"600"] * len(letters))
        return self._add(
            b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [.001 0 0 .001 0 0] /Resources << >> "
            b"/CharProcs << /box %d 0 R >> /Encoding << /Type /Encoding /Differences [1 %s] >> "
            b"/FirstChar 1 /LastChar %d /Widths [%s] /ToUnicode %d 0 R >>"
            % (shape, b" ".join([b"/box"] * len(letters)), len(letters), widths, tells)
        )

    def _bound(self, catalog: int, about: int) -> bytes:
        """Objects, and where each begins."""
        data, starts = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
        for number, body in enumerate(self.objects, start=1):
            starts.append(len(data))
            data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % start for start in starts)
        count = len(starts) + 1
        trailer = b"<< /Size %d /Root %d 0 R /Info %d 0 R >>" % (count, catalog, about)
        return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (
            count,
            table,
            trailer,
            len(data),
        )


def _stretch(font: int, codes: bytes) -> bytes:
    return b"/F%d %d Tf <%s> Tj" % (font, SIZE, codes.hex().encode())


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", errors="replace").hex().upper()
