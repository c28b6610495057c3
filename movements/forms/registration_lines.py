"""The parts of a registration's form beside the targets: head, movements, the unit's own movements, pact."""

from dataclasses import dataclass, replace
from datetime import date

from django import forms

from movements.actions import ActivityInput, MovementInput
from movements.enums import SubjectClass
from thidua.text import clean_line, clean_text

PRESETS = (
    "Thi đua hoàn thành xuất sắc nhiệm vụ chính trị",
    "Xây dựng “Cơ quan văn hóa”",
    "Hoạt động văn hóa, thể thao, kỷ niệm các ngày lễ",
)
SPARE_ROWS = 2
_DAY = forms.DateField(required=False)


class DayRefused(ValueError):
    """What was typed is not a day; the message says so."""


def read_day(text):
    """A day typed as dd/mm/yyyy; None for a blank."""
    try:
        return _DAY.clean(text.strip())
    except forms.ValidationError as error:
        raise DayRefused(f"“{clean_line(text)[:30]}” không phải ngày đúng dạng ngày/tháng/năm") from error


def shown_day(value):
    """A day of the rows (a date or ISO text) as people type it."""
    if not value:
        return ""
    return f"{date.fromisoformat(value) if isinstance(value, str) else value:%d/%m/%Y}"


# ---- the head --------------------------------------------------------------------------------------------------------

HEAD_FIELDS = (
    # name, label, kind, longest, hint
    ("subject_class", "Phân loại đối tượng", "choice", 20, ""),
    ("cluster_id", "Cụm, khối thi đua", "choice", 20, ""),
    ("place", "Địa danh", "line", 60, ""),
    ("made_on", "Ngày lập", "day", 10, "Dạng 05/01/2025"),
    ("basis", "Căn cứ", "text", 4000, "Mỗi căn cứ một dòng: kế hoạch, hướng dẫn phát động thi đua."),
    ("description", "Mô tả", "text", 4000, "Đặc điểm, chức năng nhiệm vụ, thuận lợi, khó khăn của đơn vị trong kỳ."),
    ("drafter", "Người lập", "line", 120, ""),
    ("drafter_title", "Chức vụ người lập", "line", 120, ""),
    ("signer", "Người ký", "line", 120, ""),
    ("signer_title", "Chức vụ người ký", "line", 120, ""),
)  # fmt: skip


@dataclass(frozen=True)
class HeadField:
    """One box of the head, as stored or as typed."""

    name: str
    label: str
    kind: str
    longest: int
    hint: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    error: str = ""
    conflict: str = ""

    @property
    def box(self):
        return f"h-{self.name}"

    @property
    def choices(self):
        return [(value, label, value == self.value) for value, label in self.options]

    @property
    def look(self):
        return "is-invalid" if self.error or self.conflict else ""


def stored_head(registration, clusters):
    """The head as the row has it."""
    options = {
        "subject_class": (("", "– chọn –"), *SubjectClass.choices),
        "cluster_id": (("", "– không thuộc cụm, khối –"), *((str(one.pk), one.name) for one in clusters)),
    }
    return tuple(
        HeadField(*spec, value=_shown(getattr(registration, spec[0])), options=options.get(spec[0], ()))
        for spec in HEAD_FIELDS
    )


def _shown(value):
    return shown_day(value) if isinstance(value, date) else "" if value is None else str(value)


def typed_head(post, stored):
    """(fields with what was typed, values that can be saved); None when the form has no head."""
    if "h-place" not in post:
        return stored, None
    fields = tuple(_typed_box(one, post.get(one.box, one.value)) for one in stored)
    return fields, {one.name: _head_value(one) for one in fields if not one.error}


def _typed_box(box, raw):
    text = clean_text(raw) if box.kind == "text" else clean_line(raw)
    return replace(box, value=text, error=_head_error(box, text))


def _head_error(box, text):
    if box.kind == "choice" and text not in {value for value, _ in box.options}:
        return "chọn trong danh sách"
    if box.kind == "day":
        try:
            read_day(text)
        except DayRefused as refused:
            return str(refused)
    return f"dài {len(text)} chữ, nhiều nhất {box.longest}" if len(text) > box.longest else ""


def _head_value(box):
    if box.kind == "day":
        return read_day(box.value)
    return (int(box.value) if box.value else None) if box.name == "cluster_id" else box.value


# ---- movements of the catalogue, and the unit's own ------------------------------------------------------------------


@dataclass(frozen=True)
class MovementField:
    """One movement on the page: taken part in or not, and what is undertaken there."""

    line: object
    taken: bool = False
    commitment: str = ""
    objective: str = ""
    launched: str = ""
    closing: str = ""
    error: str = ""
    conflict: str = ""

    @property
    def pk(self):
        return self.line.movement.pk

    @property
    def typed(self):
        return self.taken, self.taken and (self.commitment, self.objective, self.launched, self.closing)

    @property
    def stored_input(self):
        return MovementInput(self.commitment, self.objective, read_day(self.launched), read_day(self.closing))


