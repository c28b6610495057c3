"""The check of a dossier's lines through the interface: by the pages' own acts, and no more than they show."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards import actions
from awards.actions import Heads
from awards.checks import from_json, verdict
from awards.compile.checking import behind, shown_findings, shut_doors, trusted_with
from awards.compile.line_checks import law_of, overview
from awards.enums import CheckVerdict
from awards.models import Dossier, Initiative, LineCheck, Nomination
from reports.api import serializers as out
from reports.api.forms import checked
from thidua import clock

LINE = "lines/(?P<line>[0-9]+)"
REFUSALS = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}


class EvidenceOut(serializers.Serializer):
    label, paper, url = serializers.CharField(), serializers.CharField(), serializers.CharField()


class RuleFindingOut(serializers.Serializer):
    """One criterion: what it says, on what article and paper. `blocks`: when it fails, nothing may be proposed."""

    rule, title = serializers.CharField(), serializers.CharField()
    verdict = serializers.ChoiceField(choices=CheckVerdict.choices)
    text, citation, standing, group = (serializers.CharField() for _ in range(4))
    blocks = serializers.BooleanField()
    evidence = EvidenceOut(many=True)


class LineStandingOut(serializers.Serializer):
    """`stage` is empty for a check made just now; `changes` counts the criteria that differ from the sending's."""

    line = serializers.IntegerField(source="line.pk")
    honoree = serializers.CharField(source="line.honoree.name")
    award = serializers.CharField(source="line.award.code")
    verdict = serializers.ChoiceField(choices=CheckVerdict.choices)
    stops = serializers.ListField(child=serializers.CharField())
    stage = serializers.CharField()
    changes = serializers.SerializerMethodField()
    findings = RuleFindingOut(many=True)

    def get_changes(self, standing) -> int:
        return len(standing.changes)


class ChecksOut(serializers.Serializer):
    law_day = serializers.DateField()
    law_choice = serializers.CharField()
    lines = LineStandingOut(many=True)


class StoredOut(serializers.Serializer):
    """A check as it was stored."""

    line = serializers.IntegerField(source="line_id")
    stage, verdict = serializers.CharField(), serializers.CharField()
    law_day, checked_at = serializers.DateField(), serializers.DateTimeField()
    findings = RuleFindingOut(many=True)


class JudgementIn(serializers.Serializer):
    """Sở Nội vụ gives `verdict` and `reason` (an empty verdict takes it back), the unit gives `paper`."""

    rule = serializers.CharField(max_length=60, label="mã tiêu chuẩn")
    verdict = serializers.ChoiceField(choices=["", CheckVerdict.PASS, CheckVerdict.FAIL], required=False)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    paper = serializers.CharField(required=False, allow_blank=True, max_length=400)
    version = serializers.IntegerField(min_value=0, default=0)


class JudgementOut(serializers.Serializer):
    rule, verdict, reason, paper = (serializers.CharField() for _ in range(4))
    version = serializers.IntegerField()


class SharesIn(serializers.Serializer):
    members, titled, completed, fighters, severe = (serializers.IntegerField(min_value=0) for _ in range(5))
    source = serializers.CharField(max_length=300)
    version = serializers.IntegerField(min_value=0, default=0)


class SharesOut(SharesIn):
    version = serializers.IntegerField()


class ClaimIn(serializers.Serializer):
    initiative = serializers.IntegerField(allow_null=True, help_text="null: thôi dùng")


class ChoiceIn(serializers.Serializer):
    reason = serializers.CharField(allow_blank=True, max_length=1000, help_text="Trống: trở lại luật ngày tiếp nhận")


