"""A whole list against itself and against the register."""

from collections import defaultdict
from dataclasses import dataclass, field

from tablib import Dataset

from awards.enums import AwardKind, Grade, ImportKind, Subject
from awards.imports.columns import titles_of
from awards.imports.known import Awards, Honorees, Units, held_awards, held_ratings, name_key, paper_key
from awards.imports.people import NAMESAKES, find, gather
from awards.imports.resources import HEADERS, resource_for
from movements.workbook.content import Fault

SHOWN_FAULTS, SHOWN_ROWS = 300, 20
Place = tuple[int, int]  # index of the sheet, row


@dataclass
class Outcome:
    """What a list comes to. A row is in exactly one of `new`, `known`, `asked`, or among the places at fault."""

    n_rows: int = 0
    new: list = field(default_factory=list)
    known: list = field(default_factory=list)  # (entry, what is stored)
    asked: list = field(default_factory=list)
    persons: list = field(default_factory=list)
    faults: list = field(default_factory=list)  # (place, Fault), in the order of the list

    @property
    def faulty(self):
        """{place: [Fault]}"""
        found = defaultdict(list)
        for place, fault in self.faults:
            found[place].append(fault)
        return dict(found)

    @property
    def new_persons(self):
        """Those who come into the register with the rows that are new."""
        return list({id(entry.person): entry.person for entry in self.new if not entry.person.honoree}.values())

    def as_json(self):
        """What the preview shows: all counts, the first faults and rows, every question."""
        return {
            "faults": [vars(fault) for _, fault in self.faults[:SHOWN_FAULTS]],
            "n_faults": len(self.faults),
            "questions": [_question(person) for person in self.persons if person.is_asked],
            "rows": [_shown(entry) for entry in self.new[:SHOWN_ROWS]],
            "known": [_shown(entry) | {"stored": stored} for entry, stored in self.known[:SHOWN_ROWS]],
            "n_persons": len(self.new_persons),
        }


def _question(person):
    return {
        "key": person.key,
        "name": person.name,
        "birth_year": person.birth_year,
        "unit": person.unit.name,
        "rows": [entry.row for entry in person.entries][:20],
        "candidates": [
            {"pk": one.pk, "name": one.name, "birth_year": one.birth_year, "unit_id": one.unit_id}
            for one in person.candidates
        ],
    }


def _shown(entry):
    what = entry.award.name if entry.award else str(Grade(entry.grade).label)
    year = f"{entry.year.year}-{entry.year.year + 1}" if entry.year.school else str(entry.year.year)
    paper = f"{entry.number or ''}{entry.date:, ngày %d/%m/%Y}" if entry.date else entry.number or ""
    return {
        "row": entry.row, "name": entry.name, "subject": str(Subject(entry.subject).label), "unit": entry.unit.name,
        "what": what, "year": year, "paper": paper, "honoree": entry.person.honoree,
    }  # fmt: skip


def check_rows(rows, *, kind, sheets, scope, whole_province, choices, today):
    """An Outcome of rows [sheet, row, {key: text}], read as `sheets` ([{"name", "letters", "titles"}]) say.

    `scope` is the unit that brings the list; `choices` answers earlier questions {key: honoree or 0}. Some fifteen
    queries, whatever the number of rows.
    """
    units, awards = Units(scope, whole_province=whole_province), Awards()
    resource = resource_for(kind, known=units, awards=awards, today=today)
    check = _Check(kind, sheets, {(sheet, row): cells for sheet, row, cells in rows}, Outcome(n_rows=len(rows)))
    check.note_cells(_imported(resource, rows, kind))
    check.gather_people(resource.entries, units, choices, today)
    check.compare()
    check.outcome.faults.sort(key=_in_order)
    return check.outcome


def _in_order(pair):
    """By row, then from the left."""
    place, fault = pair
    return place, len(fault.column), fault.column


def _imported(resource, rows, kind):
    """The result of the resource; what goes wrong unexpectedly is raised, not counted as a faulty row."""
    headers = HEADERS[kind]
    dataset = Dataset(headers=headers)
    for sheet, row, cells in rows:
        dataset.append((sheet, row, *(cells.get(key, "") for key in headers[2:])))
    result = resource.import_data(dataset, use_transactions=False)
    for error in [*result.base_errors, *(error for _, errors in result.row_errors() for error in errors)]:
        raise error.error
    return result


