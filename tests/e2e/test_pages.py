"""Every kind of page at both sizes: nothing for axe to say, nothing wider than the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from awards.models import (
    Complaint,
    Consultation,
    Decision,
    DecisionDraft,
    Dossier,
    ExternalDecision,
    Fund,
    HeldAward,
    Honoree,
    Inquiry,
    LowerOffer,
    ModelPicture,
    ModelPlan,
    Nomination,
    OpinionRequest,
    PublicComment,
    Recovery,
    Reissue,
    Revocation,
    Sitting,
    TypicalModel,
)
from movements.models import Activity, Filing, Period, Registration, RegistrationSummary
from reports.demo.people import head_name
from reports.models import Report
from reports.tasks import find_due_schedules
from tests.e2e.conftest import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPILLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


START_FILING, START_REGISTRATION = ("/", "Bắt đầu nhập"), ("/dang-ky/", "Bắt đầu đăng ký")


def public_pages():
    decision = Decision.objects.filter(lines__state="granted").first()
    told = TypicalModel.objects.filter(published=True).first()
    return [
        "/cong-khai/", "/cong-khai/phong-trao/", "/cong-khai/quyet-dinh/", "/cong-khai/quyet-dinh/?tim=khong+co+ai",
        reverse("public_decision", args=[decision.pk]), "/cong-khai/dien-hinh/",
        reverse("public_model", args=[told.pk]), "/dang-nhap/", "/mat-khau/quen/", "/cong-khai/lay-y-kien/",
        reverse("public_consultation", args=[Consultation.objects.get(state="open").pk]),
        reverse("public_model", args=[ModelPicture.objects.get().model_id]),
    ]  # fmt: skip


def pages_of_the_register():
    row = Activity.objects.filter(unit__code="SNNPTNT", kind="conference").first()
    return [reverse(f"implementation:activity_{name}", args=[row.pk]) for name in ("detail", "edit", "withdraw")]


def pages_of_an_officer():
    return [
        "/", "/ket-qua/", "/phong-trao/", "/phong-trao/chi-thi/", "/phong-trao/soan/", "/thong-bao/",
        "/mat-khau/doi/", f"/ket-qua/kiem-tra-bien-nhan/?ma=1.1-{'0' * 64}", "/trien-khai/",
        "/trien-khai/them/conference/", "/trien-khai/them/document/",
        *pages_of_the_register(), START_FILING, START_REGISTRATION, *pages_of_the_unit(),
    ]  # fmt: skip


def pages_of_the_unit():
    """What the officer of SNNPTNT keeps."""
    own = Dossier.objects.filter(unit__code="SNNPTNT")
    draft, newest = own.filter(state="draft").first(), own.order_by("-pk").first()
    model = TypicalModel.objects.filter(unit__code="SNNPTNT", state="replicating").first()
    before = Registration.objects.get(unit__code="SNNPTNT", term__year=2024)
    drafted = [
        reverse(f"awards:{name}", args=[draft.pk]) for name in ("dossier_detail", "dossier_edit", "line_new", "declare")
    ]
    return [
        reverse("awards:line_check", args=[draft.pk, draft.lines.first().pk]),
        reverse("awards:suggestions"), reverse("awards:urgent_list"), reverse("awards:urgent_new"),
        "/dang-ky/", reverse("movements:registration_detail", args=[before.pk]), "/khen-thuong/", "/khen-thuong/moi/",
        reverse("movements:registration_version", args=[before.pk, 2]), reverse("aims:aim_list", args=[before.pk]),
        reverse("movements:pact_detail", args=[before.pk]),
        *drafted, *pages_of_papers(draft), reverse("awards:dossier_detail", args=[newest.pk]),
        "/dien-hinh/", "/dien-hinh/moi/",
        reverse("typical:typical_detail", args=[model.pk]), reverse("typical:typical_edit", args=[model.pk]),
        reverse("typical:typical_step", args=[model.pk, "replicate"]), "/dien-hinh/?khau=replicating",
    ]  # fmt: skip


def pages_of_papers(dossier):
    """What papers are made of: the list, the figures of the meeting, the report of a line."""
    report = reverse("awards:report_edit", args=[dossier.pk, dossier.lines.first().pk])
    return [reverse(f"awards:{name}", args=[dossier.pk]) for name in ("dossier_papers", "minutes_edit")] + [report]


def pages_of_home_affairs():
    sent = Filing.objects.filter(state="submitted", receiver__code="SNV").first()
    report, decision = Report.objects.get(), Decision.objects.filter(lines__state="granted").first()
    line = Nomination.objects.filter(dossier__state="appraising").first()
    typed_in = Dossier.objects.get(paper_arrived_on__isnull=False)
    registration = Registration.objects.filter(state="submitted", term__year=2025, receiver__code="SNV").first()
    honoree = Honoree.objects.filter(nominations__state="granted").first()
    return [
        "/", "/ket-qua/", reverse("movements:filing_detail", args=[sent.pk]), "/bao-cao/", *pages_of_completeness(),
        reverse("reports:report_detail", args=[report.pk]),
        reverse("reports:figure_detail", args=[report.pk, "D2.33"]),
        "/dang-ky/", reverse("movements:registration_detail", args=[registration.pk]),
        reverse("movements:registration_step", args=[registration.pk, "return"]),
        reverse("movements:deadline_list", args=[registration.term_id]),
        f"{reverse('movements:pact_list')}?ky={registration.term_id}",
        "/khen-thuong/", reverse("awards:dossier_detail", args=[line.dossier_id]), step_page("appraising", "return"),
        "/khen-thuong/nhap-thay/", "/khen-thuong/dot-xuat/moi/",
        reverse("awards:dossier_step", args=[typed_in.pk, "enter"]),
        reverse("awards:dossier_detail", args=[typed_in.pk]),
        reverse("awards:line_conclude", args=[line.dossier_id, line.pk]), *pages_of_the_check(line),
        *pages_of_the_desk(line),
        "/khen-thuong/quyet-dinh/", reverse("awards:decision_detail", args=[decision.pk]),
        reverse("honorees:honoree_list"), reverse("honorees:honoree_detail", args=[honoree.pk]),
        "/dien-hinh/", "/tim/?tim=dak", "/tim/?tim=khong+co+gi+ca",
    ]  # fmt: skip


def pages_of_the_check(line):
    keys = [line.dossier_id, line.pk]
    return [
        reverse("awards:line_check", args=keys), *(reverse(f"awards:{name}", args=keys[:1])
                                                   for name in ("dossier_checks", "law_choice")),
    ]  # fmt: skip


def pages_of_the_desk(line):
    """The slip, one line's forms, the notices, a queue narrowed and a filter about to be saved."""
    forms = [reverse(f"awards:line_{name}", args=[line.dossier_id, line.pk]) for name in ("hold", "lower")]
    asked = "loai=cong_trang&qua-han=1"
    return [
        *forms, reverse("awards:receipt_slip", args=[line.dossier_id]), reverse("awards:notice_list"),
        f"/khen-thuong/?{asked}", f"{reverse('awards:filter_list')}?dieu-kien=loai%3Dcong_trang",
        f"{reverse('awards:dossier_detail', args=[line.dossier_id])}?tu=loc%3Dtat-ca",
    ]  # fmt: skip


