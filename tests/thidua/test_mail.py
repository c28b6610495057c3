"""Mail without a server: a file for each message."""

import email
from email import policy

import pytest
from django.core.mail import EmailMessage, get_connection


@pytest.fixture
def outbox(settings, tmp_path):
    settings.EMAIL_BACKEND = "thidua.mail.OutboxBackend"
    settings.EMAIL_OUTBOX = tmp_path
    return tmp_path


def letter(message_id="", subject="Báo cáo quý IV", body="Kính gửi Ủy ban nhân dân tỉnh.", **fields):
    headers = {"Message-ID": message_id} if message_id else {}
    return EmailMessage(
        subject, body, "Cổng <no-reply@thidua.invalid>", ["lanhdao@thidua.invalid"], headers=headers, **fields
    )


def read(path):
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def test_each_message_is_a_file(outbox):
    assert get_connection().send_messages([letter("<mot@thidua>"), letter("<hai@thidua>")]) == 2
    assert sorted(path.name for path in outbox.iterdir()) == ["hai.eml", "mot.eml"]


def test_messages_without_an_id_of_ours_do_not_overwrite_each_other(outbox):
    get_connection().send_messages([letter(), letter()])
    assert len(list(outbox.glob("*.eml"))) == 2


def test_what_is_written_is_the_letter(outbox):
    message = letter("<delivery-7@thidua>", attachments=[("bao-cao.pdf", b"%PDF-1.4 \x00\xff", "application/pdf")])
    message.send()

    found = read(outbox / "delivery-7.eml")

    assert (found["Subject"], found["To"]) == ("Báo cáo quý IV", "lanhdao@thidua.invalid")
    assert found["Message-ID"] == "<delivery-7@thidua>"
    assert found.get_body().get_content().strip() == "Kính gửi Ủy ban nhân dân tỉnh."
    (paper,) = found.iter_attachments()
    assert (paper.get_filename(), paper.get_content()) == ("bao-cao.pdf", b"%PDF-1.4 \x00\xff")


def test_the_same_message_sent_again_is_one_message(outbox):
    letter("<delivery-7@thidua>", body="lần đầu").send()
    letter("<delivery-7@thidua>", body="lần sau").send()

    (path,) = outbox.iterdir()
    assert read(path).get_body().get_content().strip() == "lần sau"


@pytest.mark.parametrize("hostile", ["<../../etc/passwd@x>", "</tmp/x@x>", "<..@x>", "<a/b\\c:d@x>", "<@x>"])
def test_an_id_is_never_a_path(outbox, hostile):
    letter(hostile).send()
    (path,) = outbox.iterdir()
    assert path.parent == outbox
    assert path.suffix == ".eml"


def test_nothing_half_written_is_left_as_a_message(outbox, monkeypatch):
    """Whoever reads the folder sees whole messages: the draft has another name until it is complete."""
    from pathlib import Path

    def full(self, target):
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="no space"):
        letter("<mot@thidua>").send()
    assert list(outbox.glob("*.eml")) == []


def test_nothing_to_send(outbox):
    assert not get_connection().send_messages([])
    assert list(outbox.iterdir()) == []
