"""A registration on paper: bản đăng ký and giao ước as PDF and Word, and every accepted version as it was."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from movements.compile import Change, Content, differences, registration_content, version_content
from movements.compile.pacts import SIGNED, seal_words
from movements.enums import RegistrationState
from movements.models import Registration, RegistrationVersion
from movements.render import PAPERS
from thidua.paper.views import paper_file

UNSIGNED = "Bản đang soạn, chưa ký"
PACT = "giao-uoc"


def _registration(request, pk):
    return get_object_or_404(Registration.objects.visible_to(request.user).with_names(), pk=pk)


def _version(user, registration, number):
    versions = RegistrationVersion.objects.visible_to(user).filter(registration=registration)
    version = get_object_or_404(versions.select_related("accepted_by"), number=number)
    version.registration = registration
    return version


@require_safe
def registration_paper(request, pk, kind, ext):
    """The paper of what stands now, or of an accepted version (`?ban=2`)."""
    registration = _registration(request, pk)
    asked = request.GET.get("ban", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else None
    back = reverse("movements:registration_detail", args=[pk])
    paper = paper_of(request.user, registration, kind, number=number)
    return paper_file(request, paper, ext, name=paper_name(registration, kind), back=back)


def paper_name(registration, kind):
    return f"{kind} {registration.unit.short_name} {registration.term.name}"


def paper_of(user, registration, kind, *, number=None):
    """The words of a paper for this person: of what stands now, or of the accepted version `number`."""
    if number is not None:
        return _version_paper(_version(user, registration, number), kind)
    if not _stands_for(user, registration):
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
    version = _version(request.user, registration, number)
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
