from awards.checks.findings import Evidence, failed, passed
from awards.checks.registry import RuleType, register


@register
class NoHold(RuleType):
    """Nothing is proposed or granted while a hold is open; only its conclusion releases it.

    NĐ 152/2025/NĐ-CP Điều 4 khoản 4 (R09).
    """

    kind = "no_hold"
    label = "Không đang tạm dừng xét"
    explained = "Đối tượng không đang bị xem xét kỷ luật, thanh tra, kiểm tra, điều tra hoặc có đơn thư chờ kết luận."
    forbids = True
    sensitive = True

    def answer(self, facts, given, row):
        rows = sorted(facts.holds, key=lambda one: (one.opened_on, one.text))
        still = [one for one in rows if one.holds_on(facts.record_day)]
        if still:
            said = "; ".join(f"{one.text}, từ {one.opened_on:%d/%m/%Y}" for one in still)
            papers = [Evidence(f"Tạm dừng xét từ {one.opened_on:%d/%m/%Y}") for one in still]
            return failed(f"{facts.name} đang tạm dừng xét: {said}. Chỉ gỡ được bằng kết luận.", *papers)
        gone = [one for one in rows if one.released_on]
        over = [Evidence(f"Đã gỡ tạm dừng xét ngày {one.released_on:%d/%m/%Y}", one.paper) for one in gone]
        return passed(f"{facts.name} không bị tạm dừng xét ngày {facts.record_day:%d/%m/%Y}.", *over)
