from awards.checks.findings import Evidence, asks, failed, passed
from awards.checks.registry import RuleType, register
from thidua.text import search_key

LONG_ENOUGH = 30  # letters that two texts must share before one inside the other means the same deed


@register
class OneAchievement(RuleType):
    """Không khen nhiều lần, nhiều hình thức cho một thành tích; one form may come again for another (R05).

    Luật 06/2022/QH15 Điều 5.
    """

    kind = "one_achievement"
    label = "Một thành tích khen một lần"
    explained = "Thành tích ghi ở dòng chưa được khen bằng quyết định khác và không nằm ở hồ sơ khác."
    forbids = True

    def answer(self, facts, given, row):
        own = search_key(facts.achievement)
        held = [one for one in _ordered(facts.awards) if one.revoked_on is None]
        if own and (same := [one for one in held if search_key(one.achievement) == own]):
            text = f"Thành tích này đã được khen: {same[0].name}, {same[0].paper}."
            return failed(text, *map(_paper, same))
        if near := [one for one in held if _alike(own, one.achievement) or self._again(facts, own, one)]:
            text = f"{facts.name} đã có {near[0].name} {near[0].year}, {near[0].paper}: so xem có cùng một thành tích."
            return asks(text, *map(_paper, near))
        if claims := [one for one in facts.claims if self._claimed(facts, own, one)]:
            names = "; ".join(f"{one.award_name} ở {one.place}" for one in claims)
            papers = [Evidence(one.award_name, one.place, one.url) for one in claims]
            return asks(f"{facts.name} còn đang được đề nghị {names}: một thành tích chỉ khen một lần.", *papers)
        return passed("Sổ đối tượng và các hồ sơ khác không có quyết định, đề nghị nào cho thành tích này.")

    def _again(self, facts, own, held):
        """The same award for the same term, and at least one of the two does not say for what."""
        same = (held.code, held.kind, held.year) == (facts.award, facts.term.kind, facts.term.year)
        return same and (not own or not search_key(held.achievement))

    def _claimed(self, facts, own, claim):
        other = search_key(claim.achievement)
        return claim.award == facts.award or (own and (other == own or _alike(own, claim.achievement)))


def _alike(own, achievement):
    short, long = sorted((own, search_key(achievement)), key=len)
    return len(short) >= LONG_ENOUGH and short in long


def _ordered(awards):
    return sorted(awards, key=lambda one: (one.year, str(one.decided_on), one.code, one.number))


def _paper(award):
    return Evidence(f"{award.name} {award.year}", award.paper, award.url)
