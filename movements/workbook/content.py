"""What a workbook says, once read; and what in it cannot be taken."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One place that cannot be taken: where it is, what stands there, what to do."""

    sheet: str
    row: int
    column: str  # letter
    title: str  # heading of the column
    value: str
    message: str
    about: str = ""  # the indicator, where the row is certainly its own

    @property
    def place(self):
        return f"{self.column}{self.row}"


@dataclass(frozen=True)
class Remark:
    """Something read in a way that the person should know of."""

    sheet: str
    place: str
    message: str


@dataclass(frozen=True)
class RowRead:
    """One box as its row says it; None stands for a blank. `numbers` is (value, denominator, nothing), where a
    blank half of a rate is filled with the stored half; `typed` names the cells that hold something."""

    code: str
    row: int
    numbers: tuple | None
    note: str | None
    typed: frozenset[str]


@dataclass
class Content:
    """A file read to its end. What has a fault is in `faults` only, never in `rows` or `texts`."""

    stamp: object
    rows: dict[str, RowRead] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # name -> text, blanks left out
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)  # key of a column -> its letter in this file
    seen: set[str] = field(default_factory=set)  # codes with a row, read or at fault
