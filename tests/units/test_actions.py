"""Files: kept under a random name, told by their content, opened through their owner's rights."""

import datetime as dt
import hashlib
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cast import PEOPLE
from tests.factories import FilingFactory, UnitFactory
from tests.scene import PDF, pdf_upload
from thidua.errors import Refused
from thidua.models import Event
from units.actions import attach_file, remove_attachment
from units.models import Attachment

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
NUL, RTL, ZERO_WIDTH = "\0", "\u202e", "\u200b"


class Hostile(SimpleUploadedFile):
    """An upload whose name comes as it was sent: Django's own class would have cleaned it already."""

    name = None

    def __init__(self, name, content=PDF):
        super().__init__("x", content)
        self.__dict__["name"] = name


@pytest.fixture
def filing(world):
    return FilingFactory(unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"], sent=True)


def keep(owner, upload, by=None):
    return attach_file(owner=owner, purpose="evidence", upload=upload, by=by, at=AT)


def address(attachment):
    return reverse("units:attachment_download", args=[attachment.pk])


class TestKeeping:
    def test_what_is_written_down(self, world, filing):
        attachment = keep(filing, pdf_upload("Biên bản.pdf"), by=world.canbo)

        attachment.refresh_from_db()
        assert (attachment.name, attachment.size, attachment.purpose) == ("Biên bản.pdf", len(PDF), "evidence")
        assert attachment.sha256 == hashlib.sha256(PDF).hexdigest()
        assert (attachment.by, attachment.at, attachment.removed_at) == (world.canbo, AT, None)
        assert attachment.content_type == "application/pdf"
        assert (attachment.owner_type.model, attachment.owner_id) == ("filing", filing.pk)
        with attachment.file.open() as kept:
            assert kept.read() == PDF

    def test_the_name_on_disk_tells_nothing(self, filing):
        names = {keep(filing, pdf_upload("Mật.pdf")).file.name for _ in range(3)}
        assert len(names) == 3
        assert all(re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", name) for name in names)

    def test_a_file_of_many_chunks(self, filing, monkeypatch):
        monkeypatch.setattr(
            InMemoryUploadedFile, "chunks", lambda self, size=None: iter([PDF[:7], PDF[7:20], PDF[20:]])
        )
        attachment = keep(filing, pdf_upload())
        assert attachment.sha256 == hashlib.sha256(PDF).hexdigest()
        assert attachment.file.size == len(PDF)

    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\a\\báo cáo.pdf", "báo cáo.pdf"),
            ("/tuyet/doi.pdf", "doi.pdf"),
            ("a\\..\\b/c.pdf", "c.pdf"),
            (f"a{NUL}b.pdf", "ab.pdf"),
            (f"bien{RTL}fdp.exe", "bienfdp.exe"),
            (f"bao{ZERO_WIDTH}cao.pdf", "baocao.pdf"),
            ("dòng 1\r\nSet-Cookie: x.pdf", "dòng 1 Set-Cookie: x.pdf"),
            ("  hai   đầu .pdf ", "hai đầu .pdf"),
            ("Bie\u0302n ba\u0309n.pdf", "Biên bản.pdf"),
            ("..", ".."),
            ("", "tệp"),
            ("thư mục/", "tệp"),
            (RTL, "tệp"),
        ],
    )
    def test_a_name_is_text_and_never_a_path(self, filing, settings, sent, kept):
        attachment = keep(filing, Hostile(sent))
        attachment.refresh_from_db()
        assert attachment.name == kept
        assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", attachment.file.name)
        assert attachment.file.path.startswith(str(settings.MEDIA_ROOT))

    @pytest.mark.parametrize("name", ["dài " * 200 + ".pdf", "ộ" * 255 + ".pdf", "😀" * 300 + ".pdf"])
    def test_a_very_long_name_fits(self, filing, name):
        attachment = keep(filing, Hostile(name))
        attachment.refresh_from_db()
        assert 0 < len(attachment.name) <= 255


class TestRefusing:
    def test_an_empty_file(self, filing):
        with pytest.raises(Refused, match=r"Tệp “trống.pdf” rỗng"):
            keep(filing, SimpleUploadedFile("trống.pdf", b""))

    def test_more_than_twenty_megabytes(self, filing):
        upload = pdf_upload("to.pdf")
        upload.size = 20 * 1024**2 + 1
        with pytest.raises(Refused, match=r"Tệp “to.pdf” lớn hơn 20 MB"):
            keep(filing, upload)
        upload.size = 20 * 1024**2
        assert keep(filing, upload).pk

    def test_a_kind_that_is_not_kept(self, filing):
        with pytest.raises(Refused, match="không phải PDF"):
            keep(filing, SimpleUploadedFile("a.pdf", b"<html>", content_type="application/pdf"))

    def test_nothing_is_left_of_it(self, filing, settings):
        def on_disk():
            return {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}

        before = on_disk()
        for content in (b"", b"<html>"):
            with pytest.raises(Refused):
                keep(filing, SimpleUploadedFile("a.pdf", content))
        assert on_disk() == before
        assert not Attachment.objects.exists()

    def test_the_database_keeps_no_empty_row(self, filing):
        attachment = keep(filing, pdf_upload())
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.filter(pk=attachment.pk).update(size=0)


