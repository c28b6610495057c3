"""What has changed between two checks of one line, rule by rule. Pure."""

from dataclasses import dataclass

from awards.checks.findings import Finding


@dataclass(frozen=True)
class Difference:
    """`was` or `now` is None where the other check had no such rule; `why` are half sentences."""

    was: Finding | None
    now: Finding | None
    why: tuple[str, ...]

    @property
    def title(self):
        return (self.now or self.was).title


def differences(before, now):
    """The rules that say something else now, rest on other papers or on another version; in the order of `now`.

    A row of the law that was replaced by its next version is the same rule: codes end with the version's day.
    """
    old, new = _by_stem(before), _by_stem(now)
    found = [_compare(old.get(stem), new.get(stem)) for stem in dict.fromkeys([*new, *old])]
    return tuple(one for one in found if one.why)


def _by_stem(findings):
    return {one.rule.rpartition(".")[0] or one.rule: one for one in findings}


def _compare(was, now):
    if was is None or now is None:
        return Difference(was, now, ("thêm tiêu chuẩn" if was is None else "tiêu chuẩn này không còn áp dụng",))
    return Difference(was, now, tuple(_why(was, now)))


def _why(was, now):
    papers, before = {_named(one) for one in now.evidence}, {_named(one) for one in was.evidence}
    if gained := sorted(papers - before):
        yield f"thêm căn cứ: {'; '.join(gained)}"
    if lost := sorted(before - papers):
        yield f"không còn căn cứ: {'; '.join(lost)}"
    if was.citation != now.citation:
        yield f"quy định áp dụng đổi từ {was.citation} sang {now.citation}"
    elif was.standing != now.standing:
        yield "mức đối chiếu của quy định đã đổi"
    if (
        was.verdict != now.verdict
        and papers == before
        and was.citation == now.citation
        and was.standing == now.standing
    ):
        yield "số liệu, sổ đối tượng hoặc kết luận của người xét đã đổi"


def _named(evidence):
    return f"{evidence.label} ({evidence.paper})" if evidence.paper else evidence.label
