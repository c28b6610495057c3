"""What the front sets on a request before any view."""

from thidua import clock


def office_day(get_response):
    """Says on which of the office's days a person acts: a delegation holds on its days only."""

    def middleware(request):
        if request.user.is_authenticated:
            request.user.acting_on = clock.today()
        return get_response(request)

    return middleware
