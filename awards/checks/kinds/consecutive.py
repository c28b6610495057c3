from awards.checks import counting
from awards.checks.findings import Evidence, asks, failed, passed
from awards.checks.parameters import AwardCode, Whole
from awards.checks.registry import RuleType, register


@register
class Consecutive(RuleType):
    """n awards of one code in unbroken terms, the last for this term or the one before it.

    Luật 06/2022/QH15 Điều 21 (02 lần liên tục CSTĐ cấp tỉnh), Điều 22 (03 lần liên tục CSTĐCS), Điều 74.
    """

    kind = "consecutive"
    label = "Số lần liên tục được tặng"
    explained = "Đếm các kỳ liền nhau đã được tặng một danh hiệu; lần cuối là kỳ này hoặc kỳ ngay trước."
    parameters = (
        AwardCode("code", "Danh hiệu, hình thức được đếm"),
        Whole("times", "Số lần liên tục", least=1, most=20),
        *counting.COUNTING,
    )

    def answer(self, facts, given, row):
        certain = counting.strict_view(facts, given["code"], given)
        run = counting.streak(certain.award_years, certain.bridges, facts.term.year)
        papers = _papers(certain.awards, run)
        if len(run) >= given["times"]:
            return passed(self._enough(facts, given, run), *papers, counted=bool(counting.notes(facts, given)))
        possible = counting.generous_view(facts, given["code"], given)
        hoped = counting.streak(possible.award_years, possible.bridges, facts.term.year)
        if len(hoped) >= given["times"]:
            text = f"{self._counted(facts, given, hoped)} nếu tính cả trường hợp: {'; '.join(self._why(facts, given))}."
            return asks(f"{text} Cần {given['times']}.", *_papers(possible.awards, hoped), counted=True)
        return failed(self._short(facts, given, run), *papers, counted=bool(counting.notes(facts, given)))

    def _why(self, facts, given):
        return counting.doubts(facts, given["code"], given)

    def _counted(self, facts, given, run):
        times = f"{len(run)} lần liên tục {facts.called(given['code'])}"
        return f"{facts.name} có {times} ({facts.term.years(run)})" if run else f"{facts.name} chưa có lần nào"

    def _enough(self, facts, given, run):
        return " ".join([f"{self._counted(facts, given, run)}; cần {given['times']}.", *counting.notes(facts, given)])

    def _short(self, facts, given, run):
        """How far it reaches, where it breaks, and what was not counted."""
        name, held = facts.called(given["code"]), counting.standing_awards(facts, given["code"])
        if not held:
            return f"Sổ đối tượng chưa ghi {name} nào của {facts.name}; cần {given['times']} lần liên tục."
        words = [f"{self._counted(facts, given, run)}; cần {given['times']}."] if run else []
        words += [] if run else [f"{facts.name} không có {name} {_latest(facts.term)}."]
        return " ".join([*words, *self._outside(facts, held, run), *counting.notes(facts, given)])

    def _outside(self, facts, held, run):
        same = {one.year for one in held if one.kind == facts.term.kind} - set(run)
        other = [one for one in held if one.kind != facts.term.kind]
        said = [f"Có {facts.term.years(same)} nhưng không liền mạch."] if same else []
        return said + ([f"Không cộng {len(other)} lần theo loại kỳ thi đua khác."] if other else [])


def _latest(term):
    return f"{term.named()} và {term.named(term.year - 1)}"


def _papers(awards, years):
    return tuple(Evidence(f"{one.name} {one.year}", one.paper, one.url) for one in awards if one.year in years)
