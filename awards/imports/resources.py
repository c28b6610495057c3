"""The lists as resources of django-import-export: what each column is, what a row must be in itself.

A resource reads and judges; it never saves. What is written, and when, is for `awards.actions.imports`, in one
transaction with what concerns several rows.
"""

import datetime as dt
import difflib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from import_export import fields, resources
from import_export.instance_loaders import BaseInstanceLoader

from awards.enums import AwardKind, ImportKind, Subject
from awards.imports.columns import COLUMNS
from awards.imports.known import LAW_SINCE, name_key
from awards.imports.widgets import (
    FIRST_YEAR,
    BirthYearWidget,
    DayWidget,
    NameWidget,
    PaperWidget,
    TermYear,
    TextWidget,
    YearWidget,
    grade_widget,
    occasion_widget,
    sex_widget,
    subject_widget,
    term_widget,
)
from movements.enums import TermKind

YOUNGEST, OLDEST = 6, 110  # years of age at the decision
SUGGESTED = 30  # names for which something alike is looked up: each costs a walk over all units
PLACE = ("sheet", "row")


@dataclass
class Entry:
    """One row once read. `day` is the one by which units and awards are judged."""

    sheet: int = 0
    row: int = 0
    name: str = ""
    subject: str | None = None
    unit: object = None  # KnownUnit once judged
    position: str | None = None
    birth_year: int | None = None
    sex: bool | None = None
    award: object = None  # AwardType once judged
    occasion: str | None = None
    year: TermYear | None = None
    term: str | None = None
    grade: str | None = None
    number: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    note: str | None = None
    person: object = None
    in_force: bool = False  # the award's row held on the day
    typed_award: str = ""

    pk = None  # the library asks each instance for its key, and for its name

    def __str__(self):
        return f"{self.row}"

    @property
    def female(self):
        return self.sex

    @property
    def day(self):
        return self.date or (last_day(self.term, self.year.year) if self.year else None)


def last_day(term, year):
    """Of a working year 31 December, of a school year 31 May of the year after."""
    return dt.date(year + 1, 5, 31) if term == TermKind.SCHOOL_YEAR else dt.date(year, 12, 31)


def first_day(term, year):
    return dt.date(year, 9, 1) if term == TermKind.SCHOOL_YEAR else dt.date(year, 1, 1)


def _field(key, widget):
    return fields.Field(attribute=key, column_name=key, widget=widget)


