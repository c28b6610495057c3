from awards.checks.findings import Evidence, asks, failed, passed
from awards.checks.parameters import Choice, Whole
from awards.checks.registry import RuleType, register
from awards.enums import Scope


@register
class InitiativeOfScope(RuleType):
    """Sáng kiến, đề tài recognised in a scope and not yet used for another award.

    Luật 06/2022/QH15 Điều 21–23, 74; one initiative – one use: Công văn 5007/BNV-TĐKT (R06).
    """

    kind = "initiative"
    label = "Sáng kiến, đề tài"
    explained = "Sáng kiến, đề tài được công nhận từ một phạm vi, chưa dùng cho danh hiệu, hình thức khác."
    parameters = (
        Choice("scope", "Phạm vi từ", choices=tuple(Scope.choices)),
        Whole("count", "Số sáng kiến, đề tài", 1, least=1, most=20),
    )

    def answer(self, facts, given, row):
        wide = [one for one in _ordered(facts.initiatives) if one.reaches(given["scope"])]
        free = [one for one in wide if one.is_recognised and not one.used_for]
        if len(free) >= given["count"]:
            names = "; ".join(f"“{one.title}” ({one.year})" for one in free)
            return passed(f"{facts.name} có {len(free)} sáng kiến, đề tài được công nhận: {names}.", *_papers(free))
        unproven = [one for one in wide if not one.is_recognised and not one.used_for]
        lack = f"cần {given['count']} sáng kiến, đề tài phạm vi {Scope(given['scope']).label.lower()}"
        if len(free) + len(unproven) >= given["count"]:
            names = "; ".join(f"“{one.title}”" for one in unproven)
            return asks(f"Chưa có văn bản công nhận {names}; {lack}.", *_papers(free))
        return failed(f"{self._found(facts, free, wide, given)}; {lack}.", *_papers(wide))

    def _found(self, facts, free, wide, given):
        used = [f"“{one.title}” đã dùng cho {one.used_for}" for one in wide if one.used_for]
        narrow = len(facts.initiatives) - len(wide)
        said = [f"{facts.name} có {len(free)} sáng kiến, đề tài dùng được", *used]
        return "; ".join(said + ([f"{narrow} sáng kiến phạm vi hẹp hơn"] if narrow else []))


def _ordered(initiatives):
    return sorted(initiatives, key=lambda one: (one.year, one.title))


def _papers(initiatives):
    return tuple(Evidence(one.title, one.paper) for one in initiatives)
