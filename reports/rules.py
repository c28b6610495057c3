"""Who may do what with reports. The report is on the whole province, so seeing one means seeing the province."""

import rules

from reports.models import Report, Schedule
from units.enums import Role
from units.rules import holds, in_sight_of

report_in_sight = in_sight_of(Report)
schedule_in_sight = in_sight_of(Schedule)
officer = holds(Role.HOME_AFFAIRS_OFFICER)
manager = holds(Role.HOME_AFFAIRS_MANAGER)
head = holds(Role.HOME_AFFAIRS_HEAD)


@rules.predicate
def owns_schedule(user, schedule):
    return schedule.owner_id == user.pk


@rules.predicate
def owns_report(user, report):
    return report.schedule.owner_id == user.pk


@rules.predicate
def clerk_of_unit(user, report):
    """Văn thư of the unit in whose name the report goes out, and of no other."""
    return user.has_role(Role.CLERK, unit_id=report.schedule.unit_id)


rules.add_perm("reports.view_report", report_in_sight)
rules.add_perm("reports.run_schedule", (officer | manager | owns_schedule) & schedule_in_sight)
for name in ("send_test_report", "send_again_report"):
    rules.add_perm(f"reports.{name}", (officer | manager | owns_report) & report_in_sight)
rules.add_perm("reports.to_lead_report", officer & report_in_sight)
rules.add_perm("reports.to_head_report", manager & report_in_sight)
rules.add_perm("reports.send_back_report", (manager | head) & report_in_sight)
rules.add_perm("reports.sign_report", head & report_in_sight)
rules.add_perm("reports.issue_report", clerk_of_unit & report_in_sight)