class _Check:
    def __init__(self, kind, sheets, cells, outcome):
        self.kind, self.sheets, self.cells, self.outcome = kind, sheets, cells, outcome
        self.places, self.titles, self.bad = list(cells), titles_of(kind), set()

    def fault(self, place, key, message):
        sheet = self.sheets[place[0]]
        title = sheet["titles"].get(key, self.titles[key])
        value = self.cells[place].get(key, "")[:80]
        letter = sheet["letters"].get(key, "")
        self.outcome.faults.append((place, Fault(sheet["name"], place[1], letter, title, value, message)))
        self.bad.add(place)

    def note_cells(self, result):
        """The faults that the resource has found, cell by cell."""
        for invalid in result.invalid_rows:
            for key, messages in invalid.error_dict.items():
                for message in messages:
                    self.fault(self.places[invalid.number - 1], key, message)

    def gather_people(self, entries, units, choices, today):
        gathering = gather(entries, units, today)
        for entry in gathering.doubtful:
            self.fault(_place(entry), "birth_year", NAMESAKES)
        find(gathering.persons, Honorees({entry.name for entry in entries}), units, choices)
        self.outcome.persons = gathering.persons

    def compare(self):
        """Row against row, then row against the register, in the order of the list."""
        stored = {person.honoree for person in self.outcome.persons if person.honoree}
        judge = _Awards(self, stored) if self.kind == ImportKind.AWARDS else _Ratings(self, stored)
        entries = (entry for person in self.outcome.persons for entry in person.entries)
        for entry in sorted(entries, key=_place):
            if not judge.repeats(entry):
                self._sort(entry, judge.stored(entry))

    def _sort(self, entry, stored):
        if _place(entry) in self.bad:
            return
        if entry.person.is_asked:
            self.outcome.asked.append(entry)
        elif stored:
            self.outcome.known.append((entry, stored))
        else:
            self.outcome.new.append(entry)


def _place(entry):
    return entry.sheet, entry.row


class _Awards:
    """Awards against each other: one award by one decision once, one title in a term once, one number one day."""

    def __init__(self, check, honorees):
        self.check = check
        self.exact, self.of_term = held_awards(honorees)
        self.seen, self.seen_terms, self.papers = {}, {}, {}

    def repeats(self, entry):
        """Whether the row says again, or otherwise, what a row above it has said; then that is its fault."""
        person, code = id(entry.person), entry.award.code
        above = self.seen.setdefault((person, code, paper_key(entry.number), entry.date), entry)
        if above is not entry:
            self.check.fault(_place(entry), "name", f"Trùng dòng {self._row(above, entry)}; chỉ giữ một dòng.")
            return True
        return self._two_days(entry) or (entry.award.kind == AwardKind.TITLE and self._title_twice(entry, person))

    def _two_days(self, entry):
        """Within a year an issuer gives each number to one paper."""
        key = (name_key(entry.issuer), paper_key(entry.number), entry.date.year)
        above = self.papers.setdefault(key, entry)
        if above.date == entry.date:
            return False
        message = (
            f"Số này ở dòng {self._row(above, entry)} ghi ngày {above.date:%d/%m/%Y}; một văn bản chỉ có một ngày."
        )
        self.check.fault(_place(entry), "date", message)
        return True

    def _title_twice(self, entry, person):
        above = self.seen_terms.setdefault((person, entry.award.code, entry.term, entry.year.year), entry)
        if above is entry:
            return False
        message = f"Dòng {self._row(above, entry)} đã có danh hiệu này của cùng năm theo quyết định khác; kiểm tra năm."
        self.check.fault(_place(entry), "year", message)
        return True

    def _row(self, above, entry):
        if above.sheet == entry.sheet:
            return above.row
        return f"{above.row} trang “{self.check.sheets[above.sheet]['name']}”"

    def stored(self, entry):
        """What the register says already, "" when nothing; a title of the same term by another paper is a fault."""
        honoree, code = entry.person.honoree, entry.award.code
        number = self.exact.get((honoree, code, paper_key(entry.number), entry.date))
        if number is not None:
            return f"Đã có: {_paper(number, entry.date)}"
        other = self.of_term.get((honoree, code, entry.term, entry.year.year))
        if other and entry.award.kind == AwardKind.TITLE:
            message = f"Đã có: {_paper(*other)} tặng danh hiệu này của cùng năm; kiểm tra năm, số và ngày quyết định."
            self.check.fault(_place(entry), "year", message)
        return ""


class _Ratings:
    """One rating a term."""

    def __init__(self, check, honorees):
        self.check, self.held, self.seen = check, held_ratings(honorees), {}

    def repeats(self, entry):
        above = self.seen.setdefault((id(entry.person), entry.term, entry.year.year), entry)
        if above is entry:
            return False
        self.check.fault(_place(entry), "name", f"Trùng dòng {above.row}: mỗi năm một kết quả xếp loại.")
        return True

    def stored(self, entry):
        held = self.held.get((entry.person.honoree, entry.term, entry.year.year))
        if held is None:
            return ""
        label = Grade(held[0]).label
        if held[0] != entry.grade:
            self.check.fault(_place(entry), "grade", f"Đã có xếp loại khác của năm này: {label}; kiểm tra lại.")
        return f"Đã có: {label}"


def _paper(number, day):
    return f"QĐ {number} ngày {day:%d/%m/%Y}"
