"""A filing as an Excel workbook and back: written, read, compared with the portal, its faults written into a copy."""

from movements.workbook.content import Content, Fault
from movements.workbook.difference import Difference, compare
from movements.workbook.errors import copy_with_errors
from movements.workbook.read import read_workbook
from movements.workbook.write import file_name, write_workbook

__all__ = [
    "Content",
    "Difference",
    "Fault",
    "compare",
    "copy_with_errors",
    "file_name",
    "read_workbook",
    "write_workbook",
]
