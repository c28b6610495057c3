"""What a formula reads of the province: each source added up along its own line, whole or not at all."""

from movements.arithmetic import plain
from movements.compile.formulas import APPROVED, APPROVING, BEFORE, LACKING, NOW, TO_DATE, Part, lacking
from movements.enums import OverTime
from reports.compile.sums import cut_between, shown, total


class Book:
    """Keeps what was read, for the sources and the counts of the line."""

    def __init__(self, tables):
        self.tables = tables
        self.dictionary = {one.code: one for one in tables.indicators}
        self.read = {}  # indicator: {id of each total: total}
        self._totals = {}

    def indicator(self, code):
        return self.dictionary.get(code)

    def is_out_of_term(self, formula):
        """Whether the first source has no box in this period at all."""
        source = self.indicator(formula.formula_of)
        if source is None or source.is_formula:
            return False
        return not self.tables.due_quarters(source, self.tables.quarters)

    def part(self, source, span) -> Part:
        if span == APPROVED:
            return self._approved(source)
        found = self._total(source, span)
        when = {NOW: "", TO_DATE: "năm nay ", BEFORE: "năm trước "}[span]
        if not found.counted:
            return lacking(source.code, f"số {when}".strip())
        if not found.complete:
            return Part(None, f"{LACKING}: {source.code} {when}{found.given}/{found.expected} báo cáo")
        value = shown(found, source)
        if value is None:
            return lacking(source.code, f"số {when}".strip())
        self.read.setdefault(source, {})[span] = found
        return Part(plain(value, source.decimals))

    def _total(self, source, span):
        if (source.pk, span) not in self._totals:
            self._totals[source.pk, span] = total(self.tables, source, self._quarters(source, span))
        return self._totals[source.pk, span]

    def _quarters(self, source, span):
        """Last year's: its end for a stock, the same quarters for a flow."""
        tables = self.tables
        if span != BEFORE:
            return tables.quarters if span == NOW else tables.to_date
        if source.over_time != OverTime.SUM:
            return tables.last_year
        same = {quarter.index for quarter in tables.to_date}
        return [quarter for quarter in tables.last_year if quarter.index in same]

    def cut(self, source):
        before, now = self._total(source, BEFORE), self._total(source, TO_DATE)
        return cut_between(self.tables, source, before, now)

    def _approved(self, source):
        year = self.tables.period.year
        for target in self.tables.targets.get(source.pk, ()):
            if not target.scope and target.comparison in APPROVING and target.year_from == target.year_to == year:
                return Part(plain(target.value, source.decimals))
        return lacking(source.code, "số được phê duyệt")

    @property
    def _last_read(self):
        return [found for spans in self.read.values() for _, found in sorted(spans.items())]

    @property
    def sources(self):
        """Each box once, those of last year first."""
        return tuple(dict.fromkeys(source for found in self._last_read for source in found.sources))

    @property
    def given(self):
        return sum(spans[max(spans)].given for spans in self.read.values())

    @property
    def expected(self):
        return sum(spans[max(spans)].expected for spans in self.read.values())
