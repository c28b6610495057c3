"""What the signatures of a file come to, and what of it stands beside the file."""

from dataclasses import dataclass

from django.conf import settings

from awards.enums import SignatureFinding as F
from awards.models import SignatureCheck
from thidua.signatures import Signature


def finding_of(signatures, *, with_roots):
    """One word for a file: the worst of its signatures. None: they could not be read."""
    if signatures is None:
        return F.UNREADABLE
    if not signatures:
        return F.NONE
    if not all(one.intact for one in signatures):
        return F.BROKEN
    if any(one.is_changed for one in signatures) or not signatures[-1].whole:
        return F.CHANGED
    people = [one for one in signatures if one.kind == "signature"]
    if people and all(one.trusted for one in people):
        return F.TRUSTED
    return F.UNTRUSTED if with_roots else F.NO_ROOTS


@dataclass(frozen=True)
class Checked:
    """The finding on one file and each signature in it; `tone` is the mark that stands before it."""

    finding: str
    label: str
    signatures: tuple[Signature, ...]

    @property
    def tone(self):
        return TONES[self.finding]


TONES = {
    F.NONE: "note", F.TRUSTED: "done", F.NO_ROOTS: "note", F.UNTRUSTED: "note", F.CHANGED: "bad", F.BROKEN: "bad",
    F.UNREADABLE: "bad",
}  # fmt: skip


def checked_files(files):
    """{attachment key: Checked} of some files, in one query; a file that was not looked at is not in it."""
    rows = SignatureCheck.objects.filter(sha256__in={file.sha256 for file in files})
    found = {row.sha256: _checked(row) for row in rows}
    return {file.pk: found[file.sha256] for file in files if file.sha256 in found}


def _checked(row):
    finding = F(row.finding)
    return Checked(finding.value, finding.label, tuple(Signature(**one) for one in row.signatures))


def roots_given():
    return bool(settings.SIGNATURE_ROOTS)
