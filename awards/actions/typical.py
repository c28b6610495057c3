"""Every write about typical models: finding, keeping, following, telling."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from awards.compile.privacy import private_words
from awards.enums import ModelStage
from awards.models import Replication, TypicalModel
from awards.typical_workflow import TYPICAL
from movements.actions import people_holding
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text, search_key
from thidua.workflow import take_step
from units.actions import attach_file, notify, remove_attachment
from units.enums import NoticeKind, Role
from units.models import Unit
from units.roles import RECEIVES_FOR_DEPARTMENT

COLUMNS = (
    "name", "field", "movement", "owner", "mentor", "next_step", "next_step_on", "story", "consent", "nomination",
)  # fmt: skip
EVIDENCE = "evidence"  # and the stage: what was attached before there were stages has none
KEEPERS = (Role.UNIT_OFFICER, Role.UNIT_HEAD)


@transaction.atomic
def introduce_model(*, unit, content, by, at):
    """Puts a model found by a unit on its board. `content`: a value for each of COLUMNS."""
    _allow(by, "introduce")
    if unit.pk != by.unit_id:
        raise PermissionDenied("awards.introduce_typicalmodel")
    if not Unit.objects.on(office_date(at)).filter(pk=unit.pk).exists():
        raise Refused(f"{unit.name} không còn trong cây đơn vị, không giới thiệu điển hình mới được.")
    content = _cleaned(content)
    model = TypicalModel(unit=unit, state=ModelStage.FOUND, found_at=at, stage_since=at, **content)
    _check(model, content, at)
    model.save(force_insert=True)
    record(model, step="introduce", label="Giới thiệu điển hình", by=by, at=at, to_state=ModelStage.FOUND)
    _tell(
        model,
        (Role.UNIT_HEAD,),
        NoticeKind.TO_SIGN,
        "vừa được giới thiệu, chờ đưa vào kế hoạch bồi dưỡng",
        by=by,
        at=at,
    )
    return model


@transaction.atomic
def save_model(*, model, content, version, by, at):
    """Writes what changed; returns the names of those columns. Taking the consent back takes the story down.

    Raises Conflict when somebody else wrote since the page was made (`version`), Refused when something is missing.
    """
    _allow(by, "edit", model)
    content = _cleaned(content)
    changed = {name: value for name, value in content.items() if getattr(model, name) != value}
    if not changed:
        return []
    _check(model, changed, at)
    before = {name: _plain(getattr(model, name)) for name in changed}
    taken_down = model.published and not content["consent"]
    columns = changed | {"version": version + 1, "published": model.published and not taken_down}
    columns["search_name"] = search_key(content["name"])[:300]
    if not TypicalModel.objects.filter(pk=model.pk, version=version, state=model.state).update(**columns):
        raise Conflict("Người khác vừa sửa điển hình này. Phần đang gõ còn nguyên bên dưới, so lại rồi lưu.")
    after = {name: _plain(value) for name, value in changed.items()}
    record(model, step="edit", label="Sửa thông tin", by=by, at=at, data={"before": before, "after": after})
    if taken_down:
        record(model, step="unpublish", label="Gỡ khỏi trang công khai", by=by, at=at, note="Không còn đồng ý nêu tên.")
    model.refresh_from_db()
    return sorted(changed)


@transaction.atomic
def step_model(*, model, step_name, by, at, note="", **details):
    """One step of the workflow with what belongs to it: `details` as the step's form gives them."""
    _allow(by, step_name, model)
    TypicalModel.objects.select_for_update(of=("self",)).get(pk=model.pk)  # one log line per unit, whoever writes it
    changes = _CHANGES[step_name](model, at, **details)
    if TYPICAL.steps[step_name].target != model.state:
        changes["stage_since"] = at
    data = {"unit": details["unit"].name} if step_name == "replicate" else {}
    take_step(
        TYPICAL, model, step_name, by=by, at=at, note=note or data.get("unit", ""), data=data,
        changes=changes | {"version": F("version") + 1},
    )  # fmt: skip
    if step_name == "replicate":
        Replication.objects.create(model=model, **details)
    _tell_of_step(model, step_name, by, at)
    return model


