"""What the tests of opinions and of what goes above stage: letters, answers, by their real acts."""

import datetime as dt

from awards import actions
from awards.actions import LineInput, external, inquiries, submissions
from awards.actions import opinions as acts
from awards.actions.external import Head
from awards.actions.inquiries import Question, Verdict
from awards.actions.opinions import Body, Letter, Reply, Said
from awards.actions.submissions import Outcome, Sending
from awards.models import Inquiry, OpinionRequest
from tests.awards.scene import AT, ROAD, TODAY, award, drafted, fresh, honoree, load_law, person, walk
from tests.scene import pdf_upload

DUE = TODAY + dt.timedelta(9)
POLICE = "Công an tỉnh"
ABOVE, SIGN_UP = "HC_DL3", ("at_leader", "sign_up", "lanhdao")
UP = tuple(SIGN_UP if name == "sign" else (state, name, who) for state, name, who in ROAD)


def letter(**fields):
    return Letter(**({"number": "15/SNV-TĐKT", "signed_on": TODAY, "due_on": DUE} | fields))


def appraising(world, **words):
    return walk(world, drafted(world, **words), "appraising")


def ask(world, dossier, *, bodies=None, lines=None, by="chuyenvien", at=AT, **fields):
    """Asks district 615, which has an account, and the police, which has none: their letters."""
    bodies = bodies or [Body(world.units["615"]), Body(name=POLICE)]
    row = fresh(dossier)
    return acts.ask_opinions(
        dossier=row, bodies=bodies, lines=lines or list(row.lines.all()), letter=letter(**fields),
        by=person(world, by), at=at,
    )  # fmt: skip


def reply(**fields):
    whole = {"number": "31/UBND", "signed_on": TODAY, "signer": "A Nam", "file": pdf_upload()}
    return Reply(**(whole | fields))


def seen(request):
    return OpinionRequest.objects.with_names().get(pk=request.pk)


def answer(world, request, *states, by="thutruong_dakha", reason="Chưa rõ.", version=None, at=AT, **fields):
    """One state for each line, in their order; the last for all that follow."""
    rows = list(request.answers.all())
    states += states[-1:] * (len(rows) - len(states))
    said = {row.pk: Said(state, reason if state == "answered_object" else "")
            for row, state in zip(rows, states, strict=True) if state}  # fmt: skip
    row = seen(request)
    return acts.answer_opinion(
        letter=row, said=said, reply=reply(**fields), version=version or row.version, by=person(world, by), at=at
    )


def ask_party(world, dossier, *, by="chuyenvien", **fields):
    row = fresh(dossier)
    return acts.ask_party(
        dossier=row, lines=list(row.lines.all()), letter=letter(number="2-TTr/SNV", **fields), by=person(world, by),
        at=AT,
    )  # fmt: skip


def drafted_up(world, names=("Nguyễn Thị Thanh", "Trần Văn Bình")):
    load_law()
    officer = person(world, "canbo")
    start = {"unit": world.units["SNNPTNT"], "title": "Huân chương", "occasion": "cong_trang", "level": "state"}
    dossier = actions.start_dossier(**start, by=officer, at=AT)
    for name in names:
        line = LineInput(honoree(world.units["SNNPTNT"], name), award(ABOVE), f"{name} làm tốt.", name)
        actions.add_line(dossier=fresh(dossier), line=line, by=officer, at=AT)
    for purpose in ("bao_cao_thanh_tich", "bien_ban"):
        actions.add_paper(dossier=dossier, purpose=purpose, upload=pdf_upload(), by=officer, at=AT)
    return fresh(dossier)


def send(world, dossier, by="vanthu", **fields):
    whole = {"number": "215/TTr-UBND", "signed_on": TODAY, "sent_on": TODAY, "recipient": "Bộ Nội vụ",
             "central_code": "TW-1", "file": pdf_upload()} | fields  # fmt: skip
    return submissions.send_up(dossier=fresh(dossier), sending=Sending(**whole), by=person(world, by), at=AT)


def signed_up(world, **words):
    return walk(world, drafted_up(world, **words), "signed", road=UP)


def sent_up(world, **words):
    dossier = signed_up(world, **words)
    send(world, dossier)
    return fresh(dossier)


def question(**fields):
    whole = {
        "asker": "Bộ Công Thương", "number": "7/BCT", "letter_date": TODAY - dt.timedelta(3), "arrived_on": TODAY,
        "due_on": DUE, "summary": "Hỏi về đơn vị trên địa bàn.", "file": pdf_upload(),
        "subjects": (("Công ty Điện lực Kon Tum", "Huân chương Lao động hạng Ba"), ("Trần Hữu Phước", "")),
    }  # fmt: skip
    return Question(**(whole | fields))


def enter_inquiry(world, *, by="chuyenvien", **fields):
    return inquiries.enter_inquiry(question=question(**fields), by=person(world, by), at=AT)


def proposed(world, inquiry, *, verdict=None):
    verdict = verdict or Verdict("answered_agree")
    return inquiries.propose_reply(
        inquiry=inquiry, verdicts={row.pk: verdict for row in inquiry.subjects.all()}, reply="Tỉnh thống nhất.",
        version=inquiry.version, by=person(world, "chuyenvien"), at=AT,
    )  # fmt: skip


def signed_inquiry(world, **fields):
    inquiry = proposed(world, enter_inquiry(world, **fields))
    inquiries.sign_inquiry(inquiry=inquiry, version=inquiry.version, by=person(world, "lanhdao"), at=AT)
    return Inquiry.objects.select_related("signed_by").get(pk=inquiry.pk)


def head(**fields):
    return Head(**({"number": "1502/QĐ-CTN", "decided_on": TODAY, "issuer": "Chủ tịch nước"} | fields))


def enter_external(world, *, by="chuyenvien", file=None, **fields):
    return external.enter_external(head=head(**fields), file=file, by=person(world, by), at=AT)


def give(world, decision, honorees, code=ABOVE):
    words = {"award_code": code, "award_name": "", "year": 2024}
    return external.add_awards(decision=decision, honorees=honorees, **words, by=person(world, "chuyenvien"), at=AT)


def result(world, dossier, *lines, granted=True, by="chuyenvien", **fields):
    whole = {"granted": granted, "number": "1502/QĐ-CTN", "decided_on": TODAY, "issuer": "Chủ tịch nước",
             "note": "" if granted else "Chưa đủ thời gian."} | fields  # fmt: skip
    chosen = lines or list(dossier.lines.all())
    return submissions.record_results(
        dossier=fresh(dossier), lines=chosen, outcome=Outcome(**whole), by=person(world, by), at=AT
    )
