"""The lines of a registration through the interface: what may be written, and what was written, read as the page is."""

from dataclasses import dataclass, field

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from movements.compile import pact_criteria, registration_lines
from movements.enums import Comparison, SubjectClass
from movements.forms import read_registration, stored_registration
from movements.forms.registration_lines import HEAD_FIELDS, shown_day
from reports.api import serializers as out
from reports.api.boxes import TypedNumber, as_typed
from reports.api.fields import exact
from thidua.text import NumberRefused

MOST_ACTIVITIES = 40
SAME = "Dòng này được gửi lên nhiều lần."
NUMBER_AS_TEXT = {"type": "string", "nullable": True, "example": "1200.0"}

# --- In ------------------------------------------------------------------------------------------------------------


class Day(serializers.DateField):
    """ISO 8601; null empties it."""

    def __init__(self, **options):
        super().__init__(required=False, allow_null=True, **options)


class Words(serializers.CharField):
    """What is left out stays; "" empties it."""

    def __init__(self, **options):
        super().__init__(required=False, allow_blank=True, **options)


class HeadIn(serializers.Serializer):
    subject_class = serializers.ChoiceField(choices=SubjectClass.choices, required=False, allow_blank=True)
    cluster_id = serializers.IntegerField(required=False, allow_null=True, label="khóa của cụm, khối thi đua")
    place, made_on = Words(label="địa danh"), Day(label="ngày lập")
    basis, description = Words(label="căn cứ"), Words(label="mô tả")
    drafter, drafter_title = Words(label="người lập"), Words(label="chức vụ người lập")
    signer, signer_title = Words(label="người ký"), Words(label="chức vụ người ký")


class MovementIn(serializers.Serializer):
    """A movement of the catalogue; `remove` takes it out of the registration."""

    movement = serializers.CharField(label="khóa phong trào")
    remove = serializers.BooleanField(required=False, default=False)
    commitment, objective = Words(label="nội dung cam kết"), Words(label="mục tiêu")
    launched_on, closing_on = Day(label="thời gian phát động"), Day(label="thời gian tổng kết")


class ActivityIn(serializers.Serializer):
    """A movement that the unit holds for itself."""

    name, objective = serializers.CharField(max_length=300, label="tên phong trào"), Words(label="mục tiêu")
    launched_on, closing_on = Day(label="thời gian phát động"), Day(label="thời gian tổng kết")


class TargetIn(serializers.Serializer):
    """A target; last term's figure never stands without its source."""

    indicator = serializers.CharField(label="mã chỉ tiêu")
    remove = serializers.BooleanField(required=False, default=False)
    comparison = serializers.ChoiceField(choices=Comparison.choices, required=False, label="phép so")
    value = TypedNumber(required=False, label="mức")
    upper_value = TypedNumber(required=False, allow_null=True, label="mức trên, chỉ khi phép so là khoảng")
    note = Words(label="ghi chú")
    last_value = TypedNumber(required=False, allow_null=True, label="thực hiện kỳ trước")
    last_source, verified_by = Words(label="nguồn số kỳ trước"), Words(label="nguồn kiểm chứng")


class CommitmentIn(serializers.Serializer):
    """What is undertaken on one criterion of the pact; "" takes it out."""

    criterion = serializers.IntegerField(label="khóa tiêu chí")
    text = serializers.CharField(allow_blank=True, label="nội dung giao ước")


class LinesIn(serializers.Serializer):
    """What is left out stays as it is; only `activities`, which have no key, come as a whole list.

    `version` is the one that was read. Sending the same content twice writes once.
    """

    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")
    head = HeadIn(required=False)
    movements = MovementIn(many=True, required=False)
    activities = ActivityIn(many=True, required=False, max_length=MOST_ACTIVITIES)
    targets = TargetIn(many=True, required=False)
    commitments = CommitmentIn(many=True, required=False)


# --- Out -----------------------------------------------------------------------------------------------------------


class HeadOut(serializers.Serializer):
    subject_class = serializers.CharField()
    cluster_id = serializers.IntegerField(allow_null=True)
    made_on = serializers.DateField(allow_null=True)
    place, basis, description = serializers.CharField(), serializers.CharField(), serializers.CharField()
    drafter, drafter_title = serializers.CharField(), serializers.CharField()
    signer, signer_title = serializers.CharField(), serializers.CharField()


class MovementLineOut(serializers.Serializer):
    """A movement that the unit may take part in; `taken` says whether it does."""

    movement = serializers.CharField(source="movement.key")
    name = serializers.CharField(source="movement.name")
    taken = serializers.SerializerMethodField()
    commitment = serializers.CharField(source="registered.commitment", default="")
    objective = serializers.CharField(source="registered.objective", default="")
    launched_on = serializers.DateField(source="registered.launched_on", default=None)
    closing_on = serializers.DateField(source="registered.closing_on", default=None)

    def get_taken(self, line) -> bool:
        return line.registered is not None