def _for_nurturing(model, at, *, owner, next_step, next_step_on, mentor=""):
    """The head names who looks after it, what comes next and by when."""
    content = {"owner": owner, "next_step": clean_line(next_step), "next_step_on": next_step_on,
               "mentor": clean_line(mentor)[:200] or model.mentor}  # fmt: skip
    if not content["next_step"] or next_step_on is None:
        raise Refused("Đưa vào kế hoạch bồi dưỡng: ghi “Việc tiếp theo” và “Ngày việc tiếp theo”.")
    _check(model, content, at)
    return content


def _for_review(model, at):
    return {"next_step": "", "next_step_on": None}  # the nurturing is over


def _for_replicating(model, at, *, unit, on, result=""):
    if unit.pk == model.unit_id:
        raise Refused("Đơn vị áp dụng: chọn một đơn vị khác nơi có điển hình này.")
    if on > office_date(at):
        raise Refused(f"Áp dụng từ ngày: ngày {on:%d/%m/%Y} chưa đến.")
    if not Unit.objects.on(on).filter(pk=unit.pk).exists():
        raise Refused(f"Đơn vị áp dụng: {unit.name} không có trong cây đơn vị ngày {on:%d/%m/%Y}.")
    if Replication.objects.filter(model=model, unit=unit).exists():
        raise Refused(f"Đơn vị áp dụng: {unit.name} đã có trong danh sách; sửa kết quả ở dòng đó.")
    return {}


def _for_stopping(model, at):
    return {"published": False, "next_step": "", "next_step_on": None}


_CHANGES = {
    "nurture": _for_nurturing, "review": _for_review, "replicate": _for_replicating, "stop": _for_stopping,
}  # fmt: skip


@transaction.atomic
def save_replication(*, replication, result, by, at):
    """Writes what came of the model in one unit that took it up."""
    model = replication.model
    _allow(by, "replicate", model)
    if model.state != ModelStage.REPLICATING:
        raise Refused("Điển hình này không còn ở khâu nhân rộng, không sửa kết quả áp dụng được nữa.")
    result = clean_text(result)
    if replication.result == result:
        return
    before, replication.result = replication.result, result
    replication.save(update_fields=["result"])
    data = {"before": before, "after": result}
    record(model, step="replication", label="Ghi kết quả áp dụng", by=by, at=at, note=replication.unit.name, data=data)


@transaction.atomic
def publish_model(*, model, by, at):
    """Puts the story before the public: only while replicating, only with consent, without private details."""
    _allow(by, "publish", model)
    if model.state != ModelStage.REPLICATING:
        raise Refused("Chỉ đăng công khai điển hình đang ở khâu nhân rộng.")
    if not model.consent:
        raise Refused("Người được nêu chưa đồng ý công khai: đơn vị ghi nhận ở ô “Đồng ý công khai” trước.")
    if not model.story.strip():
        raise Refused("Chưa có câu chuyện để đăng: đơn vị viết ở ô “Câu chuyện” trước.")
    _refuse_private_words(model.name, model.story)
    _set_published(model, True, consent=True, state=ModelStage.REPLICATING, version=model.version)
    record(model, step="publish", label="Đăng công khai", by=by, at=at)
    _tell(model, KEEPERS, NoticeKind.ACCEPTED, "đã được đăng công khai", by=by, at=at)


@transaction.atomic
def unpublish_model(*, model, by, at):
    _allow(by, "unpublish", model)
    _set_published(model, False)
    record(model, step="unpublish", label="Gỡ khỏi trang công khai", by=by, at=at)
    _tell(model, KEEPERS, NoticeKind.RETURNED, "đã được gỡ khỏi trang công khai", by=by, at=at)


def _set_published(model, published, **where):
    rows = TypicalModel.objects.filter(pk=model.pk, published=not published, **where)
    if not rows.update(published=published, version=F("version") + 1):
        raise Conflict("Điển hình này vừa được người khác sửa. Xem lại trang này rồi làm tiếp.")
    model.refresh_from_db()


