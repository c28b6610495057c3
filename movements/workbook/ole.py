"""The container of old Office files (MS-CFB): just enough to take one stream out of it."""

import struct

from movements.workbook.gate import OLE

END = 0xFFFFFFFA  # this and above are marks, not sectors
ENTRY = 128


class NotOle(ValueError):
    """The container is cut short or points in circles."""


def stream(data, *names):
    """The bytes of the first stream with one of the names; NotOle when there is none or the container is broken."""
    try:
        return _Container(data).stream(names)
    except (struct.error, IndexError, KeyError, MemoryError) as error:
        raise NotOle from error


class _Container:
    def __init__(self, data):
        if not data.startswith(OLE):
            raise NotOle
        self.data = data
        self.size, self.small = 1 << self._short(30), 1 << self._short(32)
        if self.size not in (512, 4096) or self.small != 64:
            raise NotOle
        self.cutoff = self._long(56)
        self.fat = self._table(self._fat_sectors())
        self.entries = self._chain(self._long(48))
        self.root = self._entry(0)

    def stream(self, names):
        for number in range(len(self.entries) // ENTRY):
            name, start, size = self._entry(number)
            if name in names:
                return self._small(start, size) if size < self.cutoff else self._chain(start)[:size]
        raise NotOle

    def _short(self, offset):
        return struct.unpack_from("<H", self.data, offset)[0]

    def _long(self, offset):
        return struct.unpack_from("<I", self.data, offset)[0]

    def _sector(self, number):
        return self.data[(number + 1) * self.size : (number + 2) * self.size]

    def _fat_sectors(self):
        """The sectors that hold the table of sectors: 109 in the header, the rest chained."""
        listed, following = list(struct.unpack_from("<109I", self.data, 76)), self._long(68)
        for _ in range(self._long(72)):
            more = struct.unpack(f"<{self.size // 4}I", self._sector(following))
            listed, following = listed + list(more[:-1]), more[-1]
        return [number for number in listed if number < END]

    def _table(self, sectors):
        whole = b"".join(map(self._sector, sectors))
        return struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) // 4 * 4])

    def _chain(self, start):
        return b"".join(map(self._sector, _walk(start, self.fat)))

    def _small(self, start, size):
        """A short stream lies in small sectors inside the root's own stream."""
        table = self._chain(self._long(60))
        fat = struct.unpack(f"<{len(table) // 4}I", table)
        whole = self._chain(self.root[1])
        return b"".join(whole[n * self.small : (n + 1) * self.small] for n in _walk(start, fat))[:size]

    def _entry(self, number):
        raw = self.entries[number * ENTRY : (number + 1) * ENTRY]
        length = struct.unpack_from("<H", raw, 64)[0]
        name = raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
        return name, *struct.unpack_from("<II", raw, 116)


def _walk(start, fat):
    """The numbers of a chain; NotOle when it does not end."""
    numbers = []
    while start < END:
        if len(numbers) > len(fat):
            raise NotOle
        numbers.append(start)
        start = fat[start]
    return numbers
