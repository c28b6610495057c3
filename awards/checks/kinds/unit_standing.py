from awards.checks.findings import failed, passed
from awards.checks.registry import RuleType, register


@register
class UnitStanding(RuleType):
    """No award is proposed for a unit that has been dissolved. Thông tư 15/2025/TT-BNV (R37)."""

    kind = "unit_standing"
    label = "Đơn vị đang hoạt động"
    explained = "Đơn vị của đối tượng còn hoạt động ngày xét."
    forbids = True

    def answer(self, facts, given, row):
        unit = facts.unit
        if unit.stands_on(facts.day):
            return passed(f"{unit.name} đang hoạt động ngày {facts.day:%d/%m/%Y}.")
        if unit.valid_to is None or unit.valid_to >= facts.day:
            return failed(f"{unit.name} chưa hoạt động ngày {facts.day:%d/%m/%Y}.")
        heir = f", đơn vị kế thừa: {unit.successor}" if unit.successor else ""
        return failed(f"{unit.name} đã kết thúc hoạt động ngày {unit.valid_to:%d/%m/%Y}{heir}.")
