"""The check at the doors: stored at sending and at appraisal, and the law's own stops (R05, R09, R14, R16)."""

from awards.checks import as_json
from awards.compile.checking import check_dossier, check_lines, trusted_with
from awards.compile.law import decider_may
from awards.enums import Authority, CheckStage, CheckVerdict, Decider
from awards.models import LineCheck
from thidua.clock import office_date
from thidua.errors import Refused

MANY = 5  # lines named in one refusal


def check_for_sending(dossier, by, at, *, store):
    """Refuses what the law does not let be proposed; `store`: this is the signature, keep what was said."""
    checked = check_dossier(dossier, today=office_date(at))
    refuse_stopped(checked, by, "Chưa gửi được" if store else "Chưa trình được")
    if store:
        store_checks(checked, CheckStage.SENT, by, at)


def check_for_appraisal(dossier, by, at):
    """What the officer starts from; it refuses nothing: people conclude line by line."""
    checked = check_dossier(dossier, today=office_date(at))
    store_checks(checked, CheckStage.APPRAISAL, by, at)
    return checked


def store_checks(checked, stage, by, at):
    rows = [
        LineCheck(
            line=one.line, stage=stage, law_day=one.day, verdict=one.verdict, blocking=bool(one.blocking or one.held),
            findings=as_json(one.findings), checked_at=at, checked_by=by,
        )
        for one in checked
    ]  # fmt: skip
    LineCheck.objects.bulk_create(rows, batch_size=500)


def refuse_stopped(checked, by, what):
    """Refused, naming lines, rules and articles; who may not read of holds is told of a line and no more."""
    trusted = trusted_with(by, [one.line for one in checked])
    said = [text for one in checked for text in one.stops(one.line.pk in trusted)]
    if said:
        more = f" Và {len(said) - MANY} lý do khác." if len(said) > MANY else ""
        raise Refused(f"{what}. {' '.join(_sentence(text) for text in said[:MANY])}{more}")


def _sentence(text):
    return text if text.endswith(".") else f"{text}."


def check_for_conclusion(line, by, at):
    """“Đủ điều kiện” is not said where the law forbids it, nor of what the province may not decide that day."""
    today = office_date(at)
    refuse_stopped(check_lines(line.dossier, [line], today=today), by, "Chưa kết luận được")
    if line.dossier.level == Authority.PROVINCE:
        refuse_decider({line.award.code}, today)


def check_for_issue(dossier, lines, issued_on, by, at, *, decider=Decider.PROVINCE):
    """On the day of the decision nothing may be granted that is held, forbidden or not the issuer's to decide."""
    refuse_stopped(check_lines(dossier, lines, today=office_date(at)), by, "Chưa phát hành được")
    refuse_decider({line.award.code for line in lines}, issued_on, decider)


def refuse_decider(codes, day, decider=Decider.PROVINCE):
    """Luật 06/2022/QH15 Điều 80, NĐ 129/2025/NĐ-CP Điều 59 (R16): what is not verified warns on the page only."""
    for code in sorted(codes):
        ruling = decider_may(code, decider, day)
        if ruling.verdict == CheckVerdict.FAIL:
            raise Refused(f"{ruling.text} ({ruling.citation})")
