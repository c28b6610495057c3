"""Lists of past years: read from whatever file they come in, every row and cell checked, nothing written here."""

from awards.imports.checking import Outcome, check_rows
from awards.imports.errors import copy_with_errors
from awards.imports.reading import find_tables, read_rows
from awards.imports.sheets import open_sheets
from awards.imports.template import template_workbook

__all__ = [
    "Outcome",
    "check_rows",
    "copy_with_errors",
    "find_tables",
    "open_sheets",
    "read_rows",
    "template_workbook",
]
