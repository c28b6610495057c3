"""Explanations that units wrote beside figures, as footnotes of the lines those figures entered."""

from reports.compile.data import Footnote

MOST_OF_ONE = 5  # of one line
MOST = 60  # of a report
LONGEST = 240


def footnotes_of(tables, sections):
    """(footnotes numbered in the order of the lines, how many more there are); of confirmed boxes that were used."""
    ids = {indicator.code: indicator.pk for indicator in tables.indicators}
    found, left = [], 0
    for line in (line for section in sections for line in section.lines):
        told = _told(tables, line, ids[line.code])
        room = min(MOST_OF_ONE, MOST - len(found))
        left += max(len(told) - room, 0)
        for filed, text in told[:room]:
            found.append(_footnote(tables, len(found) + 1, line, filed, text))
    return tuple(found), left


def _told(tables, line, indicator):
    """(filing, words) of a line's own boxes; by quarter, then in the order of the units."""
    texts = [(tables.filed[one.filing], tables.explanations.get((indicator, one.filing))) for one in line.sources]
    order = {pk: at for at, pk in enumerate(tables.tree.units)}
    quarters = {quarter.pk: quarter.last_day for quarter in tables.to_date}
    told = [(filed, text) for filed, text in texts if text and filed.period_id in quarters]
    return sorted(told, key=lambda one: (quarters[one[0].period_id], order[one[0].unit_id]))


def _footnote(tables, number, line, filed, text):
    quarter = next(quarter for quarter in tables.to_date if quarter.pk == filed.period_id)
    return Footnote(
        number=number,
        code=line.code,
        name=line.name,
        unit=tables.tree.units[filed.unit_id].name,
        quarter=quarter.name_in_text,
        filing=filed.pk,
        text=_cut(text),
    )


def _cut(text):
    """One line, ended at a word."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]}…"
