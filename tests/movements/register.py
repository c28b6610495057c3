"""What the tests of registrations share: a world with the catalogue of titles and the pact, and short acts."""

import datetime as dt

from awards.models import AwardType
from movements import actions
from movements.actions import ActivityInput, MovementInput, RegistrationInput, TargetInput
from movements.models import PactCriterion, PactGroup, Registration
from tests.factories import TermFactory
from thidua.models import Reason

AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
FOREST = "Trồng 1.200 ha rừng."
TITLES = (
    ("TTLDTT", "Tập thể lao động tiên tiến", "collective"),
    ("CSTDCS", "Chiến sĩ thi đua cơ sở", "person"),
    ("GDVH", "Gia đình văn hóa", "household"),
)


def catalogue():
    """Three titles, two groups of the pact with three criteria (one for communes only), the reasons to return."""
    for code, name, to in TITLES:
        AwardType.objects.create(
            code=code, name=name, kind="title", authority="base", decided_by="Thủ trưởng", citation="Luật 2022",
            **{f"to_{to}": True},
        )  # fmt: skip
    first, second = (PactGroup.objects.create(order=n, name=f"Nhóm {n}") for n in (1, 2))
    PactCriterion.objects.create(group=first, name="Hoàn thành kế hoạch", order=1)
    PactCriterion.objects.create(group=first, name="Giảm nghèo", order=2, unit_kind="xa")
    PactCriterion.objects.create(group=second, name="Cải cách hành chính", order=1)
    for code, mark in (("TL-DK01", False), ("TL-DK02", True)):
        Reason.objects.create(
            code=code, applies_to="dang_ky", act="tra_lai", label=f"Lý do {code}", needs_mark=mark, needs_text=False
        )
    return TermFactory()


def again(registration):
    return Registration.objects.with_names().get(pk=registration.pk)


def criterion(name="Cải cách hành chính"):
    return PactCriterion.objects.get(name=name).pk


def write(world, registration, **more):
    """Saves a whole form; `more` replaces parts of the input."""
    registration = again(registration)
    forest = world.indicators["forest"]
    undertaken = MovementInput(FOREST, "Phủ xanh đất trống", dt.date(2025, 2, 1), dt.date(2025, 11, 30))
    target = TargetInput(
        forest.pk, "ge", 12000, last_value=11000, last_source="Niên giám thống kê", verified_by="Biên bản nghiệm thu"
    )
    parts = {
        "movements": {forest.movement_id: undertaken},
        "targets": (target,),
        "head": {"basis": "Luật 2022\nChỉ thị của tỉnh", "description": "Sở có 12 đơn vị."},
        "activities": (ActivityInput("Xây dựng “Cơ quan văn hóa”", "Giữ danh hiệu"),),
        "commitments": {criterion(): "Cắt 10 thủ tục."},
    }
    content = RegistrationInput(**(parts | more))
    return actions.save_registration(
        registration=registration, content=content, version=registration.version, by=world.canbo, at=AT
    )


def step(registration, name, by, **words):
    return actions.step_registration(
        registration=again(registration), step_name=name, by=by, at=words.pop("at", AT), **words
    )


def accepted(world, term, **more):
    """The registration of Sở Nông nghiệp, walked to “Đã tiếp nhận”."""
    row = actions.start_registration(unit=world.units["SNNPTNT"], term=term, by=world.canbo, at=AT)
    write(world, row, **more)
    step(row, "to_head", world.canbo)
    step(row, "submit", world.thutruong)
    return step(row, "accept", world.chuyenvien)