class ListResource(resources.Resource):
    """What both lists share. `known` holds what the portal knows, `today` is the office's day."""

    name = _field("name", NameWidget(200, must="Thiếu họ tên hoặc tên tập thể."))
    subject = _field("subject", subject_widget())
    unit = _field("unit", TextWidget(200))
    position = _field("position", TextWidget(200))
    birth_year = _field("birth_year", BirthYearWidget())
    sex = _field("sex", sex_widget())
    year = _field("year", YearWidget(must="Thiếu năm của kỳ."))
    term = _field("term", term_widget())

    class Meta:
        instance_loader_class = BaseInstanceLoader
        skip_diff = True
        report_skipped = True
        use_transactions = False

    def __init__(self, known, today, **kwargs):
        super().__init__(**kwargs)
        self.known, self.today, self.entries, self.alike = known, today, [], {}

    @cached_property
    def _in_order(self):
        return super().get_import_fields()

    def get_import_fields(self):
        """Asked once for each row; it does not change."""
        return self._in_order

    def get_or_init_instance(self, instance_loader, row):
        """Every row is read anew; whether it is in the register already is judged over the whole list."""
        return Entry(row["sheet"], row["row"]), True

    def import_instance(self, instance, row, **kwargs):
        """All faults of a row at once: those of single cells, then those between cells that could be read."""
        errors = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as found:
            errors = found.update_error_dict({})
        instance.typed_award = row.get("award") or ""
        self._row = (instance, errors)
        self.judge(instance)
        if errors:
            raise ValidationError(errors)

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """An entry is no model: no chains of attributes, no defaults, which for ten thousand rows take seconds."""
        setattr(instance, field.attribute, field.widget.clean(row[field.column_name]))

    def save_instance(self, instance, is_create, row, **kwargs):
        """Kept, not saved."""
        self.entries.append(instance)

    def say(self, key, message):
        """Notes a fault of the row in hand; the first word about a cell stands."""
        self._row[1].setdefault(key, [ValidationError(message)])

    def is_sound(self, *keys):
        return not any(key in self._row[1] for key in keys)

    # ---- what a row must be in itself --------------------------------------------------------------------------------

    def judge(self, entry):
        self._judge_term(entry)
        self._judge_date(entry)
        self.judge_content(entry)
        self._judge_person(entry)
        if self.is_sound("unit"):
            entry.unit = self._unit(entry)

    def _judge_term(self, entry):
        if entry.year is None or not self.is_sound("year", "term"):
            return
        if entry.term is None:
            entry.term = TermKind.SCHOOL_YEAR if entry.year.school else TermKind.WORKING_YEAR
        if entry.term == TermKind.WORKING_YEAR and entry.year.school:
            self.say("term", "Năm ghi là năm học mà loại kỳ là năm công tác; sửa một trong hai ô.")
        if entry.term == TermKind.SCHOOL_YEAR and entry.year.school is None:
            self.say("year", f"Năm học ghi cả hai năm, ví dụ {entry.year.year}-{entry.year.year + 1}.")
        if first_day(entry.term, entry.year.year) > self.today:
            self.say("year", f"Năm {entry.year.year} chưa tới; kiểm tra lại.")

    def _judge_date(self, entry):
        if entry.date is None or not self.is_sound("date"):
            return
        if entry.date > self.today:
            self.say("date", f"Ngày {entry.date:%d/%m/%Y} ở sau hôm nay; kiểm tra lại.")
        elif entry.date.year < FIRST_YEAR:
            self.say("date", f"Năm {entry.date.year} quá sớm; kiểm tra lại.")
        elif entry.year and self.is_sound("year", "term") and first_day(entry.term, entry.year.year) > entry.date:
            self.say("year", f"Kỳ này bắt đầu sau ngày văn bản ({entry.date:%d/%m/%Y}); kiểm tra năm và ngày.")

    def judge_content(self, entry):
        raise NotImplementedError

    def _judge_person(self, entry):
        if entry.subject is None or not self.is_sound("subject"):
            return
        if entry.subject != Subject.PERSON:
            label = Subject(entry.subject).label
            for key, what in (("birth_year", "năm sinh"), ("sex", "giới tính")):
                if getattr(entry, key) is not None:
                    self.say(key, f"Đối tượng là {label} thì không ghi {what}; xóa ô này hoặc sửa cột Đối tượng.")
        elif entry.birth_year is not None and self.is_sound("birth_year", "date", "year") and entry.day:
            self._judge_age(entry)

    def _judge_age(self, entry):
        age = entry.day.year - entry.birth_year
        if age < YOUNGEST:
            self.say(
                "birth_year", f"Sinh năm {entry.birth_year} thì năm {entry.day.year} mới {age} tuổi; kiểm tra lại."
            )
        elif age > OLDEST:
            self.say("birth_year", f"Sinh năm {entry.birth_year} thì năm {entry.day.year} đã {age} tuổi; kiểm tra lại.")

    def _guess_subject(self, entry, allowed):
        """Who it is, where the row does not say but leaves no doubt."""
        if entry.birth_year is not None or entry.sex is not None:
            entry.subject = Subject.PERSON
        elif len(allowed) == 1:
            entry.subject = allowed[0]
        else:
            self.say("subject", "Thiếu đối tượng; ghi cá nhân, tập thể hoặc hộ gia đình.")

    # ---- units -------------------------------------------------------------------------------------------------------

    def _unit(self, entry):
        """The unit as of the day of the paper; None with a fault said."""
        units, text = self.known, entry.unit
        if text is None:
            if units.allowed is None:
                self.say("unit", "Thiếu đơn vị; ghi tên hoặc mã đơn vị.")
                return None
            return units.own
        named = units.named(text)
        if not named:
            self.say(
                "unit", f"Không có đơn vị nào tên là “{text[:80]}”; ghi đúng tên hoặc mã đơn vị.{self._like(text)}"
            )
            return None
        return self._standing(entry, text, named) if entry.day and self.is_sound("date", "year") else named[0]

    def _like(self, text):
        if text not in self.alike and len(self.alike) < SUGGESTED:
            close = difflib.get_close_matches(name_key(text), self.known.by_name, n=1, cutoff=0.8)
            names = {self.known.by_pk[pk].name for key in close for pk in self.known.by_name[key]}
            self.alike[text] = f" Có phải “{min(names)}”?" if names else ""
        return self.alike.get(text, "")

    def _standing(self, entry, text, named):
        standing = [unit for unit in named if unit.stands_on(entry.day)]
        if not standing:
            self.say("unit", self._not_then(named[0], entry.day))
            return None
        own = [unit for unit in standing if self.known.may_speak_of(unit)]
        if not own:
            self.say("unit", f"“{standing[0].name}” không thuộc đơn vị nhập danh sách này; bỏ dòng này khỏi danh sách.")
        elif len(own) > 1:
            codes = ", ".join(sorted(unit.code for unit in own))
            self.say("unit", f"Có {len(own)} đơn vị tên là “{text[:80]}”; ghi thêm huyện, hoặc ghi mã ({codes}).")
        return own[0] if len(own) == 1 else None

    def _not_then(self, unit, day):
        if unit.valid_to and unit.valid_to < day:
            heirs = self.known.chain(unit)[1:]
            heir = f" Đơn vị kế thừa: “{heirs[0].name}”." if heirs else ""
            days = f"kết thúc ngày {unit.valid_to:%d/%m/%Y}, trước ngày {day:%d/%m/%Y}"
            return f"“{unit.name}” {days}; ghi đơn vị lúc đó.{heir}"
        days = f"chỉ có từ ngày {unit.valid_from:%d/%m/%Y}, sau ngày {day:%d/%m/%Y}"
        return f"“{unit.name}” {days}; ghi tên đơn vị lúc đó."


