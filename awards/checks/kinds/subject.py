from awards.checks.findings import failed, passed
from awards.checks.registry import RuleType, register
from awards.enums import Subject


@register
class AllowedSubject(RuleType):
    """The award is given to subjects of this kind. Luật 06/2022/QH15 Điều 6, 9, 20 (R03)."""

    kind = "subject"
    label = "Đúng đối tượng"
    explained = "Danh mục danh hiệu, hình thức ngày xét cho tặng loại đối tượng này."
    forbids = True

    def answer(self, facts, given, row):
        what = Subject(facts.subject).label
        if facts.subject in facts.allowed:
            return passed(f"{facts.award_name} được tặng {what}.")
        may = ", ".join(label for value, label in Subject.choices if value in facts.allowed)
        to_whom = f"chỉ tặng {may}" if may else f"không có trong danh mục ngày {facts.day:%d/%m/%Y}"
        return failed(f"{facts.award_name} {to_whom}; {facts.name} là {what}.")