@transaction.atomic
def add_model_file(*, model, upload, by, at, stage=""):
    """Evidence of one of the four stages; without a name, of the stage in which the model stands."""
    _allow(by, "edit", model)
    stage = stage or model.state
    if stage not in ModelStage.FOLLOWED:
        raise Refused("Ô “Khâu”: chọn một trong bốn khâu.")
    attachment = attach_file(owner=model, purpose=f"{EVIDENCE}_{stage}", upload=upload, by=by, at=at)
    note = f"{ModelStage(stage).label}: {attachment.name}"
    record(model, step="add_file", label="Đính kèm tệp", by=by, at=at, note=note)
    return attachment


@transaction.atomic
def remove_model_file(*, model, attachment, by, at):
    _allow(by, "edit", model)
    remove_attachment(attachment=attachment, owner=model, by=by, at=at)


def _allow(by, act, model=None):
    if not by.has_perm(f"awards.{act}_typicalmodel", model):
        raise PermissionDenied(f"awards.{act}_typicalmodel")


def _cleaned(content):
    lines = {name: clean_line(content[name]) for name in ("name", "field", "mentor", "next_step")}
    return {name: content[name] for name in COLUMNS} | lines | {"story": clean_text(content["story"])}


def _check(model, changed, at):
    """Refuses what does not fit the model; a day that has passed is refused only when it is newly written."""
    row = {name: getattr(model, name) for name in COLUMNS} | changed
    if not row["name"]:
        raise Refused("Ghi tên điển hình, mô hình.")
    if bool(row["next_step"]) != (row["next_step_on"] is not None):
        raise Refused("“Việc tiếp theo” và “Ngày việc tiếp theo” đi cùng nhau: ghi cả hai hoặc để trống cả hai.")
    if model.state == ModelStage.NURTURING and not row["next_step"]:
        raise Refused("Đang bồi dưỡng thì phải có việc tiếp theo và ngày của việc đó.")
    day = changed.get("next_step_on")
    if day is not None and day < office_date(at):
        raise Refused(f"Ngày việc tiếp theo: ngày {day:%d/%m/%Y} đã qua.")
    _check_ties(model, row)
    if model.published and row["consent"]:
        _refuse_private_words(row["name"], row["story"])


def _check_ties(model, row):
    if row["owner"] is None or row["owner"].unit_id != model.unit_id:
        raise Refused("Người phụ trách: chọn một người của đơn vị.")
    if row["nomination"] is not None and row["nomination"].dossier.unit_id != model.unit_id:
        raise Refused("Dòng đề nghị: chỉ gắn với dòng trong hồ sơ của chính đơn vị.")


def _refuse_private_words(*texts):
    if found := private_words(*texts):
        raise Refused(f"Câu chuyện còn {found}: bỏ đi rồi mới đăng công khai được.")


def _plain(value):
    """A value as it can be kept in an event."""
    if value is None or isinstance(value, bool | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else value.pk


def _tell_of_step(model, step_name, by, at):
    if step_name == "nurture" and model.owner != by:
        _send([model.owner], NoticeKind.RECEIVED, model, "giao cho bạn phụ trách bồi dưỡng", at)
    if step_name == "review":
        _send(_home_affairs(by), NoticeKind.RECEIVED, model, "đã tổng kết, có thể nhân rộng", at)


def _home_affairs(by):
    unit = Unit.objects.filter(code=settings.OFFICE["department_code"]).first()
    return people_holding(RECEIVES_FOR_DEPARTMENT, unit_id=unit.pk, but=by) if unit else []


def _tell(model, roles, kind, words, *, by, at):
    _send(people_holding(roles, unit_id=model.unit_id, but=by), kind, model, words, at)


def _send(people, kind, model, words, at):
    text = f"Điển hình “{model.name}” của {model.unit.name} {words}."
    notify(people=people, kind=kind, text=text, url=reverse("typical:typical_detail", args=[model.pk]), at=at)