def pages_of_the_director():
    told = Nomination.objects.filter(state="ineligible", dossier__state="to_director").first()
    return [reverse("awards:notice_sign", args=[told.dossier_id])]


def pages_of_what_goes_above():
    """Opinions, sendings to the State, hiệp y, decisions of others: the registers, one row of each, the forms."""
    line = Nomination.objects.filter(dossier__state="appraising").first()
    asked, up = Dossier.objects.get(state="opinions"), Dossier.objects.get(state="sent_up")
    silent, inquiry = asked.opinion_requests.get(body=None), Inquiry.objects.get()
    decision = ExternalDecision.objects.get(number__startswith="2213")
    rows = (
        ("opinion", asked.pk, ("matrix", "end")), ("opinion", line.dossier_id, ("ask",)),
        ("opinion", silent.pk, ("detail", "answer", "extend")), ("party", line.dossier_id, ("ask",)),
        ("submission", up.pk, ("detail", "return", "result")), ("inquiry", inquiry.pk, ("detail", "ask", "reply")),
        ("external", decision.pk, ("detail", "add", "edit", "withdraw")),
    )  # fmt: skip
    one = [reverse(f"awards:{noun}_{name}", args=[pk]) for noun, pk, names in rows for name in names]
    registers = [reverse(f"awards:{name}_list") for name in ("opinion", "submission", "inquiry", "external")]
    return [*one, *registers, reverse("awards:inquiry_new"), reverse("awards:external_new")]


