"""The sheets of a file as plain cells, the same for .xlsx and .xls."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """`value` is what Excel last showed: text, number, date, bool, or None; `formula` is what it came from."""

    value: object = None
    formula: str = ""
    percent: bool = False
    error: str = ""  # "#DIV/0!"

    @property
    def is_blank(self):
        return not (self.formula or self.error) and (self.value is None or str(self.value).strip() == "")


BLANK = Cell()


@dataclass
class Grid:
    """One sheet. Rows and columns count from 1; only cells that hold something are kept."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row and column, last row and column
    hidden_rows: frozenset[int] = frozenset()

    def cell(self, row, column):
        return self.rows.get(row, {}).get(column, BLANK)

    def put(self, row, column, cell):
        if not cell.is_blank:
            self.rows.setdefault(row, {})[column] = cell

    @property
    def row_numbers(self):
        return sorted(self.rows)

    def merge_at(self, row, column):
        """The merged range that covers a cell, or None."""
        for first_row, first_column, last_row, last_column in self.merged:
            if first_row <= row <= last_row and first_column <= column <= last_column:
                return first_row, first_column, last_row, last_column
        return None
