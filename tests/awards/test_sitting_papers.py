"""Papers of a sitting: the words as golden files, PDF and Word alike; made of a real sitting before and after."""

from dataclasses import replace
from pathlib import Path

import pytest

from awards.compile.sitting_words import ItemText, SeatText, SittingText, sitting_text
from awards.render.sittings import SITTING_PAPERS, sitting_paper
from tests.awards import council as stage
from tests.awards.council import YES, counted, fresh, minute, unit_sitting
from tests.awards.test_paper_words import told
from tests.movements.test_registration_papers import letters_of_pdf, words_of_word
from thidua.paper.docx import paper_docx
from thidua.paper.pdf import paper_pdf

GOLDEN = Path(__file__).parent / "golden"
GROUND = "Điều 30 khoản 7, Nghị định 98/2023/NĐ-CP"


def seats(attendance):
    names = (("Võ Thành Nhân", "Chủ tịch Hội đồng"), ("Hoàng Văn Lâm", "Phó Chủ tịch thường trực Hội đồng"),
             ("Đặng Minh Quân", "Ủy viên kiêm thư ký"), ("A Nhuôi", "Ủy viên"), ("Y Hlung", "Ủy viên"))  # fmt: skip
    return tuple(
        SeatText(name, "Sở Nội vụ", part, there, presides=n == 0 and there == "present",
                 counts=n in (1, 3) and there == "present", secretary=n == 2)
        for n, ((name, part), there) in enumerate(zip(names, attendance, strict=True))
    )  # fmt: skip


TITLE = ItemText("Nguyễn Thị Thanh", "Phó Giám đốc, Sở Y tế", "Chiến sĩ thi đua cấp tỉnh", 90, GROUND)
PLAIN = ItemText("Đội 3", "Xã Đăk Ring", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", 67, "")
BEFORE = SittingText(
    council="Hội đồng Thi đua - Khen thưởng tỉnh Kon Tum", kind="Hội đồng Thi đua - Khen thưởng",
    decision="số 145/QĐ-UBND ngày 01/03/2024", above="", unit="Ủy ban nhân dân tỉnh Kon Tum", place_name="Kon Tum",
    title="Xét khen thưởng cuối năm 2024", day="2024-12-20", hour="08:00", place="Phòng họp tầng 2", number="",
    minutes_day="", secret=True, quorum="4/5", quorum_needed=4, opinions="", guests="Ban Tổ chức Tỉnh ủy",
    illustrative=True, seats=seats(["expected"] * 5), items=(TITLE, PLAIN),
)  # fmt: skip
COUNTS = {"issued": 5, "returned": 5, "invalid": 0, "agreed": 4, "refused": 1, "blank": 0, "members": 5}
AFTER = replace(
    BEFORE, number="03/BB-HĐTĐKT", minutes_day="2024-12-20", opinions="Các thành viên nhất trí.\nĐề nghị rà soát.",
    seats=seats(["present", "present", "present", "present", "written"]), counted=True,
    conflicts=("A Nhuôi: cùng đơn vị với đối tượng được đề nghị, nội dung Đội 3",),
    items=(
        replace(TITLE, **COUNTS, result="Không đạt tỷ lệ phiếu", passed=False, lower=PLAIN.subject),
        replace(PLAIN, **COUNTS | {"agreed": 5, "refused": 0}, result="Hội đồng thông qua", passed=True),
    ),
)  # fmt: skip
PAPERS = {
    "sitting_invitation": sitting_paper("giay-moi", BEFORE),
    "sitting_minutes_blank": sitting_paper("bien-ban", BEFORE),
    "sitting_minutes": sitting_paper("bien-ban", AFTER),
    "sitting_results": sitting_paper("ket-qua", AFTER),
}


@pytest.mark.parametrize("name", PAPERS)
def test_the_words_are_those_of_the_golden_file(name):
    assert told(PAPERS[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_pdf_and_word_agree_to_the_last_word(name):
    paper = PAPERS[name]
    assert "".join(letters_of_pdf(paper_pdf(paper), paper)) == "".join(words_of_word(paper_docx(paper)))


@pytest.mark.django_db
def test_made_of_a_sitting(world, client):
    sitting = unit_sitting(world, members=5)
    blank = sitting_text(sitting)
    assert not blank.counted and len(blank.seats) == 5 and blank.items[0].agreed is None
    minute(world, counted(world, sitting, [YES] * 4, by="canbo"), by="canbo")
    text = sitting_text(fresh(sitting))
    assert (text.items[0].agreed, text.items[0].share_shown, text.chair.name) == (4, "80,0", "Người thutruong")
    client.force_login(world.canbo)
    for key in SITTING_PAPERS:
        answer = client.get(f"/hoi-dong/phien/{sitting.pk}/van-ban/{key}.docx")
        assert answer.status_code == 200
        assert world.units["SNNPTNT"].name.split()[0].upper() in " ".join(words_of_word(answer.content)).upper()


@pytest.mark.django_db
def test_a_member_has_no_minutes_before_the_count(world, client):
    sitting = stage.polling(world, unit_sitting(world, members=5), by="canbo")
    member = stage.seats_of(sitting)[3].user
    client.force_login(member)
    assert client.get(f"/hoi-dong/phien/{sitting.pk}/van-ban/giay-moi.docx").status_code == 200
    assert client.get(f"/hoi-dong/phien/{sitting.pk}/van-ban/bien-ban.docx").status_code == 404
