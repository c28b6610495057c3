"""A dossier leaves the portal as a package: what is secret never does, and who took it is kept."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.package import check_open, pieces_of
from thidua.clock import office_date
from thidua.events import record


@transaction.atomic
def export_package(*, dossier, day, purposes, by, at):
    """The pieces of the package, their bytes not made yet; `day`: of the dossier's law.

    Raises PermissionDenied, Refused (a mark of secrecy), PdfUnavailable.
    """
    if not by.has_perm("awards.export_package", dossier):
        raise PermissionDenied("awards.export_package")
    check_open(dossier, day=day)
    pieces = pieces_of(dossier, by, today=office_date(at), purposes=purposes)
    record(dossier, step="export_package", label="Xuất gói hồ sơ", by=by, at=at, note=f"{len(pieces)} tệp")
    return pieces
