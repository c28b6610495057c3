"""The records of an old .xls (MS-XLS, BIFF8): sheets, texts, formats. Read here and not by calamine, which ends the
whole process on a file that claims a cell at the far end of the sheet, and which tells no format: 12 % would be 0.12.

Bounded and exact: what cannot be made out is ValueError, and the file is refused.
"""

import struct
from dataclasses import dataclass, field

from openpyxl.styles.numbers import BUILTIN_FORMATS

from movements.workbook.ole import stream

BOF, EOF, SHEET, FORMAT, XF, STRINGS, MORE, FILE_PASS = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0, 0x00FC, 0x003C, 0x002F
BIFF8, GLOBALS = 0x0600, 0x0005
MAX_RECORDS = 500_000  # of the whole book, so that sheets which point into each other end too
DATE = "dd/mm/yyyy"
OTHER_DATES = frozenset({*range(27, 37), *range(50, 59)})  # built-in formats of Asian calendars


class Encrypted(ValueError):
    """The records are there and unreadable without a password."""


@dataclass
class Book:
    """`looks` are the number formats by the index that cells use; `starts` where each worksheet begins."""

    data: bytes
    looks: list[str] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    left: int = MAX_RECORDS

    def records(self, start):
        """(kind, body) from one BOF to its EOF; what is nested between is part of it."""
        depth = 0
        while True:
            kind, length = struct.unpack_from("<HH", self.data, start)
            yield kind, self.data[start + 4 : start + 4 + length]
            self.left -= 1
            depth += (kind == BOF) - (kind == EOF)
            if depth == 0:
                return
            if self.left < 0:
                raise ValueError("too many records")
            start += 4 + length


def open_book(data):
    """The book's own records; ValueError when it is no BIFF8 workbook, Encrypted when it has a password."""
    book = Book(stream(data, "Workbook", "Book"))
    if (
        struct.unpack_from("<HHHH", book.data)[::2] != (BOF, BIFF8)
        or struct.unpack_from("<H", book.data, 6)[0] != GLOBALS
    ):
        raise ValueError("not BIFF8")
    formats, used, strings, last = dict(BUILTIN_FORMATS) | dict.fromkeys(OTHER_DATES, DATE), [], [], None
    for kind, body in book.records(0):
        if kind == FILE_PASS:
            raise Encrypted
        if kind == SHEET and body[5] == 0:  # a worksheet, no chart and no macros
            book.starts[short_text(body[6:])] = struct.unpack_from("<I", body)[0]
        elif kind == FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = text(body[2:])
        elif kind == XF:
            used.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == STRINGS or (kind == MORE and last in (STRINGS, MORE) and strings):
            strings.append(body)
        last = kind
    book.looks = [formats.get(number, "") for number in used]
    book.strings = list(_Strings(strings)) if strings else []
    return book


def text(body):
    """A text after its length in two bytes and its flags."""
    length, wide = struct.unpack_from("<HB", body)
    return _chars(body[3:], length, wide)


def short_text(body):
    """A text after its length in one byte and its flags."""
    return _chars(body[2:], body[0], body[1])


def _chars(raw, length, wide):
    return raw[: length * 2].decode("utf-16-le", "replace") if wide & 1 else raw[:length].decode("latin-1")


class _Strings:
    """The table of texts, which runs on over records; a text cut in two says its width again in the next one."""

    def __init__(self, chunks):
        self.chunks, self.at, self.place = chunks, 0, 8
        self.count = struct.unpack_from("<I", chunks[0], 4)[0]

    def __iter__(self):
        for _ in range(min(self.count, MAX_RECORDS)):
            yield self._string()

    def _string(self):
        if self.place == len(self.chunks[self.at]):
            self._next()
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        found = self._text(length, flags)
        self._take(runs * 4 + extra)
        return found

    def _next(self):
        self.at, self.place = self.at + 1, 0

    def _take(self, size):
        """Plain bytes, over the ends of records."""
        taken = b""
        while len(taken) < size:
            if self.place >= len(self.chunks[self.at]):
                self._next()
            piece = self.chunks[self.at][self.place : self.place + size - len(taken)]
            taken, self.place = taken + piece, self.place + len(piece)
        return taken

    def _text(self, length, wide):
        found = b""  # in UTF-16, so that a pair of halves may lie in two records
        while len(found) < length * 2:
            width = 2 if wide & 1 else 1
            left = length - len(found) // 2
            piece = self.chunks[self.at][self.place : self.place + left * width]
            self.place += len(piece)
            found += piece if width == 2 else piece.decode("latin-1").encode("utf-16-le")
            if len(found) < length * 2:
                self._next()
                wide, self.place = self.chunks[self.at][0], 1
        return found.decode("utf-16-le", "replace")
