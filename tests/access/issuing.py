"""Rows of the access matrix for drafts, numbers, money, and what follows a decision."""

from awards.models import BonusPayment, HeldAward
from tests.access.people import EVERYONE, HOME_AFFAIRS, PROVINCE, only
from tests.awards import issuing, scene

DESK = ("chuyenvien", "truongphong")
OWN = ("canbo", "thutruong")
PREPARES = (*HOME_AFFAIRS, "vanphong", "vanthu", "lanhdao")
READS_FUND = (*HOME_AFFAIRS, "vanphong", "lanhdao")
READS_LETTERS = ("truongphong", "giamdoc", "lanhdao", "chuyenvien")


def stage(world):
    """A decision in force, a draft over a signed dossier and one of it with a number, a fund, the registers."""
    decision = issuing.decided(world, "Y Khiên")
    issuing.keep_register_here()
    draft = issuing.draft(world, issuing.signed(world, "Y Vân"))
    number = issuing.take_number(world, draft)
    fund = issuing.fund(world)
    held = HeldAward.objects.get(decision=decision)
    letter = issuing.complaint(world, decision, handler="chuyenvien")
    reissue = issuing.reissue(world, decision)
    return {
        "decision": decision.pk, "draft": draft.pk, "number": number.pk, "fund": fund.pk,
        "word": "docx", "held": held.pk,
        "payment": BonusPayment.objects.get(decision=decision).pk,
        "letter": letter.pk, "reissue": reissue.pk,
        "entry": _entry(world, fund).pk, "act": "tra-loi", "dossier": scene.walk(
            world, scene.drafted(world, lines=("Y Ngọc",)), "appraising").pk,
    }  # fmt: skip


def _entry(world, fund):
    spent = issuing.money.Spent("objects", 1_000_000, scene.TODAY, "UNC 1")
    return issuing.money.spend(fund=fund, spent=spent, by=scene.person(world, "chuyenvien"), at=scene.AT)


def acts(may, status, sees):
    """Who sees the row and may not act gets 403."""
    return only((), also=dict.fromkeys(sees, 403) | dict.fromkeys(may, status))


WRITES_DRAFT = (*DESK, "vanphong", "vanthu")
FORBIDDEN = {"others": 403}
ROWS = {
    "awards:draft_list": ("get", (), only(PREPARES, **FORBIDDEN)),
    "awards:draft_new": ("post", (), only(WRITES_DRAFT, 422, **FORBIDDEN)),
    "awards:draft_detail": ("get", ("draft",), only(PREPARES)),
    "awards:draft_edit": ("post", ("draft",), acts(WRITES_DRAFT, 422, PREPARES)),
    "awards:draft_drop": ("post", ("draft",), acts(WRITES_DRAFT, 422, PREPARES)),
    "awards:draft_file": ("get", ("draft", "word"), only(PREPARES)),
    "awards:number_take": ("post", ("draft",), acts(("vanthu",), 302, PREPARES)),  # an old page: told so
    "awards:number_cancel": ("post", ("draft",), acts(("vanthu",), 422, PREPARES)),
    "awards:draft_issue": ("post", ("draft",), acts(("vanthu",), 422, PREPARES)),
    "awards:number_list": ("get", (), only(PREPARES, **FORBIDDEN)),
    "awards:decision_file": ("get", ("decision", "word"), only(EVERYONE)),
    "awards:decision_money": ("get", ("decision",), only(READS_FUND, **FORBIDDEN)),
    "awards:decision_pay": ("post", ("decision",), only(DESK, 422, **FORBIDDEN)),
    "awards:payment_edit": ("post", ("decision", "payment"), only(DESK, 422, **FORBIDDEN)),
    "awards:decision_handover": ("post", ("decision",), only(DESK, 422, **FORBIDDEN)),
    "awards:decision_gold": ("post", ("decision",), only(DESK, 302, **FORBIDDEN)),
    "awards:fund_list": ("get", (), only(READS_FUND, **FORBIDDEN)),
    "awards:fund_new": ("post", (), only(DESK, 422, **FORBIDDEN)),
    "awards:fund_detail": ("get", ("fund",), only(READS_FUND)),
    "awards:fund_edit": ("post", ("fund",), acts(DESK, 422, READS_FUND)),
    "awards:fund_spend": ("post", ("fund",), acts(DESK, 422, READS_FUND)),
    "awards:entry_cancel": ("post", ("fund", "entry"), acts(DESK, 422, READS_FUND)),
    "awards:reissue_list": ("get", (), only(PROVINCE, **FORBIDDEN)),
    "awards:reissue_new": ("post", ("held",), only(DESK, 422, **FORBIDDEN)),
    "awards:reissue_detail": ("get", ("reissue",), only(PROVINCE)),
    "awards:reissue_settle": ("post", ("reissue",), acts(DESK, 422, PROVINCE)),
    "awards:complaint_list": ("get", (), only(READS_LETTERS, **FORBIDDEN)),
    "awards:complaint_new": ("post", ("decision",), only(("truongphong", "giamdoc"), 422, **FORBIDDEN)),
    "awards:complaint_detail": ("get", ("letter",), only(READS_LETTERS)),
    "awards:complaint_act": ("post", ("letter", "act"), only(READS_LETTERS, 422)),
    "awards:dossier_package": ("post", ("dossier",), only(
        (*HOME_AFFAIRS, "vanthu"), also=dict.fromkeys((*OWN, "vanphong", "lanhdao", "quantri"), 403))),
}  # fmt: skip
STEPS = {}
KEY = {"anonymous": 401}


