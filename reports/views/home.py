from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from reports.agenda import tasks_of
from reports.duties import GROUPS, day_strip, recent_done
from thidua import clock


@require_safe
def home(request):
    """Kỳ này tôi phải làm gì."""
    today = clock.today()
    tasks = tasks_of(request.user, today=today, at=clock.now())
    groups = [(name, [task for task in tasks if task.group == name]) for name in GROUPS]
    context = {
        "groups": [(name, rows) for name, rows in groups if rows],
        "mine": sum(task.holder == "Tôi" for task in tasks),
        "first": next((task for task in tasks if task.holder == "Tôi" and task.action), None),
        "strip": day_strip(tasks, today),
        "done": recent_done(request.user),
    }
    return TemplateResponse(request, "home.html", context)
