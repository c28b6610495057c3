"""Digital signatures in signed papers: who, when, unchanged or not, trusted or not; a scan; what is broken."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from awards.actions import check_signatures
from awards.compile.signatures import finding_of
from awards.enums import SignatureFinding as F
from awards.models import SignatureCheck
from tests.awards.scene import AT, drafted, fresh, walk
from tests.awards.signed import blank_pdf, certificate, pem, signed_pdf
from tests.scene import PDF
from thidua.signatures import Signature, read_signatures
from units.actions import attach_signed


@pytest.fixture(scope="module")
def pair():
    return certificate("Trần Quốc Bảo", "Sở Nông nghiệp và Phát triển nông thôn")


@pytest.fixture(scope="module")
def signed(pair):
    return signed_pdf(blank_pdf(), pair)


@pytest.fixture
def with_roots(tmp_path, settings):
    def use(*pairs):
        for number, one in enumerate(pairs):
            (tmp_path / f"{number}.pem").write_bytes(pem(one))
        settings.SIGNATURE_ROOTS = str(tmp_path)

    return use


def test_who_signed_when_and_that_nothing_changed(signed):
    (one,) = read_signatures(signed)
    assert (one.signer, one.organisation) == ("Trần Quốc Bảo", "Sở Nông nghiệp và Phát triển nông thôn")
    assert one.intact and one.whole and not one.trusted and one.moment is not None
    assert finding_of([one], with_roots=False) == F.NO_ROOTS


def test_trust_is_a_chain_to_a_given_root(pair, signed, with_roots):
    with_roots(pair)
    found = read_signatures(signed)
    assert found[0].trusted and finding_of(found, with_roots=True) == F.TRUSTED


def test_a_signer_whose_certificate_another_root_gave(pair, signed, with_roots):
    root = certificate("Cơ quan chứng thực", "Tỉnh khác")
    with_roots(root)
    assert finding_of(read_signatures(signed), with_roots=True) == F.UNTRUSTED
    with_roots(root, certificate("Một gốc nữa", "X"))
    below = certificate("Lê Thị Hoa", "Sở Y tế", by=root)
    assert finding_of(read_signatures(signed_pdf(blank_pdf(), below)), with_roots=True) == F.TRUSTED


def test_two_who_sign_one_after_the_other(signed):
    twice = signed_pdf(signed, certificate("Lê Thị Hoa", "UBND tỉnh"), field="Hai")
    first, second = read_signatures(twice)
    assert first.is_followed_by_others and not first.is_changed and second.whole
    assert finding_of([first, second], with_roots=False) == F.NO_ROOTS


def test_one_byte_changed_is_told(signed):
    assert finding_of(read_signatures(signed.replace(b"842", b"841", 1)), with_roots=False) == F.BROKEN


def test_what_was_added_after_the_signature_is_told(signed):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/PageLayout"] = generic.NameObject("/TwoColumnLeft")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert finding_of(read_signatures(out.getvalue()), with_roots=False) == F.CHANGED


def test_another_document_put_over_a_signed_one_is_no_scan(signed):
    assert finding_of(read_signatures(signed + blank_pdf()[8:]), with_roots=False) == F.UNREADABLE


def test_a_scan_has_none(signed):
    assert read_signatures(blank_pdf()) == [] and read_signatures(PDF) == []
    assert finding_of([], with_roots=True) == F.NONE


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.4 /ByteRange", b"/ByteRange" * 1000, b"%PDF-1.7\n" + b"[" * 200_000 + b"/ByteRange"],
    ids=["cut", "noise", "deep"],
)
def test_what_is_broken_is_said_to_be_so(content):
    found = read_signatures(content)
    assert not found and finding_of(found, with_roots=False) in (F.UNREADABLE, F.NONE)


def test_what_would_take_all_the_time_is_stopped(signed, monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("while True: pass")
    monkeypatch.setattr("thidua.signatures.WORKER", slow)
    monkeypatch.setattr("thidua.signatures.SECONDS", 1)
    assert read_signatures(signed) is None


def test_a_cut_file_never_raises(signed):
    for part in (100, len(signed) // 2, len(signed) - 300):
        found = read_signatures(signed[:part])
        assert found is None or finding_of(found, with_roots=False) in (F.NONE, F.BROKEN, F.CHANGED)


signatures = st.builds(
    Signature, kind=st.sampled_from(["signature", "timestamp"]), field=st.just("f"), signer=st.just("A"),
    organisation=st.just(""), issuer=st.just(""), signed_at=st.just(""), intact=st.booleans(), trusted=st.booleans(),
    whole=st.booleans(), changes=st.sampled_from(["NONE", "LTA_UPDATES", "FORM_FILLING", "ANNOTATIONS", "OTHER"]),
)  # fmt: skip


@given(st.lists(signatures, min_size=1, max_size=4), st.booleans())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_no_file_is_called_better_than_its_worst_signature(found, with_roots):
    finding = finding_of(found, with_roots=with_roots)
    if finding in (F.TRUSTED, F.NO_ROOTS, F.UNTRUSTED):
        assert all(one.intact and not one.is_changed for one in found) and found[-1].whole
    if finding == F.TRUSTED:
        assert all(one.trusted for one in found if one.kind == "signature")


# --- On the portal ----------------------------------------------------------------------------------------------------


def upload(content, name="to-trinh.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.django_db
class TestOnThePortal:
    def press(self, client, world, dossier, content):
        client.force_login(world.thutruong)
        given = {"number": "12/TTr-SNN", "signed_on": "18/12/2024", "signer": "Trần Quốc Bảo", "file": upload(content)}
        given |= {"confirmed": "on"}
        return client.post(reverse("awards:dossier_step", args=[dossier.pk, "send"]), given)

    def test_a_signed_petition_is_read_once_and_shown_beside_its_file(self, client, world, signed):
        dossier = walk(world, drafted(world), "to_head")
        assert self.press(client, world, dossier, signed).status_code == 302
        assert SignatureCheck.objects.get().finding == F.NO_ROOTS
        client.force_login(world.chuyenvien)
        page = client.get(reverse("awards:dossier_detail", args=[dossier.pk])).text
        assert "Chưa có chứng thư gốc để đối chiếu" in page and "Trần Quốc Bảo, Sở Nông nghiệp" in page

    @pytest.mark.parametrize(("content", "told"), [(PDF, "Bản chụp, không có chữ ký số"),
                                                   (b"%PDF-1.4 /ByteRange", "Không đọc được chữ ký")])  # fmt: skip
    def test_neither_a_scan_nor_a_broken_file_is_stopped(self, client, world, content, told):
        dossier = walk(world, drafted(world), "to_head")
        assert self.press(client, world, dossier, content).status_code == 302
        assert fresh(dossier).state == "submitted"
        assert told in client.get(reverse("awards:dossier_detail", args=[dossier.pk])).text

    def test_the_same_content_is_read_once(self, world, signed, django_capture_on_commit_callbacks, monkeypatch):
        dossier = drafted(world)
        with django_capture_on_commit_callbacks(execute=True):
            file = attach_signed(owner=dossier, purpose="to_trinh", upload=upload(signed), by=None, at=AT)
        monkeypatch.setattr("awards.actions.signatures.read_signatures", lambda content: pytest.fail("read again"))
        check_signatures(attachment=file, at=AT)
        with django_capture_on_commit_callbacks(execute=True):
            attach_signed(owner=dossier, purpose="to_trinh", upload=upload(signed), by=None, at=AT)
        assert SignatureCheck.objects.count() == 1

    def test_the_decision_shows_it_too(self, client, world, signed, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            decided = walk(world, drafted(world), "decided")
        client.force_login(world.canbo)
        page = client.get(reverse("awards:decision_detail", args=[decided.decision_id])).text
        assert "Bản chụp, không có chữ ký số" in page

    def test_it_is_read_by_who_may_open_the_file_and_nobody_else(self, client, world, signed):
        dossier = walk(world, drafted(world), "to_head")
        self.press(client, world, dossier, signed)
        who = {name for name in ("canbo", "chuyenvien", "canbo_khac")
               if SignatureCheck.objects.visible_to(world.people[name]).exists()}  # fmt: skip
        assert who == {"canbo", "chuyenvien"}
