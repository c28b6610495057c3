"""A registration on paper: bản đăng ký and giao ước as PDF and Word, and every accepted version as it was."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from movements.compile import Change, Content, differences, registration_content, version_content
from movements.compile.pacts import SIGNED, seal_words
from movements.enums import RegistrationState
from movements.models import Registration, RegistrationVersion
from movements.render import PAPERS, registration_docx, registration_pdf
from thidua.pdf import PdfUnavailable
from thidua.text import search_key

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"pdf": "application/pdf", "docx": WORD}
UNSIGNED = "Bản đang soạn, chưa ký"
PACT = "giao-uoc"


def _registration(request, pk):
    return get_object_or_404(Registration.objects.visible_to(request.user).with_names(), pk=pk)


def _version(request, registration, number):
    versions = RegistrationVersion.objects.visible_to(request.user).filter(registration=registration)
    version = get_object_or_404(versions.select_related("accepted_by"), number=number)
    version.registration = registration
    return version


@require_safe
def registration_paper(request, pk, kind, ext):
    """The paper of what stands now, or of an accepted version (`?ban=2`)."""
    registration = _registration(request, pk)
    name = f"{kind} {registration.unit.short_name} {registration.term.name}"
    back = reverse("movements:registration_detail", args=[pk])
    return paper_file(request, _paper(request, registration, kind), ext, name=name, back=back)


def paper_file(request, paper, ext, *, name, back):
    """A paper as a file to be kept; where this machine makes no PDF, a word about it on the page `back`."""
    try:
        made = registration_pdf(paper) if ext == "pdf" else registration_docx(paper)
    except PdfUnavailable as unavailable:
        messages.error(request, str(unavailable))
        return redirect(back)
    answer = HttpResponse(made, content_type=TYPES[ext])
    answer["Content-Disposition"] = f'attachment; filename="{slugify(search_key(name))}.{ext}"'
    return answer


def _paper(request, registration, kind):
    asked = request.GET.get("ban", "")
    if asked.isdecimal() and len(asked) < 5:
        return _version_paper(_version(request, registration, int(asked)), kind)
    if not _stands_for(request.user, registration):
        return _in_force(registration, kind)
    mark = "" if registration.state in SIGNED else UNSIGNED
    return PAPERS[kind][1](registration_content(registration), mark=mark, **_seal(registration, kind))


def _stands_for(user, registration):
    """Whether this person may read what stands now: while a unit corrects, the others have the version in force."""
    return registration.unit_id == user.unit_id or registration.state in RegistrationState.SHOWN_TO_RECEIVER


def _in_force(registration, kind):
    version = registration.versions.last()
    if version is None:
        raise Http404
    return PAPERS[kind][1](version_content(version), **_seal(registration, kind, version))


def _seal(registration, kind, version=None):
    """The pact alone is signed twice."""
    return {"seal": seal_words(registration, version)} if kind == PACT else {}


def _version_paper(version, kind):
    seal = _seal(version.registration, kind, version)
    return PAPERS[kind][1](version_content(version), amendment=version.number - 1, **seal)


@require_safe
def registration_version(request, pk, number):
    """One accepted version as it was printed, and what it changed of the one before."""
    registration = _registration(request, pk)
    version = _version(request, registration, number)
    before = registration.versions.filter(number=number - 1).first()
    content = version_content(version)
    context = {
        "registration": registration,
        "version": version,
        "paper": _version_paper(version, "dang-ky"),
        "changes": _changes(before, content),
        "newest": registration.versions.count() == number,
    }
    return TemplateResponse(request, "movements/registration_version.html", context)


def _changes(before, content) -> list[Change]:
    return differences(Content.from_json(before.content), content) if before else []
