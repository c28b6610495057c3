"""Who signs a giao ước for its cluster, what is signed, and which signatures stand."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from movements.enums import RegistrationState
from movements.models import FlowSetting, Pact, PactReturn, PactSignature, RegisteredCommitment, RegisteredTarget
from movements.models.pact_signatures import LEADING
from units.enums import Role
from units.models import ClusterMember

SIGNED = RegistrationState.SETTLED | RegistrationState.WITH_RECEIVER  # by the unit's own head
HEAD, DEPUTY = LEADING
TO_SIGN = "to_head"
TARGET_WORDS = ("comparison", "value", "upper_value")


# ---- what is signed ----------------------------------------------------------------------------------------------


def pact_digests(pks):
    """{registration: SHA-256 of its commitments and targets}, in two queries; nothing undertaken is not there."""
    found = {}
    for pk, criterion, text in RegisteredCommitment.objects.filter(registration__in=pks).values_list(
        "registration", "criterion", "text"
    ):
        found.setdefault(pk, []).append(["pact", criterion, text])
    targets = RegisteredTarget.objects.filter(registration__in=list(found))
    for pk, indicator, *words in targets.values_list("registration", "indicator", *TARGET_WORDS):
        found[pk].append(["target", indicator, *words])
    return {pk: _digest(rows) for pk, rows in found.items()}


def version_digest(version):
    """The same of an accepted version, from its rows as they were kept; "" where nothing was undertaken."""
    rows = version.stored["rows"]
    pact = [["pact", key, text] for kind, key, text in rows if kind == "pact"]
    targets = [["target", key, *words[:3]] for kind, key, words in rows if kind == "target"]
    return _digest(pact + targets) if pact else ""


def _digest(rows):
    text = json.dumps(sorted(rows, key=lambda row: row[:2]), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


# ---- who signs ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seat:
    """Whose head signs for the cluster; `unit` None where nobody leads it that year."""

    title: str
    unit: object | None

    @property
    def why_not(self):
        return "" if self.unit else f"Danh mục chưa ghi {self.title.lower()} của năm này."


class Seats:
    """The leading units of some clusters by year, in one query."""

    def __init__(self, pacts):
        asked = Q(pk__in=[])
        for cluster, year in {(pact.cluster_id, pact.term.year) for pact in pacts if pact.cluster_id}:
            asked |= Q(cluster=cluster, year=year)
        rows = ClusterMember.objects.filter(asked, part__in=LEADING).select_related("unit").order_by("pk")
        self.rows = list(rows)

    def of(self, pact):
        """The cluster's head; for the head's own pact its deputy, since nobody signs twice. None without a cluster."""
        if not pact.cluster_id:
            return None
        own = self._unit(pact, HEAD)
        is_own = own is not None and own.pk == pact.unit_id
        return Seat(_title(pact.cluster, is_own), self._unit(pact, DEPUTY) if is_own else own)

    def _unit(self, pact, part):
        key = (pact.cluster_id, pact.term.year, part)
        return next((row.unit for row in self.rows if (row.cluster_id, row.year, row.part) == key), None)


def seat_of(pact):
    return Seats([pact]).of(pact)


def _title(cluster, is_own):
    """ "Trưởng khối thi đua", "Phó trưởng cụm thi đua"."""
    kind = cluster.kind.partition("(")[0].strip().lower()
    return f"{'Phó trưởng' if is_own else 'Trưởng'} {kind} thi đua"


# ---- which signatures stand --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PactRow:
    """A pact in the list of a cluster. `seal` is the second signature that stands, or None."""

    pact: Pact
    seat: Seat | None
    seal: PactSignature | None
    returned: PactReturn | None  # what the cluster asks to be mended in this very wording
    is_written: bool

    @property
    def state(self):
        """(code of a look, words)."""
        if self.seal:
            return "accepted", "Đã ký hai bên"
        if not self.is_written:
            return "idle", "Chưa ghi giao ước"
        if self.pact.state not in SIGNED:
            return "draft", "Đơn vị chưa ký"
        if self.seat is None:
            return "accepted", "Đơn vị đã ký"
        if self.returned:
            return "returned", "Cụm, khối đề nghị sửa"
        return TO_SIGN, "Chờ ký cho cụm, khối" if self.seat.unit else "Chưa có người ký"


def pact_rows(pacts):
    """Each pact with its seat and seal; five queries, whatever their number."""
    pacts = list(pacts)
    keys = [pact.pk for pact in pacts]
    digests, seats = pact_digests(keys), Seats(pacts)
    seals, returns = _by_wording(PactSignature, keys), _by_wording(PactReturn, keys)
    return [_row(pact, seats.of(pact), digests.get(pact.pk), seals, returns) for pact in pacts]


def _by_wording(model, keys):
    rows = model.objects.filter(registration__in=keys)
    return {(one.registration_id, one.cluster_id, one.digest): one for one in rows}


def _row(pact, seat, digest, seals, returns):
    wording = pact.pk, pact.cluster_id, digest
    return PactRow(pact, seat, seals.get(wording), returns.get(wording), digest is not None)


def sign_by(term):
    """The day by which pacts of a term are signed for their clusters, as the office has set it (15/02 by custom)."""
    return term.first_day + timedelta(days=FlowSetting.objects.number(FlowSetting.PACT_DAYS))


def waiting_for(user):
    """{term: rows} of the pacts that wait for this person's signature as head of a leading unit."""
    if not user.has_role(Role.UNIT_HEAD, unit_id=user.unit_id):
        return {}
    found = {}
    for row in pact_rows(_led_by(user)):
        if row.state[0] == TO_SIGN and row.seat.unit.pk == user.unit_id:
            found.setdefault(row.pact.term, []).append(row)
    return found


def _led_by(user):
    led = led_terms(user)
    if not led:
        return Pact.objects.none()
    asked = Q(pk__in=[])
    for cluster, year in led:
        asked |= Q(cluster=cluster, term__year=year)
    rows = Pact.objects.visible_to(user).filter(asked, state__in=SIGNED).with_names()
    return rows.order_by("-term__first_day", "unit__sort_name")


@dataclass(frozen=True)
class SealWords:
    """The second signature on paper; `signer` and `at` are blank while there is only room for a pen."""

    title: str
    office: str = ""
    signer: str = ""
    at: datetime | None = None


def seal_words(pact, version=None):
    """What stands on the paper of a pact, or of one of its accepted versions; None where no cluster signs."""
    seat = seat_of(pact)
    if seat is None:
        return None
    digest = version_digest(version) if version else pact_digests([pact.pk]).get(pact.pk, "")
    seals = PactSignature.objects.filter(registration=pact.pk, digest=digest)
    seal = (seals if version else seals.filter(cluster=pact.cluster_id)).order_by("-pk").first()
    if seal is None or (version is None and pact.state not in SIGNED):
        return SealWords(seat.title, seat.unit.authority if seat.unit else "")
    return SealWords(seal.title, seal.office, seal.signer, seal.at)


def led_terms(user):
    """{(cluster, year)} that this person's unit leads."""
    rows = ClusterMember.objects.filter(unit=user.unit_id, unit__isnull=False, part__in=LEADING)
    return set(rows.values_list("cluster", "year"))
