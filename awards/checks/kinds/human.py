from awards.checks.findings import Answer, Evidence, asks, failed
from awards.checks.parameters import Flag, Words
from awards.checks.registry import RuleType, register
from awards.enums import CheckVerdict


@register
class HumanJudgement(RuleType):
    """What only people can judge: nội bộ đoàn kết, gương mẫu, bình xét. It waits until somebody has said so (R14)."""

    kind = "human"
    label = "Người xem xét"
    explained = "Tiêu chuẩn chỉ người bình xét, thẩm định kết luận được; cổng không tự trả lời."
    parameters = (
        Words("question", "Câu hỏi cho người xét"),
        Flag(
            "forces_only", "Chỉ lực lượng vũ trang",
            help="Đơn vị khác thì phương án này không áp dụng.",
        ),
    )  # fmt: skip
    by_people = True

    def answer(self, facts, given, row):
        said = sorted((one for one in facts.judged if one.rule == row.code), key=lambda one: one.on)
        if said:
            return self._as_judged(given, said[-1])
        if given["forces_only"] and not facts.unit.is_force:
            return failed(f"{given['question']}: phương án của lực lượng vũ trang, {facts.unit.name} không thuộc.")
        return asks(f"Người xét trả lời: {given['question']}.")

    def _as_judged(self, given, last):
        """A pass or fail is that person's, and is said so."""
        good = last.verdict == CheckVerdict.PASS
        text = f"{given['question']}: {last.who} kết luận {'đạt' if good else 'không đạt'}, ngày {last.on:%d/%m/%Y}."
        verdict = CheckVerdict.PASS if good else CheckVerdict.FAIL
        return Answer(verdict, text, (Evidence(f"Kết luận của {last.who}", last.paper),))