def pages_of_the_asked_body():
    """Its letters, one answered in part by lines, and the form with what it has said."""
    letter = OpinionRequest.objects.get(body__code="615", dossier__isnull=False)
    pages = [reverse(f"awards:opinion_{name}", args=[letter.pk]) for name in ("detail", "answer")]
    return [reverse("awards:opinion_list"), f"{reverse('awards:opinion_list')}?loc=tat-ca", *pages]


def pages_of_the_proposing_head():
    """A lower form to be answered, a line to be taken back."""
    offer = LowerOffer.objects.get(answer="waiting")
    keys = [offer.line.dossier_id, offer.line_id]
    return [reverse("awards:line_answer", args=keys), reverse("awards:line_withdraw", args=keys)]


def pages_of_councils():
    """For the secretary: the lists, a sitting to come and the forms around it."""
    sitting = Sitting.objects.get(state="invited")
    item, council = sitting.items.first(), sitting.council_id
    forms = [reverse(f"councils:{name}", args=[sitting.pk]) for name in (
        "sitting_detail", "sitting_edit", "attendance", "paper_add", "sitting_void", "ballot_open", "ballot_paper",
    )]  # fmt: skip
    return [
        reverse("councils:sitting_list"), reverse("councils:council_list"), reverse("councils:council_new"),
        reverse("councils:council_detail", args=[council]), reverse("councils:member_add", args=[council]),
        *forms, reverse("councils:declare", args=[sitting.pk, item.pk]),
        reverse("councils:ballot_written", args=[sitting.pk, sitting.seats.last().pk]),
        reverse("awards:council_leave", args=[item.line.dossier_id]),
    ]  # fmt: skip


def pages_of_a_member():
    sitting = Sitting.objects.get(state="invited")
    one = reverse("councils:ballot_item", args=[sitting.pk, sitting.items.first().pk])
    return ["/", reverse("councils:sitting_detail", args=[sitting.pk]), one,
            reverse("councils:ballot_next", args=[sitting.pk])]  # fmt: skip


def pages_of_consultations():
    """The lists, one that is open and one summed up, a comment about to be answered, a list about to be made."""
    row, done = Consultation.objects.get(state="open"), Consultation.objects.get(state="summarised")
    comment = PublicComment.objects.get(state="new")
    line = Nomination.objects.filter(dossier__state="appraising").first()
    steps = [reverse("awards:comment_step", args=[row.pk, comment.pk, name]) for name in ("answer", "pass_on")]
    return [
        reverse("awards:consultation_list"), reverse("awards:consultation_detail", args=[row.pk]), *steps,
        reverse("awards:consultation_detail", args=[done.pk]),
        reverse("awards:consultation_prepare", args=[line.dossier_id]),
        reverse("awards:dossier_detail", args=[row.dossier_id]), reverse("typical:plan_list"),
    ]  # fmt: skip


