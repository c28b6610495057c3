"""Reading what was typed into a registration. Good lines become input for the action; bad ones keep what was typed.

What is typed beside the targets is in registration_lines.py.
"""

from dataclasses import dataclass, field, replace

from movements.actions import RegistrationInput, TargetInput
from movements.compile import clusters, pact_criteria
from movements.enums import Better, Comparison
from movements.forms.registration_lines import (
    ActivityField,
    HeadField,
    MovementField,
    PactField,
    grouped_pact,
    movement_input,
    stored_activities,
    stored_head,
    stored_movement,
    stored_pact,
    typed_activities,
    typed_head,
    typed_movement,
    typed_pact,
)
from thidua.text import NumberRefused, box_number, clean_line, parse_number

SIGNS = {
    Comparison.AT_LEAST: "≥ từ … trở lên",
    Comparison.MORE: "> trên",
    Comparison.EQUAL: "= bằng",
    Comparison.AT_MOST: "≤ không quá",
    Comparison.LESS: "< dưới",
    Comparison.RANGE: "từ … đến …",
    Comparison.RISE_BY_RANKS: "tăng … bậc",
    Comparison.INCREASE_BY: "tăng thêm",
}
STEPS_UP = frozenset({Comparison.RISE_BY_RANKS, Comparison.INCREASE_BY})
NOTE_LENGTH = 300


@dataclass
class TargetField:
    """One target on the page: the row's content, or what was just typed into it with what is wrong."""

    line: object
    comparison: str = ""
    value: str = ""
    upper: str = ""
    note: str = ""
    last: str = ""
    source: str = ""
    verified: str = ""
    error: str = ""
    suggestions: list[str] = field(default_factory=list)
    conflict: str = ""  # what somebody else has saved meanwhile

    @property
    def anchor(self):
        return self.line.indicator.anchor

    @property
    def look(self):
        return "is-invalid" if self.error or self.conflict else ""

    @property
    def typed(self):
        return self.comparison, self.value, self.upper, self.note, self.last, self.source, self.verified

    @property
    def choices(self):
        """(value, words, chosen) of the comparisons that make sense here: ranks are whole numbers."""
        whole = self.line.indicator.decimals == 0
        offered = [sign for sign in SIGNS if whole or sign != Comparison.RISE_BY_RANKS]
        return [(sign.value, SIGNS[sign], sign == self.comparison) for sign in offered]


@dataclass(frozen=True)
class SectionOfTargets:
    section: object
    fields: tuple[TargetField, ...]

    @property
    def has_errors(self):
        return any(one.error or one.conflict for one in self.fields)


@dataclass(frozen=True)
class RegistrationFields:
    """The whole form."""

    head: tuple[HeadField, ...]
    movements: tuple[MovementField, ...]
    activities: tuple[ActivityField, ...]
    pact: tuple[PactField, ...]
    sections: tuple[SectionOfTargets, ...]

    @property
    def targets(self):
        return [one for section in self.sections for one in section.fields]

    @property
    def pact_groups(self):
        return grouped_pact(self.pact)

    @property
    def refused(self):
        return [one for one in (*self.head, *self.movements, *self.activities, *self.targets) if one.error]

    @property
    def has_errors(self):
        return bool(self.faulty)

    @property
    def faulty(self):
        """(address on the page, what it is, what is wrong) of every line to look at again."""
        rows = [(f"#{one.box}", one.label, one) for one in self.head]
        rows += [(f"#phong-trao-{one.pk}", one.line.movement.name, one) for one in self.movements]
        rows += [(f"#tt-{one.n}", one.name or "Phong trào của đơn vị", one) for one in self.activities]
        rows += [(f"#gu-{one.criterion.pk}", one.criterion.name, one) for one in self.pact]
        rows += [(f"#{one.anchor}", f"{one.line.code} {one.line.indicator.name}", one) for one in self.targets]
        told = ((place, name, getattr(one, "error", "") or (one.conflict and CHANGED)) for place, name, one in rows)
        return [row for row in told if row[2]]


CHANGED = "khác bản đã lưu"


