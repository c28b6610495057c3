"""Who reads a pact and who signs it for its cluster: Sở Y tế leads the cluster of Sở Nông nghiệp."""

from movements.models import PactCriterion, PactGroup
from tests.access.people import EVERYONE, PROVINCE, only
from tests.factories import RegistrationFactory, TermFactory
from units.enums import Role
from units.models import Cluster, ClusterMember, RoleHolding

OWN, LEADER = ("canbo", "thutruong"), ("canbo_khac", "uyvien")
SEES = (*OWN, *LEADER, *PROVINCE)
NO_KEY = {"anonymous": 401}


def lead(world, *, year=2024):
    """A cluster that Sở Y tế leads and Sở Nông nghiệp is in; `uyvien` heads Sở Y tế."""
    cluster = Cluster.objects.create(key="khoi", name="Khối thi đua số 1", kind="Khối", source="QĐ")
    for code, part in (("SYT", "head"), ("SNNPTNT", "member"), ("MTTQ", "deputy")):
        ClusterMember.objects.create(cluster=cluster, unit=world.units[code], year=year, part=part, source="QĐ")
    RoleHolding.objects.create(user=world.uyvien, role=Role.UNIT_HEAD, unit=world.units["SYT"])
    return cluster


def stage(world):
    cluster = lead(world)
    row = RegistrationFactory(
        unit=world.units["SNNPTNT"], term=TermFactory(year=2024), receiver=world.units["SNV"], sent=True,
        submitted_by=world.thutruong, cluster=cluster,
    )  # fmt: skip
    criterion = PactCriterion.objects.create(group=PactGroup.objects.create(order=1, name="Nhóm"), name="Tiêu chí")
    row.commitments.create(criterion=criterion, text="Đạt 100 %")
    return {"pact": row.pk, "word": "docx"}


MAY_NOT = dict.fromkeys((who for who in SEES if who != "uyvien"), 403)
ROWS = {
    "movements:pact_list": ("get", (), only((*LEADER, *PROVINCE), others=403)),
    "movements:pact_detail": ("get", ("pact",), only(SEES)),
    "movements:pact_file": ("get", ("pact", "word"), only(SEES)),
    "movements:pact_sign": ("post", ("pact",), only(["uyvien"], 302, also=MAY_NOT)),  # without its digest: told so
    "api:pact-list": ("get", (), only(EVERYONE, also=NO_KEY)),
    "api:pact-detail": ("get", ("pact",), only(SEES, also=NO_KEY)),
    "movements:pact_return": ("post", ("pact",), only(["uyvien"], 422, also=MAY_NOT)),  # without a word: told so
    "api:pact-send-back": ("post", ("pact",), only(["uyvien"], 400, also=MAY_NOT | NO_KEY)),
    "api:pact-countersign": ("post", ("pact",), only(["uyvien"], 400, also=MAY_NOT | NO_KEY)),  # without its digest
}  # fmt: skip
STEPS = {}
