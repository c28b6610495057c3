from awards.checks.findings import failed, passed
from awards.checks.registry import RuleType, register


@register
class ArmedForce(RuleType):
    """Titles that only the armed forces have. Luật 06/2022/QH15 Điều 24 khoản 2, Điều 27, Điều 28."""

    kind = "armed_force"
    label = "Thuộc lực lượng vũ trang"
    explained = "Đơn vị của đối tượng là đơn vị lực lượng vũ trang trong sổ đơn vị."
    forbids = True

    def answer(self, facts, given, row):
        if facts.unit.is_force:
            return passed(f"{facts.unit.name} là đơn vị lực lượng vũ trang.")
        return failed(
            f"{facts.award_name} dành cho lực lượng vũ trang; {facts.unit.name} không thuộc lực lượng vũ trang."
        )
