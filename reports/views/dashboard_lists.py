"""The rows of the lists behind the dashboard's numbers."""

from dataclasses import dataclass

from reports.render.paper import STATES
from reports.views.dashboard_page import LOOKS, address, number, target_words
from reports.views.report_page import box_as_filed


@dataclass(frozen=True)
class AimWords:
    target: str
    verdict: str
    look: str


@dataclass(frozen=True)
class LineRow:
    """An indicator as the list of its point shows it."""

    code: str
    name: str
    unit: str
    value: str
    last_year: str
    source: str
    url: str
    aims: tuple[AimWords, ...]
    notes: tuple[str, ...]


def line_rows(point, period):
    for line in point.lines:
        value = number(line.to_date, line.decimals) if line.state == "value" else STATES.get(line.state, "–")
        aims = tuple(AimWords(target_words(line, aim), aim.verdict, LOOKS[aim.verdict]) for aim in line.aims)
        source = f"{line.given}/{line.expected}" if line.expected else "–"
        url = address("figure", period, line.code)
        before = number(line.last_year, line.decimals)
        yield LineRow(line.code, line.name, line.unit_of_measure, value, before, source, url, aims, line.notes)


def source_rows(found, filings):
    """(filing, what it gave) in the order of units and quarters."""
    given = {source.filing: source for source in found.sources}
    ordered = sorted(filings, key=lambda filing: (filing.unit.sort_name, filing.period.last_day))
    return [(filing, box_as_filed(given[filing.pk], found.line)) for filing in ordered]