class Checking:
    """Beside the dossiers: mixed into their rows."""

    @extend_schema(responses={200: ChecksOut, 404: out.Refusal}, summary="Kết quả kiểm tra từng dòng, bây giờ")
    @action(detail=True, methods=["get"])
    def checks(self, request, pk):
        return Response(self._checks(self._readable()))

    @extend_schema(responses={200: StoredOut(many=True), 404: out.Refusal},
                   summary="Kết quả kiểm tra đã lưu khi gửi và khi thẩm định")  # fmt: skip
    @action(detail=True, methods=["get"], url_path="stored-checks")
    def stored_checks(self, request, pk):
        rows = LineCheck.objects.visible_to(request.user).filter(line__dossier=self._readable())
        rows = list(rows.select_related("line__honoree").order_by("pk"))
        trusted = trusted_with(request.user, [row.line for row in rows])
        given = [_stored(row, row.line_id in trusted) for row in rows]
        shut = shut_doors([one for row in given for one in row["findings"]], request.user)
        given = [row | {"findings": behind(row["findings"], shut)} for row in given]
        return Response(StoredOut(given, many=True).data)

    @extend_schema(request=None, responses={200: ChecksOut, **REFUSALS}, summary="Kiểm tra lại và lưu kết quả")
    @action(detail=True, methods=["post"])
    def recheck(self, request, pk):
        dossier = self._readable()
        actions.recheck_dossier(dossier=dossier, by=request.user, at=clock.now())
        return Response(self._checks(dossier))

    @extend_schema(request=ChoiceIn, responses={200: ChecksOut, **REFUSALS}, summary="Chọn luật sửa đổi, kèm lý do")
    @action(detail=True, methods=["post"], url_path="law-choice")
    def law_choice(self, request, pk):
        dossier = self._readable()
        _must(request.user, "awards.choose_law", dossier)
        reason = checked(ChoiceIn, request)["reason"]
        actions.choose_law(dossier=dossier, reason=reason, by=request.user, at=clock.now())
        return Response(self._checks(dossier))

    @extend_schema(request=JudgementIn, responses={200: JudgementOut, **REFUSALS},
                   summary="Kết luận của người xét, hoặc căn cứ của đơn vị")  # fmt: skip
    @action(detail=True, methods=["post"], url_path=f"{LINE}/judgements")
    def judgements(self, request, pk, line):
        row = self._checked_line(line)
        if not (request.user.has_perm("awards.edit_dossier", row.dossier)
                or request.user.has_perm("awards.judge_line", row.dossier)):  # fmt: skip
            raise PermissionDenied("awards.judge_line")
        given = checked(JudgementIn, request)
        who = {"line": row, "rule": given["rule"], "version": given["version"], "by": request.user, "at": clock.now()}
        if "paper" in given:
            written = actions.give_paper(paper=given["paper"], **who)
        else:
            written = actions.judge_line(verdict=given.get("verdict", ""), reason=given["reason"], **who)
        return Response(JudgementOut(written).data)

    @extend_schema(request=SharesIn, responses={200: SharesOut, **REFUSALS}, summary="Số liệu của tập thể")
    @action(detail=True, methods=["put"], url_path=f"{LINE}/shares")
    def shares(self, request, pk, line):
        row = self._checked_line(line)
        _must(request.user, "awards.edit_dossier", row.dossier)
        given = checked(SharesIn, request)
        version = given.pop("version")
        written = actions.save_shares(line=row, heads=Heads(**given), version=version, by=request.user, at=clock.now())
        return Response(SharesOut(written).data)

    @extend_schema(request=ClaimIn, responses={204: None, **REFUSALS}, summary="Dòng này dùng sáng kiến nào")
    @action(detail=True, methods=["put"], url_path=f"{LINE}/initiative")
    def initiative(self, request, pk, line):
        row = self._checked_line(line)
        _must(request.user, "awards.edit_dossier", row.dossier)
        key, who = checked(ClaimIn, request)["initiative"], {"by": request.user, "at": clock.now()}
        if key is None:
            actions.release_initiative(line=row, **who)
        else:
            chosen = get_object_or_404(Initiative.objects.visible_to(request.user), pk=key)
            actions.claim_initiative(line=row, initiative=chosen, **who)
        return Response(status=204)

    def _readable(self):
        """While a unit corrects, nobody else reads its check."""
        dossier = self.get_object()
        rows = Dossier.objects.visible_to(self.request.user).files_visible_to(self.request.user)
        if not rows.filter(pk=dossier.pk).exists():
            raise Http404
        return dossier

    def _checked_line(self, key):
        dossier = self._readable()
        rows = Nomination.objects.visible_to(self.request.user).select_related("honoree__unit", "award")
        line = get_object_or_404(rows, pk=key, dossier=dossier)
        line.dossier = dossier
        return line

    def _checks(self, dossier):
        today, user = clock.today(), self.request.user
        law = law_of(dossier, today=today)
        lines = overview(dossier, user, today=today)
        shut = shut_doors([one for line in lines for one in line.findings], user)
        lines = [replace(one, findings=behind(one.findings, shut)) for one in lines]
        return ChecksOut({"law_day": law.day, "law_choice": law.choice, "lines": lines}).data


def _must(user, permission, dossier):
    if not user.has_perm(permission, dossier):
        raise PermissionDenied(permission)


def _stored(row, trusted):
    """Its verdict is that of what may be read."""
    findings = shown_findings(from_json(row.findings), trusted)
    names = ("line_id", "stage", "law_day", "checked_at")
    return {name: getattr(row, name) for name in names} | {"findings": findings, "verdict": verdict(findings)}