def pages_of_revocations():
    """The list, one that is decided with what comes back, one on its way, a record with what may be revoked."""
    done, waiting = Revocation.objects.get(state="revoked"), Revocation.objects.get(state="to_director")
    recovery = Recovery.objects.filter(award__revocation=done).first()
    return [
        reverse("awards:revocation_list"),
        *(reverse("awards:revocation_detail", args=[one.pk]) for one in (done, waiting)),
        reverse("awards:recovery_record", args=[done.pk, recovery.pk]),
        reverse("awards:revocation_new", args=[done.honoree_id]),
        reverse("honorees:honoree_detail", args=[done.honoree_id]),
    ]


def pages_of_plans():
    """The unit's plans, one of them written anew; an item of the press and a picture about to be added."""
    own = ModelPlan.objects.filter(unit__code="SNNPTNT")
    model = TypicalModel.objects.filter(unit__code="SNNPTNT", state="replicating").first()
    return [
        reverse("typical:plan_list"), reverse("typical:plan_new"),
        reverse("typical:plan_detail", args=[own.get(year=2024).pk]), "/dien-hinh/?dung-yen=1",
        *(reverse(f"typical:{name}", args=[model.pk]) for name in ("media_add", "picture_add")),
    ]  # fmt: skip


def pages_of_decisions():
    """Drafts, numbers, the fund, the money of a decision, the ceremony, papers given again, complaints."""
    draft, fund, decision = DecisionDraft.objects.get(), Fund.objects.get(), Decision.objects.get(number=312)
    letter, reissue, held = Complaint.objects.get(), Reissue.objects.get(), HeldAward.objects.first()
    payment = Decision.objects.get(number=745).payments.first()
    keyed = [("draft_detail", draft), ("draft_edit", draft), ("fund_detail", fund), ("fund_spend", fund),
             ("decision_money", decision), ("decision_handover", decision), ("complaint_detail", letter),
             ("reissue_detail", reissue), ("reissue_settle", reissue), ("reissue_new", held)]  # fmt: skip
    lists = ("draft_list", "draft_new", "number_list", "fund_list", "fund_new", "reissue_list", "complaint_list")
    return [
        *(reverse(f"awards:{name}") for name in lists),
        *(reverse(f"awards:{name}", args=[row.pk]) for name, row in keyed),
        reverse("awards:payment_edit", args=[payment.decision_id, payment.pk]),
        reverse("awards:decision_pay", args=[payment.decision_id]),
        reverse("awards:complaint_act", args=[letter.pk, "tra-loi"]),
    ]


def pages_of_flow():
    """Due dates, more time, paper typed in, a return with marks, what changed since the last look."""
    period = Period.objects.filed().get(year=2024, index=4)
    checking = Filing.objects.filter(state="checking", receiver__code="SNV", entered_by=None).first()
    again = Filing.objects.get(unit__code="STTTT", period=period)
    typed = Filing.objects.filter(entered_by__isnull=False).order_by("pk").first()
    return [
        f"/ket-qua/han-gui/?ky={period.pk}", f"/ket-qua/han-gui/{period.pk}/direct/",
        f"/ket-qua/han-gui/{period.pk}/gia-han/", "/ket-qua/nhap-thay/", "/ket-qua/?trang-thai=rework",
        reverse("movements:filing_step", args=[checking.pk, "return"]),
        reverse("movements:filing_detail", args=[again.pk]), reverse("movements:filing_detail", args=[typed.pk]),
    ]  # fmt: skip


def pages_of_completeness():
    """The whole year, a quarter's late ones by cluster, and a list that nobody is in."""
    page = reverse("movements:completeness")
    return [page, f"{page}?nam=2024&ky=3&theo=cum&trang-thai=overdue", f"{page}?nam=2024&theo=noi&tim=khong+co"]


