"""Boxes of a filing through the interface: read with all that stands beside them, written by the form's own parser."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from movements.arithmetic import shown_value
from movements.forms import read_boxes, stored_fields
from reports.api.fields import exact
from reports.api.serializers import IndicatorRef
from thidua.text import NumberRefused, box_number, parse_number

NUMBER = {"oneOf": [{"type": "string"}, {"type": "number"}], "nullable": True, "example": "1.285,5"}


@extend_schema_field(NUMBER)
class TypedNumber(serializers.Field):
    """A number as JSON, which is exact, or as text, which is read as a box on the page is; null empties the box."""

    default_error_messages = {"shape": "Ghi một số, hoặc một chuỗi như trên trang."}

    def to_internal_value(self, raw):
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            self.fail("shape")
        return raw

    def to_representation(self, value):
        return value


class BoxIn(serializers.Serializer):
    """One box: what is left out stays as it is. `version` is the one that was read; 0 where the box was empty."""

    indicator = serializers.CharField(label="mã chỉ tiêu")
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")
    value = TypedNumber(required=False, allow_null=True, label="giá trị hoặc vế trên")
    denominator = TypedNumber(required=False, allow_null=True, label="vế dưới")
    nothing = serializers.BooleanField(required=False, label="không phát sinh")
    note = serializers.CharField(required=False, allow_blank=True, max_length=500, label="giải trình")


class BoxesIn(serializers.Serializer):
    boxes = BoxIn(many=True, allow_empty=False, label="các ô")


class ChildrenOut(serializers.Serializer):
    total = serializers.CharField(allow_null=True)
    filed = serializers.IntegerField()
    expected = serializers.IntegerField()


class BoxOut(serializers.Serializer):
    """A box with its last value, the year so far, the target in words and the sum of the units below."""

    indicator = IndicatorRef()
    movement = serializers.CharField(source="indicator.movement.key", allow_null=True, default=None)
    version = serializers.SerializerMethodField()
    value = serializers.SerializerMethodField()
    denominator = serializers.SerializerMethodField()
    nothing = serializers.SerializerMethodField()
    note = serializers.SerializerMethodField()
    decimals = serializers.IntegerField(source="indicator.box_decimals")
    filled = serializers.BooleanField(source="is_filled")
    marked = serializers.BooleanField(help_text="Nơi nhận đánh dấu khi trả lại")
    last = serializers.SerializerMethodField(help_text="Kỳ trước")
    cumulative = serializers.SerializerMethodField(help_text="Lũy kế năm, gồm ô này")
    target = serializers.SerializerMethodField(help_text="Mục tiêu năm, bằng chữ")
    children = serializers.SerializerMethodField(help_text="Cộng của đơn vị trực thuộc")

    def get_version(self, box) -> int:
        return box.figure.version if box.figure else 0

    @extend_schema_field({"type": "string", "nullable": True, "example": "1285.5"})
    def get_value(self, box):
        return exact(box.figure and box.figure.value, box.indicator.box_decimals)

    @extend_schema_field({"type": "string", "nullable": True})
    def get_denominator(self, box):
        return exact(box.figure and box.figure.denominator, box.indicator.box_decimals)

    def get_nothing(self, box) -> bool:
        return bool(box.figure and box.figure.nothing)

    def get_note(self, box) -> str:
        return box.figure.note if box.figure else ""

    @extend_schema_field({"type": "string", "nullable": True})
    def get_last(self, box):
        return exact(shown_value(box.last, box.indicator), box.indicator.decimals)

    @extend_schema_field({"type": "string", "nullable": True})
    def get_cumulative(self, box):
        return exact(shown_value(box.cumulative, box.indicator), box.indicator.decimals)

    @extend_schema_field({"type": "string", "nullable": True})
    def get_target(self, box):
        return box.target_named if box.target else None

    @extend_schema_field(ChildrenOut(allow_null=True))
    def get_children(self, box):
        below = box.children
        if below is None:
            return None
        total = exact(below.total, box.indicator.decimals)
        return {"total": total, "filed": below.filed, "expected": below.expected}


class FindingOut(serializers.Serializer):
    """What a check found: `severity` blocking, explain or notice; `blocks` says whether it stops the sending now."""

    code = serializers.CharField()
    severity = serializers.CharField()
    indicator = serializers.SerializerMethodField(help_text="Mã chỉ tiêu; trống khi nói về cả báo cáo")
    name = serializers.CharField()
    message = serializers.CharField()
    explained = serializers.BooleanField()
    blocks = serializers.BooleanField()

    @extend_schema_field({"type": "string", "nullable": True})
    def get_indicator(self, finding):
        box = getattr(finding, "box", None)
        return box.code if box else None


class SavedOut(serializers.Serializer):
    written = serializers.ListField(child=serializers.CharField(), help_text="Mã các ô đã ghi")
    boxes = BoxOut(many=True, help_text="Các ô đã gửi lên, như đang lưu")
    findings = FindingOut(many=True, help_text="Chỗ còn phải xem ở các ô này")


class FaultOut(serializers.Serializer):
    indicator = serializers.CharField()
    message = serializers.CharField()
    suggestions = serializers.ListField(child=serializers.CharField())


class FaultsOut(serializers.Serializer):
    """Nothing was written."""

    detail = serializers.CharField()
    code = serializers.CharField()
    boxes = FaultOut(many=True)


class ConflictOut(serializers.Serializer):
    """`written` are written; `boxes` were changed by somebody else meanwhile and stand as shown."""

    detail = serializers.CharField()
    code = serializers.CharField()
    written = serializers.ListField(child=serializers.CharField(), required=False)
    boxes = BoxOut(many=True, required=False)


# --- Reading what was sent ---------------------------------------------------------------------------------------


def read_typed(items, sections):
    """(inputs for the action, faults): the same reading as the form's, box by box."""
    post, faults = {}, []
    stored = {field.box.code: field for page in stored_fields(sections) for field in page.fields}
    for code, items_of_it in _by_code(items).items():
        if code not in stored:
            faults.append(_fault(code, f"{code} không phải là ô của báo cáo này."))
        elif len(items_of_it) > 1:
            faults.append(_fault(code, "Ô này được gửi lên nhiều lần."))
        else:
            faults += _fill(post, stored[code], items_of_it[0])
    inputs, pages = read_boxes(post, sections)
    typed = [field for page in pages for field in page.fields if field.error]
    return inputs, faults + [_fault(field.box.code, field.error, field.suggestions) for field in typed]


