"""Reading: what pages and reports show, gathered in a bounded number of queries."""

from movements.compile.boxes import (
    Box,
    Section,
    amount_of,
    box_sources,
    filing_sections,
    owed_indicators,
    target_words,
)
from movements.compile.queue import (
    LABELS,
    Row,
    answers_for_unit,
    counts,
    expected_units,
    filtered,
    first_waiting,
    may_start,
    open_periods,
    own_filings,
    queue_rows,
    receives_here,
)

__all__ = [
    "LABELS",
    "Box",
    "Row",
    "Section",
    "amount_of",
    "answers_for_unit",
    "box_sources",
    "counts",
    "expected_units",
    "filing_sections",
    "filtered",
    "first_waiting",
    "may_start",
    "open_periods",
    "owed_indicators",
    "own_filings",
    "queue_rows",
    "receives_here",
    "target_words",
]  # fmt: skip