def pages_of_a_district():
    summary = RegistrationSummary.objects.get()
    return [
        "/ket-qua/", START_FILING, "/dang-ky/", "/ket-qua/hoan-thanh/",
        reverse("movements:registration_summary", args=[summary.term_id]),
        reverse("movements:summary_detail", args=[summary.pk]),
    ]  # fmt: skip


def pages_of_the_leader():
    return [
        "/", "/dieu-hanh/", "/dieu-hanh/diem/2/", "/dieu-hanh/so-lieu/D2.06/", "/dieu-hanh/bao-cao/",
        "/dieu-hanh/khen-thuong/", "/dieu-hanh/ho-so/", "/tim/?tim=dak+ha", step_page("at_leader", "refuse"),
    ]  # fmt: skip


def pages_of_the_dictionary():
    page = "/danh-muc/chi-tieu"
    return [f"{page}/", f"{page}/moi/", f"{page}/D2.04/", f"{page}/D2.07/sua/", f"{page}/D2.06/ket-thuc/"]


PAGES = {  # who: what is opened, a page of every kind, in the states that show most; (page, button) presses first
    None: public_pages,
    "canbo": lambda: [*pages_of_an_officer(), *pages_of_plans()],
    "chuyenvien": lambda: [
        *pages_of_home_affairs(),
        *pages_of_flow(),
        *pages_of_what_goes_above(),
        *pages_of_consultations(),
        *pages_of_decisions(),
        *pages_of_revocations(),
    ],
    "thutruong": lambda: ["/uy-quyen/", "/uy-quyen/moi/"],
    "thutruong.dakha": pages_of_the_asked_body,
    head_name("SGTVT"): pages_of_the_proposing_head,
    "canbo.dakha": pages_of_a_district,
    "truongphong": lambda: ["/khen-thuong/", step_page("received", "assign"), *pages_of_councils()],
    "uyvien": pages_of_a_member,
    "giamdoc": pages_of_the_director,
    "vanthu": lambda: [step_page("signed", "issue")],
    "lanhdao": pages_of_the_leader,
    "quantri": lambda: ["/quan-tri/", *pages_of_the_dictionary()],
}
READS_REPORTS = ("chuyenvien", "lanhdao")


def step_page(state, step):
    return reverse("awards:dossier_step", args=[Dossier.objects.filter(state=state).first().pk, step])


def faults_of(page, address):
    """At each size what is too wide, and what axe says; Django's own pages are only measured."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate(SPILLS):
            yield f"{address} at {size}: wider than the window"
        for violation in [] if address == "/quan-tri/" else Axe().run(page).response["violations"]:
            nodes = violation["nodes"]
            yield f"{address} at {size}: {violation['id']} ({len(nodes)}): {nodes[0]['html'][:160]}"


@pytest.mark.parametrize("who", PAGES)
def test_pages_are_accessible_and_fit_the_window(visit, who):
    if who in READS_REPORTS:
        find_due_schedules()
    faults = []
    visitor = visit(who)
    for one in PAGES[who]():
        path, button = one if isinstance(one, tuple) else (one, "")
        answer = visitor.page.goto(path)
        assert answer.status == 200, (path, answer.status)
        if button:
            visitor.press(button)
        faults += faults_of(visitor.page, path)
    visitor.faults.clear()  # axe styles the page it looks at; the CSP is watched by the stories
    assert faults == []


def test_the_answer_of_many_at_once_is_accessible_and_fits(visit):
    """One can be received, one cannot: the page says so of each."""
    visitor = visit("chuyenvien")
    page = visitor.page
    page.goto("/khen-thuong/?loc=tat-ca")
    for state in ("submitted", "received"):
        page.check(f"input[name=chon][value='{Dossier.objects.filter(state=state).first().pk}']")
    page.select_option("select[name=viec]", "receive")
    visitor.press("Làm với các hồ sơ đã chọn")
    assert page.locator("text=1 xong, 1 chưa làm").count() == 1
    faults = list(faults_of(page, "hang-loat"))
    visitor.faults.clear()
    assert faults == []
