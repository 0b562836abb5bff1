"""The rule about personal data: nothing an editor wrote leads to a person, unless somebody answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from voc_build.intake.loaded import Loaded
from voc_build.intake.privacy.allow import allow_list
from voc_build.intake.privacy.combination import together
from voc_build.intake.privacy.finding import MAYBE, Finding, Kind
from voc_build.intake.privacy.quiet import Quiet
from voc_build.intake.privacy.scan import public_numbers, scan
from voc_build.intake.privacy.written import Written, summaries, written
from voc_build.words.diagnostics import Diagnostic, rule

CODES = {
    Kind.MOBILE: "VOC301",
    Kind.LANDLINE: "VOC301",
    Kind.ID_CARD: "VOC302",
    Kind.DOCUMENT: "VOC302",
    Kind.BANK_CARD: "VOC303",
    Kind.ACCOUNT: "VOC303",
    Kind.EMAIL: "VOC304",
    Kind.WECHAT: "VOC304",
    Kind.QQ: "VOC304",
    Kind.PLATE: "VOC305",
    Kind.CUSTOMER: "VOC306",
    Kind.STAFF: "VOC307",
    Kind.ADDRESS: "VOC308",
    Kind.TOGETHER: "VOC309",
    Kind.SERVICE: "VOC310",
    **dict.fromkeys(MAYBE, "VOC315"),
}
"""The rule that a finding breaks."""

_HELP = {
    Kind.CUSTOMER: "只写姓氏，如“田先生”“一位客户”",
    Kind.STAFF: "写岗位不写姓名，如“二级行行长”；本人同意具名的，写 署名同意: 是",
    Kind.ADDRESS: "写到区县或街道为止",
    Kind.TOGETHER: "略去其中一项：日期写成“4 月中旬”，金额写成“数万元”，或不写支行",
    Kind.SERVICE: "可以公开的，写进 archive.yml 的 公开号码",
    Kind.MAYBE_MOBILE: "是手机号就删掉；确是流水号、单号的，也请只写后四位",
    Kind.MAYBE_ID: "是十五位的旧身份证号就删掉；确是别的编号的，在前面写明是什么编号，如“商户编号”",
    Kind.MAYBE_NAME: "是客户的，只写姓氏，如“田先生”；是员工的，写岗位；不是人名的，换个说法或登记",
}
_OLD = 15
"""Digits of an identity number issued before 1999."""

REPORTED = 20
"""How many findings in the summaries of one ticket file are told; the rest is a number."""

_DELETE = "删掉，或改写成看不出是谁的说法"


def personal_data(loaded: Loaded) -> Iterator[Diagnostic]:
    """Numbers, names and addresses in every text, and an allow-list that says no more than it must."""
    public = public_numbers(loaded.archive.settings)
    allowed = allow_list(loaded)
    yield from allowed.problems
    quiet = Quiet(loaded, public)
    rest = tuple(quiet.rest())
    for one in written(loaded, rest, quiet.is_quiet):
        found = tuple(_in(one, public))
        for finding in found:
            if not allowed.covers(one.file, finding):
                yield rule(CODES[finding.kind]).at(one.place(loaded, finding), _message(finding), help=_help(finding))
        if not found:
            quiet.note(one.file)
    for one in summaries(loaded, rest, quiet.is_quiet):
        found = scan(one.joined, public=public)
        yield from _in_summaries(loaded, one, [finding for finding in found if not allowed.covers(one.file, finding)])
        if not found:
            quiet.note(one.file)
    quiet.save()
    yield from allowed.left_over(loaded)


def _in(one: Written, public: frozenset[str]) -> Iterator[Finding]:
    consent = one.case is not None and one.case.staff_consent
    yield from scan(one.joined, public=public, without=(Kind.STAFF, Kind.MAYBE_NAME) if consent else ())
    if one.case is not None:
        found = together(one.joined, one.case.sub_branch)
        if found is not None:
            yield found


def _in_summaries(loaded: Loaded, one: Written, found: list[Finding]) -> Iterator[Diagnostic]:
    for finding in found[:REPORTED]:
        rest = len(found) - REPORTED if finding is found[:REPORTED][-1] else 0
        note = f"（此后还有 {rest} 处）" if rest > 0 else ""
        yield rule("VOC311").at(one.place(loaded, finding), f"摘要里有{finding.shown}{note}", help=_help(finding))


def _message(finding: Finding) -> str:
    if finding.kind is Kind.TOGETHER:
        return "姓氏、准确日期、准确金额和支行写在同一个案例里，合起来可能认出客户"
    old = finding.kind is Kind.ID_CARD and len(finding.value) == _OLD
    return f"文中有{'十五位的旧' if old else ''}{finding.shown}"


def _help(finding: Finding) -> str:
    advice = _HELP.get(finding.kind, _DELETE)
    return f"{advice}；经批准保留的，登记在 pii-allow.yml，指纹 {finding.fingerprint}"
