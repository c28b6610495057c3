from awards.checks.counting import at_least
from awards.checks.findings import Evidence, asks, failed, passed
from awards.checks.parameters import Choice
from awards.checks.registry import RuleType, register
from awards.enums import Grade


@register
class RatingOfTerm(RuleType):
    """Mức xếp loại of the term itself. Luật 06/2022/QH15 Điều 23, 24, 27, 28."""

    kind = "rating"
    label = "Mức xếp loại kỳ này"
    explained = "Kết quả xếp loại của kỳ đề nghị từ một mức trở lên."
    parameters = (Choice("at_least", "Từ mức", choices=tuple(Grade.choices)),)

    def answer(self, facts, given, row):
        wanted = Grade(given["at_least"]).label
        found = [one for one in facts.ratings if (one.kind, one.year) == (facts.term.kind, facts.term.year)]
        if not found:
            return asks(f"Chưa có kết quả xếp loại {facts.term.named()} của {facts.name}; cần từ “{wanted}”.")
        rating = found[0]
        paper = Evidence(f"Xếp loại {facts.term.named()}", rating.paper)
        text = f"{facts.name} {facts.term.named()}: {rating.label.lower()}"
        if at_least(rating.grade, given["at_least"]):
            return passed(f"{text}.", paper)
        return failed(f"{text}, dưới mức “{wanted}”.", paper)
