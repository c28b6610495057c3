from units.models.attachments import Attachment
from units.models.clusters import Cluster, ClusterMember
from units.models.delegations import Delegation
from units.models.notices import Notice, OptOut
from units.models.people import RoleHolding, User
from units.models.tree import Ancestry, Placement, Unit, UnitAlias

__all__ = [
    "Ancestry",
    "Attachment",
    "Cluster",
    "ClusterMember",
    "Delegation",
    "Notice",
    "OptOut",
    "Placement",
    "RoleHolding",
    "Unit",
    "UnitAlias",
    "User",
]