class TestDownload:
    def test_the_browser_saves_it_and_guesses_nothing(self, client, world, filing):
        attachment = keep(filing, pdf_upload("Biên bản.pdf"))
        client.force_login(world.chuyenvien)

        answer = client.get(address(attachment))

        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Bi%C3%AAn%20b%E1%BA%A3n.pdf"
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        assert int(answer["Content-Length"]) == len(PDF)

    @pytest.mark.parametrize("name", ['a"; filename="b.exe', "a;b.pdf", "x\r\nSet-Cookie: a=b", "..", "😀.pdf"])
    def test_a_name_cannot_write_headers(self, client, world, filing, name):
        attachment = keep(filing, Hostile(name))
        client.force_login(world.chuyenvien)
        answer = client.get(address(attachment))
        assert answer["Content-Disposition"].startswith("attachment; filename")
        assert "Set-Cookie" not in answer.headers
        assert "\n" not in answer["Content-Disposition"]
        assert not re.search(r'[^\\]"; filename="b', answer["Content-Disposition"])
        b"".join(answer.streaming_content)

    def test_only_reading(self, client, world, filing):
        client.force_login(world.canbo)
        assert client.post(address(keep(filing, pdf_upload()))).status_code == 405

    def test_strangers_and_the_unseen_are_told_the_same(self, client, world, filing):
        attachment = keep(filing, pdf_upload())
        client.force_login(world.canbo_khac)
        assert client.get(address(attachment)).status_code == 404
        assert client.get(reverse("units:attachment_download", args=[10**9])).status_code == 404
        client.logout()
        assert client.get(address(attachment)).url.startswith("/dang-nhap/")


class TestRights:
    @pytest.mark.parametrize("username", PEOPLE)
    def test_they_are_the_owners(self, world, filing, username):
        person = world.people[username]
        keep(filing, pdf_upload())
        sees_owner = type(filing).objects.visible_to(person).filter(pk=filing.pk).exists()
        assert Attachment.objects.visible_to(person).exists() == sees_owner

    def test_an_equal_number_of_another_table_opens_nothing(self, world, filing):
        """A file of a unit whose key is that of a visible filing is still not the filing's."""
        unit = UnitFactory(pk=filing.pk + 10_000)
        attachment = keep(unit, pdf_upload())
        Attachment.objects.update(owner_id=filing.pk)
        assert attachment.owner_type == ContentType.objects.get_for_model(unit)
        assert not Attachment.objects.visible_to(world.chuyenvien).exists()
        assert not Attachment.objects.of(filing).exists()

    def test_of_one_row_and_one_purpose(self, filing):
        evidence = keep(filing, pdf_upload())
        signed = attach_file(owner=filing, purpose="signed", upload=pdf_upload(), by=None, at=AT)
        assert set(Attachment.objects.of(filing)) == {evidence, signed}
        assert list(Attachment.objects.of(filing, "signed")) == [signed]

    @pytest.mark.parametrize("count", [1, 3])
    def test_one_query_whatever_the_number(self, world, filing, count, django_assert_num_queries):
        for _ in range(count):
            keep(filing, pdf_upload())
        list(Attachment.objects.visible_to(world.canbo))  # content types and roles are read once
        with django_assert_num_queries(1):
            assert len(Attachment.objects.visible_to(world.canbo)) == count


class TestTakingAway:
    def test_it_is_gone_for_everybody_and_on_record(self, client, world, filing):
        attachment = keep(filing, pdf_upload("sai.pdf"))
        remove_attachment(attachment=attachment, owner=filing, by=world.canbo, at=AT)

        for person in (world.canbo, world.chuyenvien):
            client.force_login(person)
            assert client.get(address(attachment)).status_code == 404
        assert not Attachment.objects.of(filing).exists()
        event = Event.objects.get()
        assert (event.about, event.about_id, event.step, event.note) == (
            "movements.filing",
            filing.pk,
            "remove_file",
            "sai.pdf",
        )
        attachment.refresh_from_db()
        assert attachment.file.storage.exists(attachment.file.name)  # until the sweep

    def test_twice_is_refused(self, world, filing):
        attachment = keep(filing, pdf_upload("sai.pdf"))
        remove_attachment(attachment=attachment, owner=filing, by=world.canbo, at=AT)
        with pytest.raises(Refused, match=r"“sai.pdf” đã được gỡ trước đó"):
            remove_attachment(attachment=attachment, owner=filing, by=world.thutruong, at=AT)
        assert Event.objects.count() == 1

    def test_a_file_of_another_row_stays(self, world, filing):
        other = FilingFactory(unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"], sent=True)
        attachment = keep(other, pdf_upload())
        with pytest.raises(Refused):
            remove_attachment(attachment=attachment, owner=filing, by=world.canbo, at=AT)
        assert Attachment.objects.of(other).exists()
        assert not Event.objects.exists()
