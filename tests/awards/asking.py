"""What the tests of consultations stage: a list prepared, put up, ended, by its real acts and real days off."""

import datetime as dt

from awards.actions import comments as said
from awards.actions import consultations as acts
from awards.actions.comments import Words
from awards.actions.consultations import Notice, Signed
from awards.models import Consultation
from tests.awards.above import appraising
from tests.awards.scene import AT, TODAY, fresh, person
from tests.scene import pdf_upload
from units.load import load_special_days

LAST_DAY = dt.date(2025, 1, 2)  # ten working days after 18/12/2024, New Year off
ENDED = dt.datetime(2025, 1, 3, 2, tzinfo=dt.UTC)
NAME, PHONE, ADDRESS = "Rơ Châm Thị Kín", "0905 123 456", "Tổ 4 phường Quyết Thắng"
TEXT = "Tôi đồng tình, chị Thanh làm thật."


def notice(dossier, *, lines=None, **fields):
    rows = lines or list(dossier.lines.select_related("honoree"))
    whole = {
        "title": "Danh sách đề nghị khen thưởng năm 2024", "notice": "Mời Nhân dân góp ý.", "working_days": 10,
        "reasons": {row.pk: f"{row.honoree.name} giữ rừng tốt." for row in rows},
    }  # fmt: skip
    return Notice(**(whole | fields))


def prepared(world, dossier=None, *, by="chuyenvien", **fields):
    load_special_days(range(2024, 2027))
    row = fresh(dossier or appraising(world))
    return acts.prepare_consultation(dossier=row, notice=notice(row, **fields), by=person(world, by), at=AT)


def again(consultation):
    return Consultation.objects.with_names().get(pk=consultation.pk)


def put_up(world, dossier=None, *, by="chuyenvien", at=AT, **fields):
    made = again(prepared(world, dossier, **fields))
    acts.open_consultation(consultation=made, version=made.version, by=person(world, by), at=at)
    return again(made)


def comment(consultation, text=TEXT, *, at=AT, **fields):
    words = Words(**({"text": text, "name": NAME, "phone": PHONE, "address": ADDRESS} | fields))
    return said.send_comment(consultation=consultation, words=words, at=at)


def decide(world, row, step, *, by="chuyenvien", at=AT, **words):
    return said.step_comment(comment=row, step_name=step, by=person(world, by), at=at, **words)


def ended(world, consultation=None, **fields):
    row = consultation or put_up(world, **fields)
    acts.close_ended(at=ENDED)
    return again(row)


def sign(world, consultation, *, by="giamdoc", at=ENDED, **fields):
    whole = {"number": "21/BC-SNV", "signed_on": ENDED.date(), "signer": "", "file": pdf_upload()}
    return acts.sign_summary(consultation=again(consultation), paper=Signed(**(whole | fields)),
                             by=person(world, by), at=at)  # fmt: skip


def summarised(world, consultation=None):
    row = ended(world, consultation)
    acts.write_summary(consultation=row, summary="Có 1 góp ý đồng tình.", version=row.version,
                       by=person(world, "chuyenvien"), at=ENDED)  # fmt: skip
    sign(world, row)
    return again(row)


__all__ = ["TODAY", "acts"]