class HeldAwardResource(ListResource):
    award = _field("award", TextWidget(200, must="Thiếu danh hiệu, hình thức khen thưởng."))
    occasion = _field("occasion", occasion_widget())
    number = _field("number", PaperWidget(60, must="Thiếu số quyết định."))
    date = _field("date", DayWidget(must="Thiếu ngày quyết định."))
    issuer = _field("issuer", TextWidget(200, must="Thiếu cơ quan ban hành quyết định."))
    note = _field("note", TextWidget(300))

    def __init__(self, known, awards, today):
        super().__init__(known, today)
        self.awards = awards

    def judge_content(self, entry):
        code = self._code(entry) if self.is_sound("award") else None
        entry.award = self._row_of(code, entry) if code else None
        if entry.award is None or not self.is_sound("subject", "award"):
            return
        if entry.subject is None:
            self._guess_subject(entry, [subject for subject in Subject if entry.award.allows(subject)])
        elif not entry.award.allows(entry.subject) and (entry.in_force or entry.award.kind == AwardKind.TITLE):
            label = Subject(entry.subject).label
            self.say("award", f"“{entry.award.name}” không tặng {label} ({entry.award.citation}).")

    def _code(self, entry):
        text = entry.award
        codes = self.awards.codes(text)
        if len(codes) == 1:
            return codes[0]
        if codes:
            names = " hay ".join(f"“{self.awards.any_of(code).name}”" for code in codes)
            self.say("award", f"“{text[:60]}” là {names}? Ghi rõ.")
        else:
            self.say("award", f"Không có danh hiệu, hình thức “{text[:80]}” trong danh mục; ghi đúng tên hoặc mã.")
        return None

    def _row_of(self, code, entry):
        """The catalogue's row on the day; of before the law of 2022 any row of the code, for its name."""
        if entry.date is None or not self.is_sound("date"):
            return self.awards.any_of(code)
        row = self.awards.on(code, entry.date)
        entry.in_force = row is not None
        if row is None and entry.date >= LAW_SINCE:
            self.say("award", f"“{entry.typed_award[:80]}” không có trong danh mục ngày {entry.date:%d/%m/%Y}.")
        return row or self.awards.any_of(code)


class RatingResource(ListResource):
    grade = _field("grade", grade_widget())
    number = _field("number", PaperWidget(60))
    date = _field("date", DayWidget())
    issuer = _field("issuer", TextWidget(200))

    def judge_content(self, entry):
        if not self.is_sound("subject"):
            return
        if entry.subject is None:
            self._guess_subject(entry, [Subject.PERSON] if entry.position else [])
        elif entry.subject == Subject.HOUSEHOLD:
            self.say("subject", "Hộ gia đình không có kết quả xếp loại; sửa đối tượng hoặc bỏ dòng.")


HEADERS = {kind: (*PLACE, *(column.key for column in columns)) for kind, columns in COLUMNS.items()}


def resource_for(kind, *, known, awards, today):
    return HeldAwardResource(known, awards, today) if kind == ImportKind.AWARDS else RatingResource(known, today)