def api(row):
    return row | KEY


SEES_DRAFT = only(PREPARES, 400, also=KEY)  # an empty body
ROWS |= {
    "api:draft-list": ("get", (), api(only(EVERYONE))),
    "api:draft-detail": ("get", ("draft",), api(only(PREPARES))),
    "api:draft-change": ("post", ("draft",), api(acts(WRITES_DRAFT, 400, PREPARES))),
    "api:draft-drop": ("post", ("draft",), SEES_DRAFT),
    "api:draft-take-number": ("post", ("draft",), SEES_DRAFT),
    "api:draft-cancel-number": ("post", ("draft",), SEES_DRAFT),
    "api:draft-issue": ("post", ("draft",), SEES_DRAFT),
    "api:draft-paper": ("get", ("draft", "word"), api(only(PREPARES))),
    "api:number-list": ("get", (), api(only(EVERYONE))),
    "api:number-detail": ("get", ("number",), api(only(PREPARES))),
    "api:fund-list": ("get", (), api(only(EVERYONE))),
    "api:fund-detail": ("get", ("fund",), api(only(READS_FUND))),
    "api:fund-change": ("post", ("fund",), only(READS_FUND, 400, also=KEY)),
    "api:fund-entries": ("get", ("fund",), api(only(READS_FUND))),
    "api:fund-cancel-entry": ("post", ("fund",), only(EVERYONE, 400, also=KEY)),
    "api:payment-list": ("get", (), api(only(EVERYONE))),
    "api:payment-detail": ("get", ("payment",), api(only(READS_FUND))),
    "api:payment-payer": ("post", ("payment",), only(EVERYONE, 400, also=KEY)),
    "api:payment-pay": ("post", (), only(EVERYONE, 400, also=KEY)),
    "api:decision_handover": ("post", ("decision",), only(EVERYONE, 400, also=KEY)),
    "api:decision_gold": ("post", ("decision",), only(
        (), others=403, also=KEY | {"chuyenvien": 200, "truongphong": 409})),
    "api:reissue-list": ("get", (), api(only(EVERYONE))),
    "api:reissue-detail": ("get", ("reissue",), api(only(PROVINCE))),
    "api:reissue-settle": ("post", ("reissue",), only(EVERYONE, 400, also=KEY)),
    "api:complaint-list": ("get", (), api(only(EVERYONE))),
    "api:complaint-detail": ("get", ("letter",), api(only(READS_LETTERS))),
    "api:complaint-assign": ("post", ("letter",), only(READS_LETTERS, 400, also=KEY)),
    "api:complaint-answer": ("post", ("letter",), only(READS_LETTERS, 400, also=KEY)),
    "api:dossier_package": ("post", ("dossier",), api(only(
        (*HOME_AFFAIRS, "vanthu"), also=dict.fromkeys((*OWN, "vanphong", "lanhdao", "quantri"), 403)))),
}  # fmt: skip
