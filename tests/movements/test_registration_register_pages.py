"""Pages around a registration, as people use them: the whole form with its mistakes, files, lists, summary, titles."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awards.models import AwardType, Dossier, TitleAim
from movements import actions
from movements.models import RegistrationSummary, TermDeadline
from tests.factories import RegistrationFactory, UnitFactory, place
from tests.movements.register import AT, FOREST, accepted, again, catalogue, criterion, step, write
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from units.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(world):
    return catalogue()


@pytest.fixture
def registration(world, term):
    return actions.start_registration(unit=world.units["SNNPTNT"], term=term, by=world.canbo, at=AT)


def url(name, *args):
    return reverse(f"movements:{name}", args=args)


def form(world, registration, **typed):
    """The whole form as the browser sends it."""
    movement = world.indicators["forest"].movement_id
    return {
        "version": again(registration).version,
        "h-subject_class": "hanh_chinh", "h-cluster_id": "", "h-place": "Kon Tum", "h-made_on": "02/01/2025",
        "h-basis": "Luật 2022", "h-description": "", "h-drafter": "Bình", "h-drafter_title": "Chuyên viên",
        "h-signer": "An", "h-signer_title": "Giám đốc",
        f"pt-{movement}": "on", f"ck-{movement}": FOREST, f"mt-{movement}": "Phủ xanh", f"pd-{movement}": "1/2/2025",
        f"tk-{movement}": "30/11/2025",
        "tt-0-ten": "Thi đua hoàn thành xuất sắc nhiệm vụ chính trị", "tt-0-chon": "on", "tt-0-mt": "Không trễ hạn",
        "tt-0-pd": "", "tt-0-tk": "", "tt-1-ten": "Hội thao", "tt-1-mt": "", "tt-1-pd": "26/3/2025", "tt-1-tk": "",
        "ss-D2-33": "ge", "v-D2-33": "1.200,0", "den-D2-33": "", "g-D2-33": "", "nt-D2-33": "1.100,0",
        "nn-D2-33": "Niên giám", "kc-D2-33": "Biên bản",
        f"gu-{criterion()}": "Cắt 10 thủ tục.",
    } | typed  # fmt: skip


def send(client, registration, post):
    return client.post(url("registration_save", registration.pk), post)


def test_the_whole_form_is_saved_and_shown_again(client, world, registration):
    client.force_login(world.canbo)
    assert send(client, registration, form(world, registration)).status_code == 302

    row = again(registration)
    assert (row.made_on, row.signer_title, row.basis) == (dt.date(2025, 1, 2), "Giám đốc", "Luật 2022")
    assert list(row.activities.values_list("name", "launched_on")) == [
        ("Thi đua hoàn thành xuất sắc nhiệm vụ chính trị", None), ("Hội thao", dt.date(2025, 3, 26)),
    ]  # fmt: skip
    taken, target = row.movements.get(), row.targets.get()
    assert (taken.objective, taken.launched_on, taken.closing_on) == (
        "Phủ xanh", dt.date(2025, 2, 1), dt.date(2025, 11, 30),
    )  # fmt: skip
    assert (target.last_value, target.last_source, target.verified_by) == (11000, "Niên giám", "Biên bản")
    page = client.get(url("registration_detail", row.pk)).text
    for words in ('value="01/02/2025"', 'value="Hội thao"', "Cắt 10 thủ tục.", 'value="1.100,0"', 'value="02/01/2025"'):
        assert words in page, words


@pytest.mark.parametrize(
    ("box", "typed", "words"),
    [
        ("h-made_on", "32/13/2025", "không phải ngày"),
        ("h-subject_class", "vua", "chọn trong danh sách"),
        ("h-signer", "An" * 70, "nhiều nhất 120"),
        ("pd", "hôm qua", "không phải ngày"),
        ("tk", "1/1/2025", "đứng trước ngày phát động"),
        ("tt-1-pd", "2025", "không phải ngày"),
        ("tt-1-ten", "", "còn thiếu tên"),
        ("nn-D2-33", "", "cần ghi nguồn"),
        ("nt-D2-33", "1.234", "1.234"),
    ],
)
def test_a_bad_box_says_why_and_loses_nothing(client, world, registration, box, typed, words):  # noqa: PLR0917
    client.force_login(world.canbo)
    box = f"{box}-{world.indicators['forest'].movement_id}" if box in ("pd", "tk") else box
    post = form(world, registration, **{box: typed})

    answer = send(client, registration, post)

    assert answer.status_code == 422
    assert words.lower() in answer.text.lower() and "Còn chỗ cần xem lại" in answer.text
    assert typed in answer.text or box == "h-subject_class"  # a list keeps to its choices
    assert again(registration).commitments.get().text == "Cắt 10 thủ tục."  # what could be read is saved


def test_two_people_in_one_form(client, world, registration):
    post = form(world, registration)
    write(world, registration)
    client.force_login(world.canbo)

    answer = send(client, registration, post | {f"gu-{criterion()}": "Của tôi."})

    assert answer.status_code == 422 and "Của tôi." in answer.text
    assert "Bản đã lưu: Cắt 10 thủ tục." in answer.text and "Bản đã lưu: Luật 2022" in answer.text
    assert again(registration).commitments.get().text == "Cắt 10 thủ tục."
    assert send(client, registration, post | {"version": again(registration).version}).status_code == 302


# ---- amendments on screen --------------------------------------------------------------------------------------------


def test_the_receiver_reads_what_is_in_force_while_the_unit_amends(client, world, term):
    row = accepted(world, term)
    client.force_login(world.canbo)
    page = client.get(url("registration_detail", row.pk)).text
    assert "Đề nghị điều chỉnh" in page
    asked = url("registration_step", row.pk, "amend")
    assert client.post(asked, {"note": ""}).status_code == 422
    assert client.post(asked, {"note": "Giao thêm"}).status_code == 302
    changed = {"v-D2-33": "900,0", "g-D2-33": "Hạn hán", "viec": "amend_to_head"}
    assert send(client, row, form(world, row, **changed)).status_code == 302
    client.force_login(world.chuyenvien)
    page = client.get(url("registration_detail", row.pk)).text
    assert "Đơn vị đang điều chỉnh" in page and "900" not in page
    version = client.get(url("registration_version", row.pk, 1)).text
    assert "từ 1.200 trở lên" in version and "đang có hiệu lực" in version

    step(row, "amend_submit", world.thutruong)
    page = client.get(url("registration_detail", row.pk)).text
    assert "Chỗ khác với bản trước" in page and "từ 900 trở lên" in page and "Giao thêm" in page
    client.post(url("registration_step", row.pk, "amend_accept"))
    page = client.get(url("registration_version", row.pk, 2)).text
    assert "Điều chỉnh vì: Giao thêm" in page and "(điều chỉnh lần 1)" in page and "từ 900 trở lên" in page
    assert "Đã có bản mới hơn" in client.get(url("registration_version", row.pk, 1)).text
    assert client.get(url("registration_version", row.pk, 3)).status_code == 404


@pytest.mark.parametrize("kind", ["dang-ky", "giao-uoc"])
def test_papers_come_as_pdf_and_word_and_a_draft_is_not_for_others(client, world, registration, kind):
    write(world, registration)
    client.force_login(world.canbo)
    made = client.get(url("registration_paper", registration.pk, kind, "pdf"))
    assert made.content[:5] == b"%PDF-" and ".pdf" in made["Content-Disposition"]
    word = client.get(url("registration_paper", registration.pk, kind, "docx"))
    assert word.content[:2] == b"PK" and word["Content-Type"].endswith("wordprocessingml.document")
    client.force_login(world.chuyenvien)
    assert client.get(url("registration_paper", registration.pk, kind, "docx")).status_code == 404

    step(registration, "to_head", world.canbo)
    step(registration, "submit", world.thutruong)
    assert client.get(url("registration_paper", registration.pk, kind, "docx")).status_code == 200
    step(registration, "return", world.chuyenvien, reason="TL-DK01")
    assert client.get(url("registration_paper", registration.pk, kind, "docx")).status_code == 404


# ---- files -----------------------------------------------------------------------------------------------------------


def test_files_are_kept_by_their_kind_and_stay_inside_while_the_unit_writes(client, world, registration):
    client.force_login(world.canbo)
    add = url("registration_file_add", registration.pk)
    assert client.post(add, {"purpose": "bien_ban", "file": pdf_upload()}).status_code == 302
    client.post(add, {"purpose": "khac", "file": SimpleUploadedFile("a.exe", b"MZ")})
    client.post(add, {"purpose": "la", "file": pdf_upload()})
    [file] = Attachment.objects.of(registration)
    page = client.get(url("registration_detail", registration.pk)).text
    assert "Biên bản cuộc họp" in page and "không phải PDF" in page
    write(world, registration)
    step(registration, "to_head", world.canbo)
    step(registration, "submit", world.thutruong)
    client.force_login(world.chuyenvien)
    download = reverse("units:attachment_download", args=[file.pk])
    assert b"".join(client.get(download).streaming_content)[:5] == b"%PDF-"
    step(registration, "return", world.chuyenvien, reason="TL-DK01")
    assert client.get(download).status_code == 404
    client.force_login(world.canbo)
    client.post(url("registration_file_remove", registration.pk, file.pk))
    assert not Attachment.objects.of(registration).exists()


# ---- lists -----------------------------------------------------------------------------------------------------------


def test_the_receiver_accepts_those_ticked_and_is_told_of_the_others(client, world, term):
    rows = [RegistrationFactory(unit=world.units[code], term=term, receiver=world.units["SNV"], sent=True)
            for code in ("SYT", "611")]  # fmt: skip
    client.force_login(world.chuyenvien)
    page = client.get(url("registration_list")).text
    assert page.count('name="chon"') == 2
    pks = [row.pk for row in rows]
    answer = client.post(url("registration_accept_many", term.pk), {"chon": pks}, follow=True).text
    assert "Đã tiếp nhận 2 bản đăng ký" in answer
    assert {again(row).state for row in rows} == {"accepted"}
    answer = client.post(url("registration_accept_many", term.pk), {"chon": pks[:1]}, follow=True).text
    assert "không còn ở trạng thái" in answer


def test_the_list_filters_by_kind_of_unit(client, world, term):
    client.force_login(world.chuyenvien)
    page = client.get(url("registration_list"), {"loai": "huyen"}).text
    assert "Huyện Đắk Hà" in page and "Sở Y tế" not in page and "loai=huyen" in page


def test_days_apart_are_set_and_taken_back(client, world, term):
    client.force_login(world.chuyenvien)
    page = url("deadline_list", term.pk)
    bad = client.post(page, {"unit": "", "unit_kind": "", "due_on": "hôm nay", "reason": ""})
    assert bad.status_code == 422 and "Ghi ngày dạng" in bad.text and "Ghi lý do" in bad.text
    both = {"unit": world.units["SYT"].pk, "unit_kind": "xa", "due_on": "10/01/2025", "reason": "Dịch"}
    assert "không chọn cả hai" in client.post(page, both).text
    assert client.post(page, both | {"unit_kind": ""}).status_code == 302
    assert "Sở Y tế" in client.get(page).text
    assert "10/01/2025" in client.get(url("registration_list")).text
    client.post(url("deadline_remove", TermDeadline.objects.get().pk))
    assert not TermDeadline.objects.exists()


def test_a_district_sums_up_confirms_and_sends(client, world, term):
    row = RegistrationFactory(unit=world.units["C23512"], term=term, receiver=world.units["615"], accepted=True)
    row.targets.create(indicator=world.indicators["houses"], comparison="ge", value=10)
    client.force_login(world.canbo_dakha)
    page = client.get(url("registration_summary", term.pk)).text
    assert "Số nhà tạm đã xóa" in page and "Thị trấn Đắk Hà" in page  # who has not registered
    made = client.post(url("summary_confirm", term.pk))
    summary = RegistrationSummary.objects.get()
    assert made.url == url("summary_detail", summary.pk)
    client.force_login(world.chuyenvien)
    assert client.get(made.url).status_code == 404
    client.force_login(world.thutruong_dakha)
    assert "Ký và gửi" in client.get(made.url).text
    client.post(url("summary_send", summary.pk))
    client.force_login(world.chuyenvien)
    page = client.get(made.url).text
    assert "Đã gửi" in page and "Số nhà tạm đã xóa" in page
    assert "Huyện Đắk Hà, bản 1" in client.get(url("registration_summary", term.pk)).text


def sent_by(world, term, n):
    """So many more units below the province, each with a sent registration."""
    for number in range(n):
        unit = UnitFactory(kind="so_ban_nganh", code=f"Q{number}")
        place(unit, world.units["KT"])
        row = RegistrationFactory(unit=unit, term=term, receiver=world.units["SNV"], sent=True)
        row.title_aims.create(subject="person", name="A")
        row.targets.create(indicator=world.indicators["meetings"], comparison="ge", value=number)


LISTS = {"registration_list": 14, "registration_summary": 11, "deadline_list": 8}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_lists_do_not_grow(client, world, term, name, rows, django_assert_num_queries):  # noqa: PLR0917 - fixtures
    sent_by(world, term, rows)
    for code in ("SYT", "615", "611")[:rows]:
        actions.set_deadline(term=term, unit=world.units[code], due_on=dt.date(2025, 1, 9), reason="Bão",
                             by=world.chuyenvien, at=AT)  # fmt: skip
    client.force_login(world.chuyenvien)
    address = url(name) if name == "registration_list" else url(name, term.pk)
    with django_assert_num_queries(LISTS[name]):
        assert client.get(address).status_code == 200


# ---- titles ----------------------------------------------------------------------------------------------------------


def title(code):
    return AwardType.objects.get(code=code).pk


def aims(name, *args):
    return reverse(f"aims:{name}", args=args)


def test_titles_are_added_changed_and_taken_out(client, world, registration):
    client.force_login(world.canbo)
    new = aims("aim_new", registration.pk, "person")
    page = client.get(new).text
    assert "Chiến sĩ thi đua cơ sở" in page and "Tập thể lao động tiên tiến" not in page and "Không đăng ký" in page
    bad = client.post(new, {"name": "", "born_on": "31/02/1990", "version": 0})
    assert bad.status_code == 422 and "Ghi họ và tên" in bad.text and "Ghi ngày dạng" in bad.text
    typed = {"name": "A  Thanh", "award": title("CSTDCS"), "born_on": "12/05/1984", "female": "0", "leads": "1",
             "initiative": "Vườn ươm", "version": 0}  # fmt: skip
    assert client.post(new, typed).status_code == 302
    aim = TitleAim.objects.get()
    assert (aim.name, aim.female, aim.leads, aim.title) == ("A Thanh", False, True, "Chiến sĩ thi đua cơ sở")
    edit = aims("aim_edit", registration.pk, aim.pk)
    assert 'value="12/05/1984"' in client.get(edit).text
    assert client.post(edit, typed | {"award": "", "version": 1}).status_code == 302
    late = client.post(edit, typed | {"version": 1, "note": "Của tôi"})
    assert late.status_code == 422 and "người khác sửa" in late.text and "Của tôi" in late.text
    page = client.get(url("registration_detail", registration.pk)).text
    assert "Thêm, sửa danh hiệu" in page and "A Thanh" in page
    assert "Không đăng ký" in client.get(aims("aim_list", registration.pk)).text
    client.post(aims("aim_remove", registration.pk, aim.pk))
    assert not TitleAim.objects.exists()


def test_a_title_is_only_for_its_kind_of_subject_and_closed_with_the_form(world, registration):
    from awards.actions.aims import add_aim, change_aim

    columns = {"name": "Hộ A", "award_id": title("CSTDCS"), "note": ""}
    with pytest.raises(Refused, match="không dành cho hộ gia đình"):
        add_aim(registration=registration, subject="household", columns=columns, by=world.canbo, at=AT)
    aim = add_aim(registration=registration, subject="household", columns=columns | {"award_id": title("GDVH")},
                  by=world.canbo, at=AT)  # fmt: skip
    with pytest.raises(Conflict):
        change_aim(aim=aim, columns=columns | {"award_id": None}, version=9, by=world.canbo, at=AT)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_titles_do_not_grow(client, world, registration, rows, django_assert_num_queries):
    for n in range(rows):
        registration.title_aims.create(subject="person", name=f"A{n}", award_id=title("CSTDCS"))
    client.force_login(world.canbo)
    with django_assert_num_queries(8):
        client.get(aims("aim_list", registration.pk))


def test_a_dossier_of_a_unit_that_has_not_registered_is_warned_and_goes_on(client, world, term):
    term.year, term.first_day, term.last_day = 2024, dt.date(2024, 1, 1), dt.date(2024, 12, 31)
    term.save()
    dossier = Dossier.objects.create(
        unit=world.units["SNNPTNT"], receiver=world.units["SNV"], title="Hồ sơ", occasion="cong_trang", created_at=AT,
        stage_since=AT,
    )  # fmt: skip
    client.force_login(world.canbo)
    page = reverse("awards:dossier_detail", args=[dossier.pk])
    text = client.get(page).text
    assert "Năm 2024: đơn vị chưa gửi đăng ký thi đua" in text and "Điều 7" in text and "không chặn" in text
    RegistrationFactory(unit=world.units["SNNPTNT"], term=term, receiver=world.units["SNV"], sent=True)
    assert "chưa gửi đăng ký thi đua" not in client.get(page).text
