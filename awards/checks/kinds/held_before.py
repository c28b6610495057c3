from awards.checks import counting
from awards.checks.findings import Evidence, asks, failed, passed
from awards.checks.parameters import AwardCode, Flag, Whole
from awards.checks.registry import RuleType, register


@register
class HeldBefore(RuleType):
    """Đã được tặng: holds an award of a code, once or several times, or for this very term.

    Luật 06/2022/QH15 Điều 73 (đã được tặng bằng khen cấp tỉnh), Điều 43, 44. No ladder beyond what an article says
    (NĐ 152/2025/NĐ-CP Điều 4 khoản 1).
    """

    kind = "held_before"
    label = "Đã được tặng"
    explained = "Đối tượng đã có danh hiệu, hình thức này, không cần liên tục."
    parameters = (
        AwardCode("code", "Danh hiệu, hình thức đã được tặng"),
        Whole("times", "Số lần", 1, least=1, most=20),
        Flag("this_term", "Của chính kỳ này"),
        counting.MERIT_ONLY,
    )

    def answer(self, facts, given, row):
        held = counting.standing_awards(facts, given["code"])
        if given["this_term"]:
            held = tuple(one for one in held if (one.kind, one.year) == (facts.term.kind, facts.term.year))
        counted = counting.merit(held) if given["merit_only"] else held
        if len(counted) >= given["times"]:
            return passed(self._has(facts, given, counted), *_papers(counted))
        if len(held) >= given["times"]:
            return asks(self._only_with_others(facts, given, held), *_papers(held), counted=True)
        return failed(self._lacks(facts, given, held), *_papers(held))

    def _has(self, facts, given, held):
        return f"{facts.name} đã được tặng {facts.called(given['code'])} {_years(held)}."

    def _only_with_others(self, facts, given, held):
        others = [one for one in held if one.occasion in counting.NOT_MERIT]
        text = f"{facts.called(given['code'])} {_years(others)} là khen đột xuất, chuyên đề"
        return f"{text}: không tính khi xét khen công trạng ở mức cao hơn, Sở Nội vụ xem lại."

    def _lacks(self, facts, given, held):
        when = f" {facts.term.named()}" if given["this_term"] else ""
        if held:
            return f"{facts.name} mới có {len(held)} lần {facts.called(given['code'])}{when}; cần {given['times']}."
        revoked = [one for one in facts.awards if one.code == given["code"] and one.revoked_on]
        gone = f" Quyết định tặng {_years(revoked)} đã bị hủy bỏ." if revoked else ""
        return f"Sổ đối tượng chưa ghi {facts.called(given['code'])}{when} của {facts.name}.{gone}"


def _years(awards):
    return f"năm {', '.join(dict.fromkeys(str(one.year) for one in awards))}"


def _papers(awards):
    return tuple(Evidence(f"{one.name} {one.year}", one.paper, one.url) for one in awards)
