"""Reading what was typed into a registration. Good lines become input for the action; bad ones keep what was typed."""

from dataclasses import dataclass, field, replace

from movements.actions import RegistrationInput, TargetInput
from movements.enums import Better, Comparison
from thidua.text import NumberRefused, box_number, clean_line, clean_text, parse_number

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
    def choices(self):
        """(value, words, chosen) of the comparisons that make sense here: ranks are whole numbers."""
        whole = self.line.indicator.decimals == 0
        offered = [sign for sign in SIGNS if whole or sign != Comparison.RISE_BY_RANKS]
        return [(sign.value, SIGNS[sign], sign == self.comparison) for sign in offered]


@dataclass
class MovementField:
    """One movement on the page: taken part in or not, and the commitment."""

    line: object
    taken: bool = False
    commitment: str = ""
    conflict: str = ""

    @property
    def pk(self):
        return self.line.movement.pk


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

    movements: tuple[MovementField, ...]
    sections: tuple[SectionOfTargets, ...]

    @property
    def targets(self):
        return [one for section in self.sections for one in section.fields]

    @property
    def refused(self):
        return [one for one in self.targets if one.error]

    @property
    def has_errors(self):
        return any(section.has_errors for section in self.sections) or any(one.conflict for one in self.movements)


def stored_registration(lines):
    """The page as the rows have it."""
    return _page(lines, _stored_movement, _stored_target)


def _page(lines, movement, target):
    sections = (SectionOfTargets(s, tuple(target(line) for line in s.lines)) for s in lines.sections)
    return RegistrationFields(tuple(movement(line) for line in lines.movements), tuple(sections))


def _stored_movement(line):
    row = line.registered
    return MovementField(line, taken=row is not None, commitment=row.commitment if row else "")


def _stored_target(line):
    row = line.target
    if row is None:
        return TargetField(line, comparison=_usual(line.indicator))
    decimals = _decimals(row.comparison, line.indicator)
    ends = ("" if end is None else box_number(end, decimals) for end in (row.value, row.upper_value))
    value, upper = ends
    return TargetField(line, comparison=row.comparison, value=value, upper=upper, note=row.note)


def _usual(indicator):
    """The comparison that most targets of such an indicator have; it counts only once a value is typed."""
    return Comparison.AT_MOST if indicator.better == Better.DOWN else Comparison.AT_LEAST


def _decimals(comparison, indicator):
    return 0 if comparison == Comparison.RISE_BY_RANKS else indicator.decimals


def read_registration(post, lines):
    """Reads the form as it was sent. Returns (input to save, the page's fields with what was typed)."""
    page = _page(lines, lambda line: _typed_movement(post, line), lambda line: _typed_target(post, line))
    targets = tuple(one for field in page.targets if (one := _read(field)) is not None)
    return RegistrationInput({one.pk: one.commitment for one in page.movements if one.taken}, targets), page


def _typed_movement(post, line):
    """Who writes a commitment means to take part; unticking what was registered takes it out, text or not."""
    pk = line.movement.pk
    commitment = clean_text(post.get(f"ck-{pk}", ""))
    taken = f"pt-{pk}" in post or (commitment != "" and line.registered is None)
    return MovementField(line, taken=taken, commitment=commitment)


def _typed_target(post, line):
    anchor = line.indicator.anchor
    if f"v-{anchor}" not in post:
        return _stored_target(line)
    return TargetField(
        line,
        comparison=post.get(f"ss-{anchor}", ""),
        value=post.get(f"v-{anchor}", "").strip(),
        upper=post.get(f"den-{anchor}", "").strip(),
        note=clean_line(post.get(f"g-{anchor}", "")),
    )


def _read(typed):
    """The typed line as input, or None with the reason left in the field."""
    indicator = typed.line.indicator
    if not (typed.value or typed.upper or typed.note):
        return TargetInput(indicator.pk)
    try:
        value, upper = _ends(typed, indicator)
    except NumberRefused as refused:
        typed.error, typed.suggestions = str(refused), list(refused.suggestions)
        return None
    return TargetInput(indicator.pk, typed.comparison, value, upper, typed.note)


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
    if len(typed.note) > NOTE_LENGTH:
        raise NumberRefused(f"ghi chú dài {len(typed.note)} chữ, nhiều nhất {NOTE_LENGTH}")


def page_after_save(typed, lines, *, in_conflict):
    """The page when something could not be saved: what was typed stays, beside it what the rows say now.

    After a conflict every line that differs from the row says so; otherwise only the unreadable ones keep their text.
    """
    movements = {one.pk: one for one in typed.movements}
    targets = {one.line.code: one for one in typed.targets}
    if in_conflict:
        return _page(
            lines,
            lambda line: _beside_movement(movements.get(line.movement.pk), line),
            lambda line: _beside_target(targets[line.code], line),
        )
    refused = {one.line.code: one for one in typed.refused}
    return _page(
        lines,
        _stored_movement,
        lambda line: replace(refused[line.code], line=line) if line.code in refused else _stored_target(line),
    )


def _beside_movement(typed, line):
    stored = _stored_movement(line)
    if typed is None or (typed.taken, typed.taken and typed.commitment) == (
        stored.taken,
        stored.taken and stored.commitment,
    ):
        return stored
    now = f"tham gia: {stored.commitment}" if stored.taken else "không tham gia"
    return replace(typed, line=line, conflict=now)


def _beside_target(typed, line):
    stored = _stored_target(line)
    same = (typed.value, typed.upper, typed.note) == (stored.value, stored.upper, stored.note)
    if typed.error or (same and (typed.comparison == stored.comparison or not typed.value)):
        return replace(typed, line=line)
    return replace(typed, line=line, conflict=line.shown)
