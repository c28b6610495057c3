from awards.checks.findings import Evidence, asks, failed, passed
from awards.checks.parameters import Flag, Whole
from awards.checks.registry import RuleType, register


@register
class CollectiveShares(RuleType):
    """Shares of a collective's heads in the term. Luật 06/2022/QH15 Điều 27 (TTLĐXS), Điều 28 (TTLĐTT)."""

    kind = "collective_shares"
    label = "Tỷ lệ trong tập thể"
    explained = "Số người hoàn thành nhiệm vụ, tỷ lệ Lao động tiên tiến, số Chiến sĩ thi đua cơ sở, kỷ luật."
    parameters = (
        Whole("titled_percent", "Lao động tiên tiến từ (%)", least=1, most=100),
        Flag("all_completed", "100 % hoàn thành nhiệm vụ"),
        Whole("fighters", "Chiến sĩ thi đua cơ sở từ (người)", 0, most=100),
        Flag("none_severe", "Không có người bị kỷ luật từ cảnh cáo trở lên"),
    )

    def answer(self, facts, given, row):
        shares = facts.shares
        if shares is None or shares.members < 1:
            return asks(
                f"Chưa có số liệu {facts.term.named()} của {facts.name}: số người, Lao động tiên tiến, xếp loại."
            )
        checks = list(self._checks(shares, given))
        paper = Evidence(f"Số liệu tập thể {facts.term.named()}: {shares.members} người", shares.source)
        said = f"{facts.name}, {shares.members} người: {'; '.join(text for _, text in checks)}."
        return passed(said, paper) if all(good for good, _ in checks) else failed(said, paper)

    def _checks(self, shares, given):
        """(fulfilled, words) of each demand; percentages are compared as whole numbers."""
        yield self._titled(shares, given["titled_percent"])
        if given["all_completed"]:
            good = shares.completed == shares.members
            yield good, f"{shares.completed}/{shares.members} hoàn thành nhiệm vụ{'' if good else ', cần tất cả'}"
        if given["fighters"]:
            good = shares.fighters >= given["fighters"]
            lack = "" if good else f", cần {given['fighters']}"
            yield good, f"{shares.fighters} Chiến sĩ thi đua cơ sở{lack}"
        if given["none_severe"]:
            yield shares.severe == 0, f"{shares.severe or 'không'} người bị kỷ luật từ cảnh cáo trở lên"

    def _titled(self, shares, percent):
        good = shares.titled * 100 >= percent * shares.members
        share = f"{shares.titled * 1000 // shares.members / 10:g}".replace(".", ",")
        return good, f"{shares.titled} Lao động tiên tiến, đạt {share} %{'' if good else f', cần {percent} %'}"
