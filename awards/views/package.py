"""The package of a dossier, streamed."""

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from awards.actions.package import export_package
from awards.compile.law import law_day_of
from awards.package import stream
from awards.views.papers import file_names, readable
from thidua import clock
from thidua.errors import Refused
from thidua.text import search_key


@require_POST
def dossier_package(request, pk):
    dossier = readable(request, pk)
    try:
        return package_answer(dossier, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("awards:dossier_papers", pk)


def package_answer(dossier, *, by, at):
    """Raises Refused, PermissionDenied."""
    today = clock.office_date(at)
    purposes = file_names(dossier, today)
    pieces = export_package(dossier=dossier, day=law_day_of(dossier, today=today), purposes=purposes, by=by, at=at)
    about = {"ho_so": dossier.title, "don_vi": dossier.unit.name, "to_trinh": dossier.petition_number,
             "cap_quyet_dinh": dossier.get_level_display(), "dong_goi_luc": at.isoformat()}  # fmt: skip
    answer = StreamingHttpResponse(stream(pieces, about=about), content_type="application/zip")
    name = slugify(search_key(f"ho so {dossier.unit.short_name} {dossier.pk}"))
    answer["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