def _by_code(items):
    found = {}
    for item in items:
        found.setdefault(item["indicator"], []).append(item)
    return found


def _fault(code, message, suggestions=()):
    return {"indicator": code, "message": message, "suggestions": list(suggestions)}


def _fill(post, field, item):
    """Adds one box to what a page would have sent; gives the faults of numbers that no page can carry."""
    anchor, decimals = field.anchor, field.box.indicator.box_decimals
    says_number = item.get("value") is not None or item.get("denominator") is not None
    nothing = item.get("nothing", field.nothing and not says_number)
    emptied = nothing and not field.nothing
    try:
        for name, key in (("value", "v"), ("denominator", "m")):
            kept = "" if emptied else getattr(field, name)
            post[f"{key}-{anchor}"] = as_typed(item[name], decimals) if name in item else kept
    except NumberRefused as refused:
        return [_fault(field.box.code, refused.message, refused.suggestions)]
    post[f"ver-{anchor}"] = str(item["version"])
    post[f"g-{anchor}"] = item.get("note", field.note)
    if nothing:
        post[f"n-{anchor}"] = "on"
    return []


def as_typed(raw, decimals):
    """As it would be typed: text stays for the parser, a JSON number is exact and written without doubt."""
    if raw is None or isinstance(raw, str):
        return raw or ""
    return box_number(parse_number(raw, decimals=decimals), decimals)
