from awards.checks.findings import asks, failed, passed
from awards.checks.parameters import AwardCode, Whole
from awards.checks.registry import RuleType, register


@register
class LocalQuota(RuleType):
    """At most so many percent of those with another award, by a unit's or the province's own rule.

    National law has had none since 01/01/2024 (R15): no row of the catalogue is of this type until the province
    writes one with its ground.
    """

    kind = "quota"
    label = "Tỷ lệ khống chế của địa phương"
    explained = "Số được tặng không quá một tỷ lệ của số có danh hiệu khác trong đơn vị, kỳ này. Luật không đặt tỷ lệ."
    parameters = (
        Whole("percent", "Không quá (%)", least=1, most=100),
        AwardCode("of", "Của số được tặng"),
    )

    def answer(self, facts, given, row):
        base, taken = facts.counts.get(given["of"], 0), facts.counts.get(facts.award, 0)
        of_what = f"{base} {facts.called(given['of'])}"
        if not base:
            return asks(f"{facts.unit.name} {facts.term.named()} chưa có {facts.called(given['of'])}: chưa tính được.")
        most = base * given["percent"] // 100
        text = f"{facts.unit.name} {facts.term.named()}: {taken} {facts.award_name} trên {of_what}"
        if taken * 100 <= given["percent"] * base:
            return passed(f"{text}, không quá {given['percent']} %.")
        return failed(f"{text}, quá {given['percent']} % (nhiều nhất {most}).")