def stored_registration(registration, lines):
    """The page as the rows have it."""
    sections = (SectionOfTargets(s, tuple(_stored_target(line) for line in s.lines)) for s in lines.sections)
    texts = dict(registration.commitments.values_list("criterion", "text"))
    return RegistrationFields(
        head=stored_head(registration, clusters()),
        movements=tuple(stored_movement(line) for line in lines.movements),
        activities=stored_activities(registration.activities.all()),
        pact=stored_pact(pact_criteria(registration), texts),
        sections=tuple(sections),
    )


def _stored_target(line):
    row = line.target
    if row is None:
        return TargetField(line, comparison=_usual(line.indicator), **_offered(line))
    decimals = _decimals(row.comparison, line.indicator)
    value, upper = ("" if end is None else box_number(end, decimals) for end in (row.value, row.upper_value))
    last = "" if row.last_value is None else box_number(row.last_value, line.indicator.decimals)
    return TargetField(
        line, comparison=row.comparison, value=value, upper=upper, note=row.note, last=last, source=row.last_source,
        verified=row.verified_by,
    )  # fmt: skip


def _offered(line):
    """Last year's figure as the portal has it, with its source; it counts once a target is typed."""
    result = line.last_result
    if result is None:
        return {}
    last = box_number(result.value, line.indicator.decimals)
    return {"last": last, "source": f"Báo cáo kết quả trên cổng, đến hết quý {ROMAN[result.quarter]}"}


ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def _usual(indicator):
    """The comparison that most targets of such an indicator have; it counts only once a value is typed."""
    return Comparison.AT_MOST if indicator.better == Better.DOWN else Comparison.AT_LEAST


def _decimals(comparison, indicator):
    return 0 if comparison == Comparison.RISE_BY_RANKS else indicator.decimals


def read_registration(post, registration, lines):
    """Reads the form as it was sent. Returns (input to save, the page's fields with what was typed)."""
    stored = stored_registration(registration, lines)
    sections = tuple(replace(s, fields=tuple(_typed_target(post, one) for one in s.fields)) for s in stored.sections)
    targets = tuple(read for s in sections for one in s.fields if (read := _read(one)) is not None)
    movements = tuple(typed_movement(post, line) for line in lines.movements)
    head_fields, head = typed_head(post, stored.head)
    activity_fields, activities = typed_activities(post, stored.activities)
    pact_fields, commitments = typed_pact(post, stored.pact)
    page = RegistrationFields(head_fields, movements, activity_fields, pact_fields, sections)
    content = RegistrationInput(movement_input(movements), targets, head, activities, commitments)
    return content, page


def _typed_target(post, stored):
    """A box that the form does not hold keeps what is stored."""
    anchor = stored.anchor
    if f"v-{anchor}" not in post:
        return stored
    return replace(
        stored,
        comparison=post.get(f"ss-{anchor}", ""),
        value=post.get(f"v-{anchor}", "").strip(),
        upper=post.get(f"den-{anchor}", "").strip(),
        note=clean_line(post.get(f"g-{anchor}", "")),
        last=post.get(f"nt-{anchor}", stored.last).strip(),
        source=clean_line(post.get(f"nn-{anchor}", stored.source)),
        verified=clean_line(post.get(f"kc-{anchor}", stored.verified)),
    )


def _read(typed):
    """The typed line as input, or None with the reason left in the field."""
    indicator = typed.line.indicator
    if not (typed.value or typed.upper or typed.note or typed.verified):
        return TargetInput(indicator.pk)
    try:
        value, upper = _ends(typed, indicator)
        last = _last(typed, indicator)
    except NumberRefused as refused:
        typed.error, typed.suggestions = str(refused), list(refused.suggestions)
        return None
    source = typed.source if last is not None else ""
    return TargetInput(indicator.pk, typed.comparison, value, upper, typed.note, last, source, typed.verified)


def _last(typed, indicator):
    """Last year's figure; it never stands without its source."""
    last = parse_number(typed.last, decimals=indicator.decimals)
    if last is not None and not typed.source:
        raise NumberRefused("số năm trước cần ghi nguồn số liệu")
    return last


def _ends(typed, indicator):
    """(value, upper value) in the smallest unit; a rate is aimed at by the percentage itself."""
    if typed.comparison not in Comparison.values:
        raise NumberRefused("chọn một phép so")
    decimals = _decimals(typed.comparison, indicator)
    value, upper = parse_number(typed.value, decimals=decimals), parse_number(typed.upper, decimals=decimals)
    if value is None:
        raise NumberRefused("còn thiếu mức" if typed.upper else "có ghi chú mà chưa có mức")
    _check_kind(typed, indicator, value)
    _check_upper(typed, value, upper)
    _check_share(indicator, max(value, upper or value))
    _check_note(typed)
    return value, upper


