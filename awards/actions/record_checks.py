"""What each kind of row in a record of a lifetime must hold. Each check may complete the content it is given."""

from awards.enums import AwardSource, Scope, Subject
from awards.models import AwardType, Maternity
from thidua.clock import office_date
from thidua.errors import Refused
from units.models.tree import on_day

FIRST_YEAR = 1945
OTHER_AWARD = "KHAC"  # what the catalogue does not name: an honour of a mass organisation, of another country


def check_award(held, content, by, at):
    """An award decided elsewhere, or before the portal: its decision is named whole."""
    if held.source == AwardSource.PORTAL:
        raise Refused("Khen thưởng này do quyết định trên cổng ghi: chỉ đổi khi quyết định bị sửa hoặc hủy bỏ.")
    if held.pk and held.revocations.filter(standing=True).exists():
        raise Refused(f"{held.award_name}: có vụ việc hủy bỏ, không sửa ở đây được.")
    kind = _catalogued(content)
    content["award"], content["award_name"] = kind, content["award_name"] or (kind.name if kind else "")
    _must(content, award_name="Tên ghi trong quyết định", decision_number="Số quyết định", issuer="Cơ quan ban hành")
    _not_to_come(content, at, decided_on="Ngày quyết định", revoked_on="Bị hủy bỏ ngày")
    if content["decided_on"] is None:
        raise Refused("Ô “Ngày quyết định”: nhập ngày.")
    _check_year(content["year"], content["decided_on"])
    if content["revoked_on"] and content["revoked_on"] < content["decided_on"]:
        raise Refused("Ô “Bị hủy bỏ ngày”: không trước ngày quyết định.")
    if kind and not kind.allows(held.honoree.subject):
        raise Refused(f"Ô “Danh hiệu, hình thức”: {kind.name} không tặng {held.honoree.get_subject_display()}.")


def _catalogued(content):
    """The catalogue's row of that day; an older decision gets the oldest row of the code, as its successor."""
    if content["award_code"] == OTHER_AWARD:
        return None
    rows = AwardType.objects.filter(code=content["award_code"])
    kind = rows.filter(on_day(content["decided_on"])).first() if content["decided_on"] else None
    kind = kind or rows.order_by("valid_from").first()
    if kind is None:
        raise Refused("Ô “Danh hiệu, hình thức”: chọn trong danh sách.")
    return kind


def check_rating(rating, content, by, at):
    _check_year(content["year"], office_date(at))
    _not_to_come(content, at, paper_date="Ngày văn bản")


def check_initiative(initiative, content, by, at):
    """Recognition is named whole. Who recognises for the province or the nation is written by Sở Nội vụ (R06)."""
    _must(content, title="Tên")
    _check_year(content["year"], office_date(at))
    _not_to_come(content, at, paper_date="Ngày công nhận")
    recognised = bool(content["paper_number"] or content["paper_date"])
    if recognised and not (content["paper_number"] and content["paper_date"] and content["council"]):
        raise Refused("Công nhận sáng kiến: ghi đủ hội đồng, số và ngày văn bản, hoặc để trống cả ba.")
    guarded = (recognised and content["scope"] != Scope.BASE) or is_widely_recognised(initiative)
    if guarded and not by.has_perm("awards.recognise_initiative"):
        raise Refused("Ô “Phạm vi”: công nhận phạm vi cấp tỉnh, toàn quốc do Sở Nội vụ ghi; đơn vị để trống phần này.")
    if initiative.used_by_id and not recognised:
        raise Refused("Sáng kiến đang dùng cho một dòng đề nghị: không bỏ phần công nhận được.")


def is_widely_recognised(initiative):
    return initiative.pk is not None and initiative.is_recognised and initiative.scope != Scope.BASE


def check_discipline(discipline, content, by, at):
    _of_a_person(discipline, "Kỷ luật")
    _must(content, form="Hình thức")
    _not_to_come(content, at, decided_on="Ngày quyết định")
    _in_order(content, "decided_on", "Ngày quyết định", "ends_on", "Hết thời hạn ngày")


def check_maternity(maternity, content, by, at):
    """Its months count as worked (NĐ 152 Điều 4 khoản 5); two spells do not overlap."""
    _of_a_person(maternity, "Nghỉ thai sản")
    first, last = _in_order(content, "valid_from", "Từ ngày", "valid_to", "Đến hết ngày")
    others = Maternity.objects.filter(honoree=maternity.honoree, valid_from__lte=last, valid_to__gte=first)
    if other := others.exclude(pk=maternity.pk).first():
        raise Refused(f"Ô “Từ ngày”: trùng thời gian với đợt nghỉ {other}.")


def check_service(service, content, by, at):
    _of_a_person(service, "Quá trình công tác")
    if content["valid_from"] and content["valid_to"] and content["valid_to"] < content["valid_from"]:
        raise Refused("Ô “Đến hết ngày”: không trước “Từ ngày”.")


def check_alias(alias, content, by, at):
    _must(content, name="Tên khác")
    if content["name"] == alias.honoree.name:
        raise Refused("Ô “Tên khác”: trùng với tên chính.")


# --- Parts ------------------------------------------------------------------------------------------------------------


def _must(content, **boxes):
    for column, label in boxes.items():
        if not content[column]:
            raise Refused(f"Ô “{label}”: không để trống.")


def _not_to_come(content, at, **boxes):
    for column, label in boxes.items():
        if content[column] and content[column] > office_date(at):
            raise Refused(f"Ô “{label}”: {content[column]:%d/%m/%Y} chưa tới.")


def _check_year(year, day):
    if not FIRST_YEAR <= year <= day.year:
        raise Refused(f"Ô “Năm”: ghi từ {FIRST_YEAR} đến {day.year}.")


def _in_order(content, first, first_label, last, last_label):
    if content[first] is None or content[last] is None:
        raise Refused(f"Ghi cả “{first_label}” và “{last_label}”.")
    if content[last] < content[first]:
        raise Refused(f"Ô “{last_label}”: không trước “{first_label}”.")
    return content[first], content[last]


def _of_a_person(row, what):
    if row.honoree.subject != Subject.PERSON:
        raise Refused(f"{what}: chỉ ghi cho cá nhân.")