class OwnMovementOut(serializers.Serializer):
    name, objective = serializers.CharField(), serializers.CharField()
    launched_on, closing_on = serializers.DateField(), serializers.DateField()


class TargetLineOut(serializers.Serializer):
    """An indicator that the unit may set itself a target for; empty `comparison` is no target."""

    indicator = out.IndicatorRef()
    comparison = serializers.CharField(source="target.comparison", default="")
    value = serializers.SerializerMethodField()
    upper_value = serializers.SerializerMethodField()
    note = serializers.CharField(source="target.note", default="")
    last_value = serializers.SerializerMethodField(help_text="Số kỳ trước đơn vị đã ghi")
    last_source = serializers.CharField(source="target.last_source", default="")
    verified_by = serializers.CharField(source="target.verified_by", default="")
    last_result = serializers.SerializerMethodField(help_text="Kết quả kỳ trước theo báo cáo trên cổng")
    last_target = serializers.CharField(source="last_target_shown", help_text="Đăng ký kỳ trước, bằng chữ")
    marked = serializers.BooleanField(help_text="Nơi nhận đánh dấu khi trả lại")

    @extend_schema_field(NUMBER_AS_TEXT)
    def get_value(self, line):
        return _end(line, "value")

    @extend_schema_field(NUMBER_AS_TEXT)
    def get_upper_value(self, line):
        return _end(line, "upper_value")

    @extend_schema_field(NUMBER_AS_TEXT)
    def get_last_value(self, line):
        return exact(line.target and line.target.last_value, line.indicator.decimals)

    @extend_schema_field(NUMBER_AS_TEXT)
    def get_last_result(self, line):
        return exact(line.last_result and line.last_result.value, line.indicator.decimals)


def _end(line, name):
    """Ranks are whole numbers whatever the indicator's decimals."""
    if line.target is None:
        return None
    decimals = 0 if line.target.comparison == Comparison.RISE_BY_RANKS else line.indicator.decimals
    return exact(getattr(line.target, name), decimals)


class CriterionOut(serializers.Serializer):
    """A criterion asked of the unit, with what it undertakes; "" is nothing so far."""

    criterion = serializers.IntegerField(source="criterion.pk")
    group = serializers.CharField(source="criterion.group.name")
    name = serializers.CharField(source="criterion.name")
    text = serializers.CharField()


class LinesOut(serializers.Serializer):
    """All that the registration holds and may hold, as it stands."""

    version = serializers.IntegerField()
    state = serializers.CharField()
    head = HeadOut()
    movements = MovementLineOut(many=True)
    activities = OwnMovementOut(many=True)
    targets = TargetLineOut(many=True)
    commitments = CriterionOut(many=True)


class LineFault(serializers.Serializer):
    field = serializers.CharField(help_text="Ví dụ targets.D2.33")
    name = serializers.CharField(help_text="Tên ô, tên dòng như trên trang")
    message = serializers.CharField()
    suggestions = serializers.ListField(child=serializers.CharField())


class LineFaults(out.Refusal):
    """Nothing was written."""

    lines = LineFault(many=True)


class LinesConflict(out.Refusal):
    """Nothing was written; `current` is what stands now, with the version to send next."""

    current = LinesOut()


def lines_as_given(registration):
    """What `LinesOut` gives, read from the rows; a dozen queries, whatever their number."""
    lines = registration_lines(registration)
    texts = dict(registration.commitments.values_list("criterion", "text"))
    given = {
        "version": registration.version,
        "state": registration.state,
        "head": registration,
        "movements": lines.movements,
        "activities": registration.activities.all(),
        "targets": lines.targets,
        "commitments": [
            {"criterion": one, "text": texts.get(one.pk, "")} for one in pact_criteria(registration)
        ],
    }  # fmt: skip
    return LinesOut(given).data


# --- Reading what was sent -------------------------------------------------------------------------------------------


@dataclass
class Typed:
    """What a page would have sent, and the faults that no page can have."""

    post: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)

    def fault(self, place, name, message, suggestions=()):
        self.faults.append({"field": place, "name": name, "message": message, "suggestions": list(suggestions)})

    def known(self, part, items, key, stored):
        """(item, stored field) of each line sent; a line that is not there, or stands twice, is a fault."""
        seen = set()
        for item in items:
            name = item[key]
            if name not in stored:
                self.fault(f"{part}.{name}", str(name), NOT_THERE[part])
            elif name in seen:
                self.fault(f"{part}.{name}", str(name), SAME)
            else:
                seen.add(name)
                yield item, stored[name]


NOT_THERE = {
    "movements": "Phong trào này không có trong danh sách đăng ký của kỳ này.",
    "targets": "Chỉ tiêu này không thuộc đơn vị trong kỳ này.",
    "commitments": "Tiêu chí này không có trong danh mục giao ước của đơn vị.",
}


