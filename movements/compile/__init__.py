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
    counts,
    expected_units,
    filtered,
    may_start,
    open_periods,
    own_filings,
    queue_rows,
)

__all__ = [
    "LABELS", "Box", "Row", "Section", "amount_of", "box_sources", "counts", "expected_units", "filing_sections",
    "filtered", "may_start", "open_periods", "own_filings", "owed_indicators", "queue_rows", "target_words",
]  # fmt: skip
