"""Component tags and filters: what they say, to eyes and to screen readers."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import get_template

from thidua.charts import SPRITE
from thidua.looks import LOOKS


@pytest.fixture(autouse=True)
def _plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def render(source, **values):
    return re.sub(r"\s+", " ", Template("{% load ui %}" + source).render(Context(values))).strip()


def words(source, **values):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render(source, **values))).strip()


def icons(html):
    return re.findall(r"icons\.svg#([\w-]+)", html)


SYMBOLS = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text(encoding="utf-8")))


def test_icon_is_silent():
    html = render('{% icon "bell" %}')
    assert 'aria-hidden="true"' in html
    assert icons(html) == ["bell"]


@pytest.mark.parametrize("code", sorted(LOOKS))
def test_every_state_has_glyph_word_and_colour(code):
    html = render('{% state code "Nhãn" %}', code=code)
    assert set(icons(html)) <= SYMBOLS
    assert "Nhãn" in html
    assert re.search(r"state-(idle|doing|wait|back|ok|fail|ho)", html)


@pytest.mark.parametrize(
    ("left", "chip"),
    [(11, "còn 11 ngày làm việc"), (3, "còn 3 ngày"), (0, "hôm nay"), (-2, "quá 2 ngày"), (None, "")],
)
def test_due(left, chip):
    assert words("{% due day left %}", day=date(2024, 12, 20), left=left) == f"Hạn 20/12/2024 {chip}".strip()


def test_due_tones():
    tones = [re.search(r"due due-(\w+)", render("{% due None n %}", n=n))[1] for n in (4, 3, 0, -1)]
    assert tones == ["far", "soon", "soon", "late"]


def test_who_shows_initials_name_and_office():
    assert words("{% who 'Trần Thị Lan' 'Sở Nội vụ' %}").endswith("Trần Thị Lan Sở Nội vụ")
    assert words("{% who '' '' %}") == ""


def test_card_wraps_and_escapes_its_title():
    html = render('{% card title=t tone="flush" id="x" %}<b>trong</b>{% endcard %}', t="<i>")
    assert "<b>trong</b>" in html
    assert "&lt;i&gt;" in html
    assert 'id="x"' in html
    assert "card-flush" in html


def test_button_is_a_link_or_a_submit():
    assert render('{% button "Xem" href="/a/" kind="primary" %}').startswith('<a class="btn btn-primary" href="/a/"')
    html = render('{% button "Lưu" name="act" value="save" kind="quiet sm" %}')
    assert 'type="submit"' in html
    assert 'name="act" value="save"' in html
    assert "btn-quiet btn-sm" in html


def test_a_refused_button_is_focusable_and_says_why():
    html = render('{% button "Trình" why="Còn 3 ô cần xem." %}{% button "Trình" why="Còn 3 ô cần xem." %}')
    ids = re.findall(r'aria-describedby="([^"]+)"', html)
    assert html.count('aria-disabled="true"') == 2
    assert " disabled" not in html
    assert 'type="submit"' not in html
    assert len(set(ids)) == 2
    assert all(f'id="{one}"' in html for one in ids)


def step(**options):
    plain = {"name": "send", "label": "Ký và gửi", "confirm": "", "reasons": "", "needs_note": False}
    return SimpleNamespace(**{**plain, "needs_form": False, **options})


def test_a_step_is_a_post_form_with_its_token():
    html = render('{% step_form step "/x/" primary=True %}', step=step(confirm="Gửi?"), csrf_token="abc")
    assert 'method="post" action="/x/"' in html
    assert 'value="abc"' in html
    assert 'data-confirm="Gửi?"' in html
    assert "btn-primary" in html


@pytest.mark.parametrize("asks", [{"reasons": "tra_lai"}, {"needs_note": True}, {"needs_form": True}])
def test_a_step_that_asks_for_more_is_a_link(asks):
    html = render('{% step_form step "/x/" %}', step=step(**asks))
    assert "<form" not in html
    assert 'href="/x/"' in html


def test_count():
    html = render('{% count "Đã gửi" 1616 "?a=1" current=True code="submitted" %}')
    assert 'aria-current="true"' in html
    assert "1.616" in html
    assert icons(html) == ["sent"]


def test_timeline_shows_who_when_and_why_and_escapes_the_note():
    at = datetime(2024, 12, 16, 2, 12, tzinfo=UTC)
    event = SimpleNamespace(glyph="return", title="Trả lại", who="Hòa", office="Sở", at=at, note="<b>", reason="TL-01")
    shown = words("{% timeline events %}", events=[event])
    assert shown == "Trả lại Hòa, Sở TL-01 &lt;b&gt; 16/12/2024 09:12"
    assert "Chưa có diễn biến" in words("{% timeline events %}", events=[])


def test_empty_offers_one_way_on():
    assert words('{% empty "Không có" "Vì sao" href="/a/" label="Đi" %}') == "Không có Vì sao Đi"
    assert "<a" not in render('{% empty "Không có" "Vì sao" %}')


def test_figure_has_title_finding_and_table():
    html = render('{% figure svg "Phát hiện" "Tên" table_url="/bang/" phone=svg %}', svg="(svg)")
    assert "Phát hiện" in html
    assert 'href="/bang/"' in html
    assert "only-narrow" in html


def test_pager_keeps_the_query_and_marks_the_page():
    html = render('{% pager page "tim=a" %}', page=Paginator(range(660), 14).page(6))
    assert 'href="?tim=a&amp;trang=5"' in html or 'href="?tim=a&trang=5"' in html
    assert 'aria-current="page"' in html
    assert "71–84 trong 660 dòng" in re.sub(r"<[^>]+>", "", html)
    assert "<nav" not in render("{% pager page %}", page=Paginator(range(3), 14).page(1))
    assert render("{% pager page %}", page=Paginator([], 14).page(1)) == ""


class Sample(forms.Form):
    note = forms.CharField(label="Ghi rõ", help_text="Hai dòng.", widget=forms.Textarea)
    amount = forms.CharField(label="Số", required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    reason = forms.ChoiceField(label="Lý do", choices=[("a", "Lệch"), ("b", "Thiếu")], widget=forms.RadioSelect)
    place = forms.ChoiceField(label="Nơi", choices=[("", "Chọn")], required=False)
    sure = forms.BooleanField(label="Đã đối chiếu", required=False)

    def clean(self):
        raise forms.ValidationError("Chung cả phiếu.")


def test_field_ties_label_hint_box_and_error():
    html = render("{% field form.note %}", form=Sample({}))
    assert 'for="id_note"' in html
    assert 'id="id_note_helptext"' in html
    assert 'id="id_note_error"' in html
    assert 'aria-describedby="id_note_helptext id_note_error"' in html
    assert 'aria-invalid="true"' in html
    assert "form-control is-invalid" in html


def test_field_knows_numbers_selects_ticks_and_groups():
    form = Sample()
    amount = render("{% field form.amount %}", form=form)
    assert "form-control box" in amount
    assert "không bắt buộc" in amount
    assert "form-select" in render("{% field form.place %}", form=form)
    assert 'class="form-check-input"' in render("{% field form.sure %}", form=form)
    group = render("{% field form.reason %}", form=form)
    assert "<fieldset" in group
    assert "<legend" in group
    assert group.count('class="form-check-input"') == 2


def test_errors_are_listed_on_top_with_links():
    html = render("{% errors form %}", form=Sample({}))
    assert 'href="#id_note"' in html
    assert 'href="#id_reason_0"' in html
    assert "Chung cả phiếu." in html
    assert 'role="alert"' in html
    assert "Còn 3 chỗ cần sửa" in html
    assert render("{% errors form %}", form=Sample()) == ""


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|number:1 }}", 12345, "1.234,5"),
        ("{{ v|number:1 }}", 1234.5, "1.234,5"),
        ("{{ v|number }}", 1234, "1.234"),
        ("{{ v|number:2 }}", None, "–"),
        ("{{ v|money }}", 2340000, "2.340.000 đồng"),
        ("{{ v|money }}", None, "–"),
        ("{{ v|vn_date }}", date(2026, 1, 5), "05/01/2026"),
        ("{{ v|vn_date }}", datetime(2026, 1, 4, 17, 30, tzinfo=UTC), "05/01/2026"),
        ("{{ v|vn_date }}", None, "–"),
        ("{{ v|vn_datetime }}", datetime(2026, 1, 5, 3, 42, tzinfo=UTC), "05/01/2026 10:42"),
        ("{{ v|vn_datetime }}", None, "–"),
        ("{{ v|filesize_vn }}", 820, "820 byte"),
        ("{{ v|filesize_vn }}", 12 * 1024, "12 KB"),
        ("{{ v|filesize_vn }}", 1258291, "1,2 MB"),
        ("{{ v|filesize_vn }}", None, "–"),
    ],
)
def test_numbers_and_days(source, value, shown):
    assert render(source, v=value) == shown


def test_every_icon_named_in_a_template_is_drawn():
    root = SPRITE.parent.parent.parent / "templates"
    named = {name for page in root.rglob("*.html") for name in re.findall(r'{% icon "([\w-]+)"', page.read_text())}
    assert named <= SYMBOLS


OFFICE = {"portal": "Thi đua", "province": "Tỉnh", "authority": "Ủy ban", "body": "Hội đồng"}
PERSON = SimpleNamespace(name="Trần Thị Lan", role_label="Cán bộ", unit_name="Sở Nội vụ")
RAIL = [SimpleNamespace(href="/", label="Việc của tôi", icon="inbox", current=True, n=5)]


@pytest.mark.parametrize("person", [PERSON, None], ids=["signed-in", "anonymous"])
@pytest.mark.parametrize("page", ["403.html", "404.html", "429.html", "403_csrf.html"])
def test_the_frame_of_a_page_works_without_script(page, person):
    shell = {"demo": SimpleNamespace(today=date(2024, 12, 18)), "rail": RAIL, "office": OFFICE, "person": person}
    html = get_template(page).render({**shell, "unread_notices": 3, "messages": [], "csrf_token": "abc"})
    assert 'href="#noi-dung"' in html
    assert 'id="noi-dung"' in html
    assert "hôm nay là 18/12/2024" in html
    assert not re.search(r"style=|\son\w+=|<style|<script(?! src)", html)
    assert ("Đăng xuất" in html) == (person is not None)
    assert ('href="#muc-chinh"' in html) == (person is not None)
    assert icons(html)
    assert set(icons(html)) <= SYMBOLS


def test_the_page_of_a_broken_system_needs_no_context():
    assert "Hệ thống gặp lỗi" in get_template("500.html").render()