def read_lines(given, registration):
    """(input for the action, faults), by the page's own reading; what was not sent stands as it is stored."""
    lines = registration_lines(registration)
    stored, typed = stored_registration(registration, lines), Typed()
    _head(typed, given.get("head"), stored.head)
    _movements(typed, given.get("movements", ()), stored.movements)
    _activities(typed, given.get("activities"))
    _targets(typed, given.get("targets", ()), stored.targets)
    _commitments(typed, given.get("commitments"), stored.pact)
    content, page = read_registration(typed.post, registration, lines)
    return content, typed.faults + list(_faults_of(page))


def _head(typed, given, stored):
    if given is None:
        return
    for box in stored:
        raw = given.get(box.name, box.value)
        typed.post[box.box] = shown_day(raw) if box.kind == "day" and not isinstance(raw, str) else _text(raw)


def _text(raw):
    return "" if raw is None else str(raw)


def _movements(typed, given, stored):
    """The page unticks what it does not hold, so all lines are there as they stand before those sent replace them."""
    for line in stored:
        if line.taken:
            _put_movement(typed.post, line.pk, (line.commitment, line.objective, line.launched, line.closing))
    by_key = {line.line.movement.key: line for line in stored}
    for item, line in typed.known("movements", given, "movement", by_key):
        if item["remove"]:
            for key in ("pt", "ck", "mt", "pd", "tk"):
                typed.post.pop(f"{key}-{line.pk}", None)
        else:
            words = item.get("commitment", line.commitment), item.get("objective", line.objective)
            days = _day(item, "launched_on", line.launched), _day(item, "closing_on", line.closing)
            _put_movement(typed.post, line.pk, (*words, *days))


def _put_movement(post, pk, content):
    post[f"pt-{pk}"] = "on"
    for key, text in zip(("ck", "mt", "pd", "tk"), content, strict=True):
        post[f"{key}-{pk}"] = text


def _day(item, name, stored):
    return shown_day(item[name]) if name in item else stored


def _activities(typed, given):
    if given is None:
        return
    typed.post["tt-0-ten"] = ""
    for n, item in enumerate(given):
        typed.post |= {
            f"tt-{n}-chon": "on", f"tt-{n}-ten": item["name"], f"tt-{n}-mt": item.get("objective", ""),
            f"tt-{n}-pd": _day(item, "launched_on", ""), f"tt-{n}-tk": _day(item, "closing_on", ""),
        }  # fmt: skip


def _targets(typed, given, stored):
    by_code = {target.line.code: target for target in stored}
    for item, target in typed.known("targets", given, "indicator", by_code):
        try:
            _put_target(typed.post, item, target)
        except NumberRefused as refused:
            name = f"{target.line.code} {target.line.indicator.name}"
            typed.fault(f"targets.{target.line.code}", name, refused.message, refused.suggestions)


def _put_target(post, item, stored):
    anchor, decimals = stored.anchor, stored.line.indicator.decimals
    post[f"ss-{anchor}"] = item.get("comparison", stored.comparison)
    for name, key, kept in (("value", "v", stored.value), ("upper_value", "den", stored.upper),
                            ("last_value", "nt", stored.last)):  # fmt: skip
        post[f"{key}-{anchor}"] = as_typed(item[name], decimals) if name in item else kept
    for name, key, kept in (("note", "g", stored.note), ("last_source", "nn", stored.source),
                            ("verified_by", "kc", stored.verified)):  # fmt: skip
        post[f"{key}-{anchor}"] = item.get(name, kept)
    if item["remove"]:
        post |= {f"{key}-{anchor}": "" for key in ("v", "den", "g", "kc")}


def _commitments(typed, given, stored):
    """The page empties what it does not hold, so all criteria are there as they stand."""
    if given is None:
        return
    typed.post |= {f"gu-{one.criterion.pk}": one.text for one in stored}
    by_key = {one.criterion.pk: one for one in stored}
    for item, one in typed.known("commitments", given, "criterion", by_key):
        typed.post[f"gu-{one.criterion.pk}"] = item["text"]


HEAD_NAMES = {name: label for name, label, *_ in HEAD_FIELDS}


def _faults_of(page):
    """What the page would say beside its boxes."""
    rows = [(f"head.{one.name}", HEAD_NAMES[one.name], one) for one in page.head]
    rows += [(f"movements.{one.line.movement.key}", one.line.movement.name, one) for one in page.movements]
    rows += [(f"activities.{one.n}", one.name, one) for one in page.activities]
    rows += [(f"targets.{one.line.code}", f"{one.line.code} {one.line.indicator.name}", one) for one in page.targets]
    for place, name, one in rows:
        if one.error:
            suggestions = list(getattr(one, "suggestions", ()))
            yield {"field": place, "name": name, "message": one.error, "suggestions": suggestions}
