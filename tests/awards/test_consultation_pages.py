"""Pages of consultations: what the public reads and sends, what Sở Nội vụ does, and what never leaves it."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Consultation, PublicComment
from tests.awards import asking
from tests.awards.above import appraising
from tests.awards.asking import ADDRESS, ENDED, NAME, PHONE, again, comment, decide, ended, put_up
from tests.awards.scene import AT, fresh
from tests.scene import pdf_upload

pytestmark = pytest.mark.django_db
WORDS = {"text": "Tôi đồng tình.", "name": NAME, "phone": PHONE, "address": ADDRESS, "about": "", "website": ""}


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr("thidua.clock.now", lambda: AT)


def later(monkeypatch):
    monkeypatch.setattr("thidua.clock.now", lambda: ENDED)


def page(client, name, *args):
    return client.get(reverse(name, args=args))


def as_(client, world, who):
    client.force_login(world.people[who])
    return client


def send(client, row, **words):
    return client.post(reverse("public_consultation", args=[row.pk]), WORDS | words)


# --- Outside ----------------------------------------------------------------------------------------------------------


def test_the_public_page_tells_name_unit_award_reason_and_the_last_day(world, client):
    row = put_up(world)
    text = page(client, "public_consultation", row.pk).content.decode()
    for word in ("Nguyễn Thị Thanh", "Nguyễn Thị Thanh giữ rừng tốt.", "Sở Nông nghiệp", "02/01/2025", "Gửi góp ý"):
        assert word in text
    for page_name in ("public_consultations", "public"):
        assert row.title in page(client, page_name).content.decode()


def test_a_comment_without_an_account_and_without_javascript(world, client):
    row = put_up(world)
    answer = client.post(reverse("public_consultation", args=[row.pk]), WORDS, follow=True)
    assert "Đã nhận góp ý" in answer.content.decode()
    kept = PublicComment.objects.get()
    assert (kept.state, kept.text, kept.phone) == ("new", "Tôi đồng tình.", PHONE)


def test_what_was_typed_stays_when_a_box_is_empty(world, client):
    answer = send(client, put_up(world), phone="", address="")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Tôi đồng tình." in text and NAME in text and "Ghi ít nhất một trong hai ô" in text


def test_a_line_of_another_list_is_no_choice(world, client):
    other = put_up(world, appraising(world, lines=("Y Vân",)))
    answer = send(client, put_up(world), about=str(other.lines.get().pk))
    assert answer.status_code == 422 and not PublicComment.objects.exists()


@pytest.mark.parametrize("step", ["new", "show", "answer", "hide", "pass_on"])
def test_an_anonymous_scan_finds_nobody_who_commented(world, client, step):
    """Whatever was decided: no page that anyone may open holds the name, the telephone or the address."""
    row = put_up(world)
    made = comment(row, f"Tôi là {NAME}, ở {ADDRESS}, số {PHONE}: kiện cáo.")
    words = {
        "show": {"shown_text": "Đồng tình."}, "answer": {"shown_text": "Đúng không?", "answer": "Đã xác minh, đúng."},
        "hide": {"note": "Trùng."}, "pass_on": {"passed_to": "Thanh tra tỉnh"},
    }  # fmt: skip
    if step != "new":
        decide(world, made, step, **words[step])
    pages = ["/cong-khai/", "/cong-khai/lay-y-kien/", f"/cong-khai/lay-y-kien/{row.pk}/", "/cong-khai/quyet-dinh/",
             f"/cong-khai/lay-y-kien/?tim={NAME}"]  # fmt: skip
    for address in pages:
        text = client.get(address).content.decode().replace(f'value="{NAME}"', "")
        for secret in (NAME, PHONE, ADDRESS, "kiện cáo", "Thanh tra tỉnh", "Trùng."):
            assert secret not in text, (address, secret)
    shown = page(client, "public_consultation", row.pk).content.decode()
    assert ("Đồng tình." in shown) == (step == "show")
    assert ("Đã xác minh, đúng." in shown) == (step == "answer")


def test_nobody_but_home_affairs_reads_who_commented(world, client):
    row = put_up(world)
    comment(row)
    for who in ("canbo", "thutruong", "vanphong", "lanhdao", "vanthu", "quantri", "chuyenvien", "giamdoc"):
        answer = page(as_(client, world, who), "awards:consultation_detail", row.pk)
        assert answer.status_code == 200
        assert (NAME in answer.content.decode()) == (who in ("chuyenvien", "giamdoc")), who


def test_the_trap_keeps_nothing_and_says_nothing(world, client):
    answer = send(client, put_up(world), website="http://example.test")
    assert answer.status_code == 302
    assert not PublicComment.objects.exists()


def test_too_many_from_one_address(world, client, monkeypatch, settings):
    row, settings.COMMENT_RATE = put_up(world), (3, 600)
    noon = dt.datetime(2024, 12, 18, 5, tzinfo=dt.UTC)
    monkeypatch.setattr("thidua.clock.machine_now", lambda: noon)
    assert [send(client, row, text=f"Góp ý {n}.").status_code for n in range(4)] == [302, 302, 302, 429]
    assert "Góp ý 3." in send(client, row, text="Góp ý 3.").content.decode()
    assert PublicComment.objects.count() == 3
    assert client.post(reverse("public_consultation", args=[row.pk]), WORDS, REMOTE_ADDR="10.0.0.7").status_code == 302
    monkeypatch.setattr("thidua.clock.machine_now", lambda: noon + dt.timedelta(minutes=10))
    assert send(client, row).status_code == 302


def test_the_rate_lets_a_commune_behind_one_address_speak():
    most, seconds = settings.COMMENT_RATE
    assert most >= 10 and seconds <= 3600


def test_after_the_last_day_the_form_is_gone_and_what_is_sent_is_refused(world, client, monkeypatch):
    row = put_up(world)
    later(monkeypatch)  # the portal has not yet closed it
    text = page(client, "public_consultation", row.pk).content.decode()
    assert "Gửi góp ý" not in text and "Đã hết thời gian lấy ý kiến" in text
    assert send(client, row).status_code == 422
    asking.summarised(world, row)
    assert page(client, "public_consultation", row.pk).status_code == 404


def test_what_is_prepared_is_nobody_s_to_read_outside(world, client):
    row = asking.prepared(world)
    assert page(client, "public_consultation", row.pk).status_code == 404
    assert page(as_(client, world, "canbo"), "awards:consultation_detail", row.pk).status_code == 404


@pytest.mark.parametrize("name", ["public_consultations", "awards:consultation_list"])
def test_queries_do_not_grow(world, client, name):
    as_(client, world, "chuyenvien")

    def count():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert page(client, name).status_code == 200
        return len(found)

    comment(put_up(world))
    count()
    one = count()
    for n in range(2):
        comment(put_up(world, appraising(world, lines=(f"Y {n}",))))
    assert count() == one


def test_queries_of_one_list_do_not_grow_with_its_comments(world, client):
    row = put_up(world)
    comment(row)
    as_(client, world, "chuyenvien")
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as found:
            page(client, "awards:consultation_detail", row.pk)
            page(client, "public_consultation", row.pk)
        counts.append(len(found))
        decide(world, comment(row), "show", shown_text="Đồng tình.")
        comment(row)
    assert counts[1] == counts[2]


# --- Inside -----------------------------------------------------------------------------------------------------------


def notice(dossier, **fields):
    lines = list(dossier.lines.all())
    whole = {"title": "Danh sách năm 2024", "notice": "", "working_days": "10", "version": "0"}
    whole |= {f"on_{line.pk}": "on" for line in lines} | {f"why_{line.pk}": "Giữ rừng tốt." for line in lines}
    return whole | fields


def test_from_the_dossier_to_the_public_page(world, client):
    dossier = appraising(world)
    asking.load_special_days(range(2024, 2027))
    as_(client, world, "chuyenvien")
    step = client.get(reverse("awards:dossier_step", args=[dossier.pk, "consult"]))
    assert step.url == reverse("awards:consultation_prepare", args=[dossier.pk])
    wrong = client.post(step.url, notice(dossier, working_days="9"))
    assert wrong.status_code == 422 and "Giữ rừng tốt." in wrong.content.decode()
    made = client.post(step.url, notice(dossier))
    row = Consultation.objects.get()
    assert made.url == reverse("awards:consultation_detail", args=[row.pk])
    assert client.get(step.url).url == made.url  # a second one is not begun
    assert "Đăng rồi không rút ngắn" in client.get(made.url).content.decode()
    client.post(reverse("awards:consultation_open", args=[row.pk]), {"version": "1"})
    assert again(row).state == "open" and fresh(dossier).state == "consulting"
    assert "không đóng sớm" in page(client, "awards:dossier_detail", dossier.pk).content.decode()


def test_a_stale_list_is_not_put_up(world, client):
    row = asking.prepared(world)
    as_(client, world, "chuyenvien")
    url = reverse("awards:consultation_edit", args=[row.pk])
    assert client.post(url, notice(row.dossier, version="1", title="Tên mới")).status_code == 302
    assert client.post(url, notice(row.dossier, version="1", title="Tên khác")).status_code == 422
    assert again(row).title == "Tên mới"
    client.post(reverse("awards:consultation_open", args=[row.pk]), {"version": "1"})
    assert again(row).state == "prepared"


def test_no_page_ends_it_early(world, client):
    row = put_up(world)
    url = reverse("awards:summary_sign", args=[row.pk])
    paper = {"number": "1/BC", "signed_on": "18/12/2024", "file": pdf_upload()}
    answer = as_(client, world, "giamdoc").post(url, paper)
    assert answer.status_code == 422 and "không kết thúc sớm được" in answer.content.decode()
    assert (
        client.post(reverse("awards:summary_edit", args=[row.pk]), {"summary": "Xong.", "version": 2}).status_code
        == 403
    )
    assert client.get(reverse("awards:consultation_end", args=[row.dossier_id])).url.endswith(f"/lay-y-kien/{row.pk}/")
    assert (again(row).state, fresh(row.dossier).state) == ("open", "consulting")


def test_a_decision_on_a_comment_by_its_page(world, client):
    row = put_up(world)
    made = comment(row)
    as_(client, world, "chuyenvien")
    url = reverse("awards:comment_step", args=[row.pk, made.pk, "answer"])
    assert made.text in client.get(url).content.decode()
    wrong = client.post(url, {"shown_text": PHONE, "answer": "Cảm ơn."})
    assert wrong.status_code == 422 and "Cảm ơn." in wrong.content.decode()
    assert client.post(url, {"shown_text": "Đồng tình.", "answer": "Đã ghi nhận."}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.answer) == ("answered", "Đã ghi nhận.")
    assert client.post(url, {"shown_text": "Lại.", "answer": "Lại."}).status_code == 422


def test_the_summary_and_its_paper(world, client, monkeypatch):
    row = put_up(world)
    decide(world, comment(row), "answer", shown_text="Có đúng không?", answer="Đã xác minh.")
    ended(world, row)
    later(monkeypatch)
    as_(client, world, "chuyenvien")
    url = reverse("awards:summary_edit", args=[row.pk])
    assert client.post(url, {"summary": "Một góp ý, đồng tình.", "version": again(row).version}).status_code == 302
    stale = client.post(url, {"summary": "Khác.", "version": 1})
    assert stale.status_code == 422 and "Một góp ý, đồng tình." in stale.content.decode()
    paper = reverse("awards:dossier_paper", args=[row.dossier_id, "tong-hop-y-kien", "docx"])
    assert client.get(paper).status_code == 200
    as_(client, world, "giamdoc")
    signed = {"number": "21/BC-SNV", "signed_on": "03/01/2025", "signer": "Lê Văn Hòa", "file": pdf_upload()}
    assert client.post(reverse("awards:summary_sign", args=[row.pk]), signed).status_code == 302
    assert (again(row).state, fresh(row.dossier).state) == ("summarised", "appraising")
    text = page(as_(client, world, "canbo"), "awards:consultation_detail", row.pk).content.decode()
    assert "21/BC-SNV" in text and NAME not in text


def test_the_home_page_says_what_waits(world, client, monkeypatch):
    row = put_up(world)
    comment(row)
    assert "1 góp ý chờ xem" in page(as_(client, world, "chuyenvien"), "home").content.decode()
    decide(world, PublicComment.objects.get(), "hide", note="Trùng.")
    ended(world, row)
    later(monkeypatch)
    assert "chờ tổng hợp, giải trình" in page(client, "home").content.decode()
    assert row.title not in page(as_(client, world, "canbo_khac"), "home").content.decode()