def stored_movement(line):
    row = line.registered
    if row is None:
        return MovementField(line)
    return MovementField(
        line, True, row.commitment, row.objective, shown_day(row.launched_on), shown_day(row.closing_on)
    )


def typed_movement(post, line):
    """Who writes a commitment means to take part; unticking what was registered takes it out, text or not."""
    pk, stored = line.movement.pk, stored_movement(line)
    commitment = clean_text(post.get(f"ck-{pk}", ""))
    typed = MovementField(
        line,
        taken=f"pt-{pk}" in post or (commitment != "" and line.registered is None),
        commitment=commitment,
        objective=clean_text(post.get(f"mt-{pk}", stored.objective)),
        launched=clean_line(post.get(f"pd-{pk}", stored.launched)),
        closing=clean_line(post.get(f"tk-{pk}", stored.closing)),
    )
    return replace(typed, error=days_error(typed) if typed.taken else "")


def days_error(row):
    """What is wrong with the two days of a movement, or nothing."""
    try:
        launched, closing = read_day(row.launched), read_day(row.closing)
    except DayRefused as refused:
        return str(refused)
    return "ngày tổng kết đứng trước ngày phát động" if launched and closing and closing < launched else ""


def movement_input(typed):
    """{movement: what to store}; a line with a bad day keeps what stood there."""
    kept = (stored_movement(one.line) if one.error else one for one in typed)
    return {one.pk: one.stored_input for one in kept if one.taken}


@dataclass(frozen=True)
class ActivityField:
    """One row of the unit's own movements; a row without a name counts only when something else is written."""

    n: int
    name: str = ""
    objective: str = ""
    launched: str = ""
    closing: str = ""
    taken: bool = False
    preset: bool = False
    error: str = ""
    conflict: str = ""

    @property
    def typed(self):
        return self.taken, self.taken and (self.name, self.objective, self.launched, self.closing)


def stored_activities(rows):
    """The rows that stand, the ready-made names not yet among them, and some blank ones."""
    fields = [
        (row.name, row.objective, shown_day(row.launched_on), shown_day(row.closing_on), True, row.name in PRESETS)
        for row in rows
    ]
    known = {name for name, *_ in fields}
    fields += [(name, "", "", "", False, True) for name in PRESETS if name not in known]
    fields += [("", "", "", "", False, False)] * SPARE_ROWS
    return tuple(ActivityField(n, *values) for n, values in enumerate(fields))


def typed_activities(post, stored):
    """(rows with what was typed, what to store); None when a row has a fault or the form holds no rows."""
    if "tt-0-ten" not in post:
        return stored, None
    numbers = range(max(len(stored), sum(f"tt-{n}-ten" in post for n in range(40))))
    rows = tuple(_typed_activity(post, n) for n in numbers)
    if any(one.error for one in rows):
        return rows, None
    return rows, tuple(
        ActivityInput(one.name, one.objective, read_day(one.launched), read_day(one.closing))
        for one in rows if one.taken
    )  # fmt: skip


def _typed_activity(post, n):
    name, launched, closing = (clean_line(post.get(f"tt-{n}-{part}", "")) for part in ("ten", "pd", "tk"))
    objective = clean_text(post.get(f"tt-{n}-mt", ""))
    preset = name in PRESETS
    written = bool(objective or launched or closing or (name and not preset))
    row = ActivityField(n, name, objective, launched, closing, f"tt-{n}-chon" in post or written, preset)
    return replace(row, error=_activity_error(row))


def _activity_error(row):
    if not row.taken:
        return ""
    if not row.name:
        return "còn thiếu tên phong trào"
    return f"tên dài {len(row.name)} chữ, nhiều nhất 300" if len(row.name) > 300 else days_error(row)


# ---- pact ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PactField:
    """What is undertaken on one criterion."""

    criterion: object
    text: str = ""
    conflict: str = ""

    @property
    def typed(self):
        return self.text


@dataclass(frozen=True)
class PactGroupFields:
    group: object
    fields: tuple[PactField, ...]

    @property
    def filled(self):
        return sum(bool(one.text) for one in self.fields)


def stored_pact(criteria, texts):
    return tuple(PactField(one, texts.get(one.pk, "")) for one in criteria)


def typed_pact(post, stored):
    if not any(f"gu-{one.criterion.pk}" in post for one in stored):
        return stored, None
    rows = tuple(replace(one, text=clean_text(post.get(f"gu-{one.criterion.pk}", ""))) for one in stored)
    return rows, {one.criterion.pk: one.text for one in rows}


def grouped_pact(fields):
    """The criteria under their groups, in order."""
    groups = {}
    for one in fields:
        groups.setdefault(one.criterion.group, []).append(one)
    return tuple(PactGroupFields(group, tuple(rows)) for group, rows in groups.items())