def _check_kind(typed, indicator, value):
    if typed.comparison == Comparison.RISE_BY_RANKS and indicator.decimals:
        raise NumberRefused("“tăng … bậc” chỉ dùng cho thứ hạng, là số nguyên; ở đây chọn “tăng thêm”")
    if typed.comparison in STEPS_UP and value <= 0:
        raise NumberRefused("mức tăng phải lớn hơn 0; muốn giảm thì chọn “không quá” và ghi mức cuối năm")


def _check_upper(typed, value, upper):
    if typed.comparison != Comparison.RANGE:
        if upper is not None:
            raise NumberRefused("ô “đến” chỉ dùng khi chọn “từ … đến …”: xóa ô đó hoặc đổi phép so")
    elif upper is None:
        raise NumberRefused("chọn “từ … đến …” thì ghi cả mức trên ở ô “đến”")
    elif upper <= value:
        raise NumberRefused("mức trên phải lớn hơn mức dưới")


def _check_share(indicator, value):
    if indicator.is_rate and indicator.multiplier == 100 and value > 100 * 10**indicator.decimals:
        raise NumberRefused("tỷ lệ không quá 100 %")


def _check_note(typed):
    for name, text in (("ghi chú", typed.note), ("nguồn số liệu", typed.source), ("nguồn kiểm chứng", typed.verified)):
        if len(text) > NOTE_LENGTH:
            raise NumberRefused(f"{name} dài {len(text)} chữ, nhiều nhất {NOTE_LENGTH}")


def page_after_save(typed, registration, lines, *, in_conflict):
    """The page when something could not be saved: what was typed stays, beside it what the rows say now.

    After a conflict every line that differs from the row says so; otherwise only the unreadable ones keep their text.
    """
    stored = stored_registration(registration, lines)
    beside = _beside if in_conflict else _refused_or_stored
    return RegistrationFields(
        head=_both(typed.head, stored.head, beside, lambda one: one.name),
        movements=_both(typed.movements, stored.movements, beside, lambda one: one.pk),
        activities=_activities_beside(typed.activities, stored.activities, in_conflict),
        pact=_both(typed.pact, stored.pact, beside, lambda one: one.criterion.pk),
        sections=tuple(
            replace(s, fields=_both(typed.targets, s.fields, beside, lambda one: one.line.code))
            for s in stored.sections
        ),
    )


def _both(typed, stored, beside, key):
    """The stored fields, each with what was typed into it."""
    by_key = {key(one): one for one in typed}
    return tuple(beside(by_key.get(key(one)), one) for one in stored)


def _refused_or_stored(typed, stored):
    if typed is None or not getattr(typed, "error", ""):
        return stored
    return replace(typed, line=stored.line) if hasattr(stored, "line") else typed


def _beside(typed, stored):
    """What was typed, with the stored words beside it where they differ."""
    if typed is None or _same(typed, stored):
        return stored
    fresh = {"line": stored.line} if hasattr(stored, "line") else {}
    return replace(typed, **fresh, conflict="" if getattr(typed, "error", "") else _now(stored))


def _same(typed, stored):
    if isinstance(stored, HeadField):
        return typed.value == stored.value
    if isinstance(stored, TargetField) and not typed.value:
        return typed.typed[1:4] == stored.typed[1:4]
    return typed.typed == stored.typed


def _now(stored):
    """What the row says, in words."""
    match stored:
        case TargetField():
            return stored.line.shown
        case MovementField():
            return f"tham gia: {stored.commitment}" if stored.taken else "không tham gia"
        case ActivityField():
            return stored.name if stored.taken else "không có dòng này"
        case PactField():
            return stored.text or "chưa ghi"
    return dict(stored.options).get(stored.value, stored.value) or "để trống"


def _activities_beside(typed, stored, in_conflict):
    """Rows have no key of their own: they stand by their number, and all stay as typed when one is wrong."""
    if not in_conflict:
        return typed if any(one.error for one in typed) else stored
    by_number = {one.n: one for one in stored}
    return tuple(_beside(one, by_number.get(one.n, ActivityField(one.n))) for one in typed)
