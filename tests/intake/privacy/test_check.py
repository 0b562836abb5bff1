"""The rule over an archive: where it tells, what it lets pass, and what it says of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc_build.intake.loaded import Loaded
from voc_build.intake.privacy.check import REPORTED, personal_data
from voc_build.intake.report import github_report, gitlab_report, json_report, text_report
from voc_build.numbers.audit import diagnose
from voc_build.words.diagnostics import Diagnostic

Read = Callable[..., Loaded]
Told = Callable[..., list[str]]
Swap = Callable[..., dict[str, str]]

CASE = "issues/2023-06/cases/01.yml"
ISSUE = "issues/2023-06/issue.yml"
TICKETS = "issues/2023-06/tickets.yml"
FOLLOWUPS = "issues/2023-07/followups.yml"
FIGURES = "issues/2023-05/figures.yml"
ALLOW = "pii-allow.yml"
PHONE = "16012345678"


def _found(loaded: Loaded) -> list[Diagnostic]:
    return list(personal_data(loaded))


def _allow(finger: str, file: str = CASE, until: str = "2023-12-31") -> dict[str, str]:
    return {ALLOW: f"- {{指纹: {finger}, 文件: {file}, 理由: 核对过, 批准人: 消保部, 到期: {until}}}\n"}


def _fingerprint(one: Diagnostic) -> str:
    return one.help.rpartition(" ")[2]


def test_an_old_identity_number_is_called_what_it_is(read_in: Read, swap: Swap) -> None:
    """Fifteen digits, not eighteen: an editor who counts must not take it for a mistake."""
    loaded = read_in(swap(CASE, "收益没有按时到账。", "身份证号220000500815001有误。"))

    assert [one.message for one in _found(loaded)] == ["文中有十五位的旧身份证号（尾两位 01）"]


def test_staff_who_agreed_are_no_suspicion_either(read_in: Read, swap: Swap) -> None:
    """署名同意: 是 is for the whole case."""
    loaded = read_in(swap(CASE, "经过: 收益没有按时到账。", "署名同意: 是\n经过: 次日，王小明到支行说明。"))

    assert not _found(loaded)


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (CASE, "信托收益迟到五周", f"收益§{PHONE}", "VOC301"),
        (CASE, "资料差错]", f"资料差错, §{PHONE}]", "VOC301"),
        (CASE, "收益没有按时到账。", f"收益没有按时到账，\n  请回电\n  §{PHONE}。", "VOC301"),
        (CASE, "收益没有按时到账。", '"收益没有到账，邮箱§a_b@example.com。"', "VOC304"),
        (CASE, "经过: 收益没有按时到账。", "经过: |\n  收益没有到账。\n\n  身份证§11010519491231002X有误。", "VOC302"),
        (CASE, "手续要一次办对。", "卡号§6220000012345678901不能外泄。", "VOC303"),
        (CASE, "补上培训。", "向吉A12345的车主道歉。".replace("吉", "§吉"), "VOC305"),
        (CASE, "收益没有按时到账。", "客户§田建国多次来电。", "VOC306"),
        (CASE, "手续要一次办对。", "行长§姚某顺带头学习。", "VOC307"),
        (CASE, "收益没有按时到账。", f"流水号§{PHONE}查无结果。", "VOC315"),
        (CASE, "收益没有按时到账。", "§王小明反映，收益没有到账。", "VOC315"),
        (CASE, "手续要一次办对。", "家住§幸福小区3栋2单元501室的客户。", "VOC308"),
        (CASE, "手续要一次办对。", "请打§400-800-1234。", "VOC310"),
        (ISSUE, "刊名: 河源银行客户之声", f"刊名: 客户之声§{PHONE}", "VOC301"),
        (ISSUE, "内容: 逐月检查。", f"内容: 逐月检查，电话§{PHONE}。", "VOC301"),
        (ISSUE, "数据口径: 工单", f"数据口径: 工单\n要点: [好, 请打§{PHONE}]", "VOC301"),
        (ISSUE, "数据口径: 工单", f"数据口径: 工单\n总体情况: 来电§{PHONE}。", "VOC301"),
        (
            ISSUE,
            "数据口径: 工单",
            f"数据口径: 工单\n更正: [{{日期: 2023-06-13, 说明: 删去§{PHONE}}}]",
            "VOC301",
        ),
        (FOLLOWUPS, "检查了一半。", f"检查了一半，回访§{PHONE}。", "VOC301"),
        (FIGURES, "机构表:", f"机构表:\n  标题: 各渠道§{PHONE}", "VOC301"),
        (
            FIGURES,
            "机构表:",
            f"已知差异: [{{指标: 表扬, 正文: 9, 采用: 都不用, 说明: 两处不同, 说明人: 消保部§{PHONE}}}]\n机构表:",
            "VOC301",
        ),
        ("archive.yml", "客户之声档案", f"档案§{PHONE}", "VOC301"),
        (TICKETS, "有效: 否}", f"有效: 否, 摘要: 客户电话§{PHONE}要求回电}}", "VOC311"),
    ],
)
def test_personal_data_is_told_where_it_begins(
    read_in: Read, swap: Swap, path: str, old: str, new: str, code: str
) -> None:
    """In every text of every file; the place is the first character, marked § here."""
    marked = swap(path, old, new)[path]
    before = marked[: marked.index("§")].split("\n")
    if marked.startswith("家住", marked.index("§") - 2):
        before[-1] = before[-1][:-2]

    found = [f"{one.place} {one.rule.code}" for one in _found(read_in({path: marked.replace("§", "")}))]

    assert found == [f"{path}:{len(before)}:{len(before[-1]) + 1} {code}"]


def test_the_second_of_two_equal_numbers_has_its_own_place(told: Told, swap: Swap) -> None:
    """Both stand in one line, and both are told."""
    found = told(swap(CASE, "收益没有按时到账。", f"先打{PHONE}，再打{PHONE}。"))

    assert found == [f"{CASE}:7:7 VOC301", f"{CASE}:7:21 VOC301"]


def test_no_report_lets_a_number_through(read_in: Read, swap: Swap) -> None:
    """Message, help, excerpt and path, in every format: the kind and two characters, nothing else."""
    wrong = swap(
        CASE,
        "收益没有按时到账。",
        f"客户田建国，电话１６０ １２３４ ５６７８，{PHONE}。",
        "类型: 投诉",
        f"类型: {PHONE}",
    )
    loaded = read_in(swap(CASE, "收益没有按时到账。", f"客户田建国，电话１６０ １２３４ ５６７８，{PHONE}。"))
    broken = read_in(wrong)
    for one in (loaded, broken):
        found = diagnose(one)
        for report in (
            text_report(found, one.files),
            json_report(found),
            github_report(found, one.layout.root),
            gitlab_report(found, one.layout.root),
        ):
            assert PHONE[:9] not in report
            assert "５６" not in report
            assert "建国" not in report
    assert "手机号（尾两位 78）" in json_report(diagnose(loaded))


def test_public_numbers_are_no_leak(told: Told, swap: Swap) -> None:
    """However they are written, and so is what 反馈 names."""
    known = "公开号码: [400-83-96666, 12378]\n反馈: office@example.com\n"
    texts = swap(
        CASE, "收益没有按时到账。", "打 4008396666、４００－８３－９６６６６ 或 12378，写给 office@example.com。"
    )

    assert told({**texts, "archive.yml": known}) == []
    assert [one.split()[1] for one in told(texts)] == ["VOC310", "VOC310", "VOC304"]


def test_staff_who_agreed_may_be_named(told: Told, swap: Swap) -> None:
    """署名同意: 是 is for staff, never for customers."""
    named = ("收益没有按时到账。", "大堂经理王丽丽帮助客户田建国。")
    agreed = ("类型: 投诉", "类型: 投诉\n署名同意: 是")

    assert [one.split()[1] for one in told(swap(CASE, *named))] == ["VOC307", "VOC306"]
    assert [one.split()[1] for one in told(swap(CASE, *named, *agreed))] == ["VOC306"]


TOGETHER = "田先生 5 月 3 日在河湾支行存入 123456 元，没有回单。"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (TOGETHER, ["VOC309"]),
        (TOGETHER.replace("5 月 3 日", "2023-05-03 "), ["VOC309"]),
        (TOGETHER.replace("123456 元", "十二万三千元"), ["VOC309"]),
        (TOGETHER.replace("田先生", "一位客户"), []),
        (TOGETHER.replace("5 月 3 日", "5 月上旬"), []),
        (TOGETHER.replace("123456 元", "十余万元"), []),
        (TOGETHER.replace("123456 元", "近12万元"), []),
        (TOGETHER.replace("河湾支行", "经办支行"), []),
    ],
)
def test_a_name_a_day_an_amount_and_a_sub_branch_warn_together(
    told: Told, swap: Swap, text: str, codes: list[str]
) -> None:
    """Any three of the four are fine."""
    assert [one.split()[1] for one in told(swap(CASE, "收益没有按时到账。", text))] == codes


# -- the allow-list -------------------------------------------------------------------------------
def test_what_is_allowed_is_not_told(read_in: Read, told: Told, swap: Swap) -> None:
    """The help gives the fingerprint to copy; it holds for other spacing too, and for that file only."""
    changes = swap(CASE, "收益没有按时到账。", f"电话{PHONE}。")
    spaced = swap(CASE, "收益没有按时到账。", "电话160-1234-5678。")
    finger = _fingerprint(_found(read_in(changes))[0])

    assert told({**changes, **_allow(finger)}) == []
    assert told({**spaced, **_allow(finger)}) == []
    assert told({**changes, **_allow(finger, ISSUE)}) == [f"{CASE}:7:7 VOC301", f"{ALLOW}:1:8 VOC312"]


def test_an_entry_nobody_needs_fails(told: Told) -> None:
    """Else the same number could come back unseen."""
    assert told(_allow("3f9a0c12")) == [f"{ALLOW}:1:8 VOC312"]


def test_an_entry_is_over_when_the_newest_issue_is_later(read_in: Read, told: Told, swap: Swap) -> None:
    """The day is judged by the archive (2023-07-12 here), so that an old commit builds as it did."""
    changes = swap(CASE, "收益没有按时到账。", f"电话{PHONE}。")
    finger = _fingerprint(_found(read_in(changes))[0])

    assert told({**changes, **_allow(finger, until="2023-07-12")}) == []
    assert [one.split()[1] for one in told({**changes, **_allow(finger, until="2023-07-11")})] == ["VOC313"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("指纹: 3f9a0c12\n", "VOC104"),
        ("- {指纹: 3F9A, 文件: a.yml, 理由: 无, 批准人: 甲, 到期: 2023-12-31}\n", "VOC109"),
        ("- {指纹: 3f9a0c12, 文件: a.yml, 批准人: 甲, 到期: 2023-12-31}\n", "VOC102"),
        ("- 3f9a0c12\n", "VOC104"),
        ("# nothing yet\n", None),
    ],
)
def test_an_entry_that_cannot_be_read_is_told(told: Told, text: str, code: str | None) -> None:
    """Like any other record."""
    assert [one.split()[1] for one in told({ALLOW: text})] == ([code] if code else [])


def test_an_unreadable_case_makes_no_entry_superfluous(told: Told, swap: Swap) -> None:
    """One fault, one problem."""
    assert [one.split()[1] for one in told({**swap(CASE, "类型: 投诉", "类型: 坏"), **_allow("3f9a0c12")})] == [
        "VOC108"
    ]


def test_many_summaries_are_told_twenty_times_and_counted(read_in: Read, swap: Swap) -> None:
    """An import that took the wrong column does not bury everything else."""
    row = "  - {{编号: T-{}, 受理日期: 2023-05-03, 来源: 客户之声, 类型: 表扬, 机构: 云溪分行, 摘要: 电话16012345{}}}\n"
    rows = "".join(row.format(n, n) for n in range(100, 160))
    found = [one for one in _found(read_in({TICKETS: "工单:\n" + rows})) if one.rule.code == "VOC311"]

    assert len(found) == REPORTED
    assert "此后还有 40 处" in found[-1].message
