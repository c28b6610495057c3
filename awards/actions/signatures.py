"""The digital signatures of a signed paper are read once, after it has been kept; a scan is kept like any other."""

from dataclasses import asdict
from functools import partial

from django.db import transaction

from awards.compile.signatures import finding_of, roots_given
from awards.models import SignatureCheck
from thidua.signatures import read_signatures

PDF = "application/pdf"


def check_once_kept(attachment):
    """Of a PDF that belongs to a row of this room: after the commit, so that no lock is held while it is read."""
    if attachment.content_type == PDF and attachment.owner_type.app_label == "awards":
        transaction.on_commit(partial(check_signatures, attachment=attachment, at=attachment.at), robust=True)


def check_signatures(*, attachment, at):
    """Reads the signatures of a file and keeps what they say; what was read of the same content stays as it was."""
    kept = SignatureCheck.objects.filter(sha256=attachment.sha256).first()
    if kept is not None:
        return kept
    with attachment.file.open() as file:
        signatures = read_signatures(file.read())
    said = {
        "finding": finding_of(signatures, with_roots=roots_given()),
        "signatures": [asdict(one) for one in signatures or ()],
        "at": at,
    }
    return SignatureCheck.objects.get_or_create(sha256=attachment.sha256, defaults=said)[0]
