"""What the page of a model shows besides its story: evidence by stage, the press, pictures."""

from awards.actions.typical import EVIDENCE
from awards.enums import ModelStage
from awards.models import MediaItem, ModelPicture

OLDER = "Chưa ghi khâu"


def evidence_by_stage(files):
    """[(stage, its files)] in the order of the stages; what was attached before stages were named comes last."""
    names = {f"{EVIDENCE}_{stage.value}": stage.label for stage in ModelStage} | {EVIDENCE: OLDER}
    found = {}
    for file in files:
        found.setdefault(names.get(file.purpose, OLDER), []).append(file)
    return [(label, found[label]) for label in names.values() if label in found]


def told_besides(model, user):
    return {
        "media": MediaItem.objects.visible_to(user).standing().filter(model=model),
        "pictures": ModelPicture.objects.visible_to(user).standing().filter(model=model),
        "may_tell": user.has_perm("awards.tell_typicalmodel", model),
        "may_picture": user.has_perm("awards.picture_typicalmodel", model),
        "may_unpicture": user.has_perm("awards.unpicture_typicalmodel", model),
    }
