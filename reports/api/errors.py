"""Every refusal as JSON with a Vietnamese sentence: {"detail": …, "code": …}."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from reports.api.forms import FormRefused
from thidua.errors import Conflict, Refused

FORBIDDEN = "Bạn không có quyền làm việc này."
NOT_FOUND = "Không có dữ liệu này, hoặc bạn không được xem."
REFUSED = "Việc này không làm được."


def answer(error, context):
    """Refused is 422, Conflict 409; what is not foreseen here stays an error of the server."""
    if isinstance(error, FormRefused):
        return _say(status.HTTP_422_UNPROCESSABLE_ENTITY, "refused", str(error), fields_refused=error.fields)
    if isinstance(error, Conflict):
        return _say(status.HTTP_409_CONFLICT, "conflict", str(error))
    if isinstance(error, Refused):
        return _say(status.HTTP_422_UNPROCESSABLE_ENTITY, "refused", str(error))
    if isinstance(error, Http404):
        return _say(status.HTTP_404_NOT_FOUND, "not_found", NOT_FOUND)
    if isinstance(error, PermissionDenied):
        return _say(status.HTTP_403_FORBIDDEN, "permission_denied", FORBIDDEN)
    return exception_handler(error, context)


def _say(code, name, words, **more):
    return Response({"detail": words, "code": name, **more}, status=code)
