"""A draft as named fields that can be compared and doubted one by one."""

from __future__ import annotations

import re

from tests.intake.digitise.bulletin import BRANCHES, DEPARTMENT, NAME, PLAN, SLICES, Layout, Story
from voc_build.intake.digitise.draft import Draft
from voc_build.intake.digitise.letters import compact

MEASURES = ("监管转办投诉", "客户之声投诉", "客户之声意见", "有效投诉", "表扬")
STATED = {
    "消费投诉类工单": (22, "-71.79"),
    "监管转办投诉": (7, "-81.08"),
    "客户之声投诉": (6, ""),
    "客户之声意见": (9, ""),
    "表扬": (9, ""),
    "有效投诉": (7, "-69.57"),
    "办结率": (None, "100"),
}
NAMED = {
    "信托持有人的声音": ("投诉", "岫阳分行", "清溪支行", ("岫阳分行", "总行财富管理部")),
    "信用卡持卡人的声音": ("投诉", "信用卡中心", "", ("信用卡中心",)),
    "高龄储户的声音": ("表扬", "澜渚分行", "柳堤支行", ("澜渚分行",)),
    "按揭客户的声音": ("投诉", "霁城分行", "", ("霁城分行",)),
    "小店主的声音": ("投诉", "望汐分行", "", ("望汐分行",)),
}
UNSAID = {
    "信托持有人的声音": {"业务"},
    "信用卡持卡人的声音": {"机构", "类型", "业务"},
    "高龄储户的声音": {"类型"},
}
"""What the text of a case cannot say."""

Fields = dict[str, object]


def bare(text: str) -> str:
    """Letters and digits only: where lines and paragraphs ended is not told apart."""
    return re.sub(r"[\W_]", "", compact(text))


def expected(layout: Layout) -> Fields:
    """The fields of a bulletin so laid out."""
    counted = layout.year - (layout.month > layout.number)
    found: Fields = {
        "刊名": NAME,
        "编发部门": DEPARTMENT,
        "期号": f"{layout.year}-{layout.number:02d}",
        "统计月份": f"{counted}-{layout.month:02d}",
        "总体情况": bare(layout.overview),
        "机构表": (
            tuple((name, cells[: len(MEASURES)]) for name, cells in zip(BRANCHES, layout.cells, strict=True)),
            (21, 1, 5, 7, 10),
            f"{layout.month}月份各渠道消费投诉整体情况",
        ),
        "业务占比": (tuple((name, str(share)) for name, share in SLICES), f"{layout.month}月份消费投诉主要业务类别"),
        "工作计划": (
            (PLAN[0][0], ("信用卡中心", "远程银行中心"), bare(PLAN[0][1])),
            (PLAN[1][0], ("各分行",), bare(PLAN[1][1])),
        ),
        "案例": len(layout.stories),
    }
    found |= dict(STATED)
    for number, story in enumerate(layout.stories, 1):
        found |= {f"案例{number:02d}.{key}": value for key, value in _story(story).items()}
    return found


def _story(story: Story) -> Fields:
    kind, institution, branch, addressees = NAMED[story.heading]
    business = {"按揭客户的声音": "贷款业务", "小店主的声音": "借记卡业务", "信托持有人的声音": "银行代理业务"}
    return {
        "标题": story.heading,
        "类型": kind,
        "机构": (institution, branch),
        "业务": "" if kind == "表扬" else business.get(story.heading, "信用卡业务"),
        "经过": bare("".join(story.facts)),
        "启示": bare(story.lesson),
        "建议": tuple((who, bare(text)) for who, text in zip(addressees, story.asked, strict=False)),
    }


def read(found: Draft) -> Fields:
    """The fields of a draft."""
    fields: Fields = {
        "刊名": found.head.name,
        "编发部门": found.head.department,
        "期号": str(found.period),
        "统计月份": str(found.month),
        "总体情况": bare(found.overview),
        "机构表": _table(found),
        "业务占比": (tuple((name, str(share)) for name, share in found.pie.slices), found.pie.title)
        if found.pie
        else None,
        "工作计划": tuple((item.title, item.owners, bare(item.content)) for item in found.plan),
        "案例": len(found.cases),
    }
    for name, stated in found.figures.stated.items():
        number = stated.rate if stated.rate is not None else stated.growth
        fields[name] = (stated.count, "" if number is None else str(number))
    for case in found.cases:
        fields |= {
            f"案例{case.number:02d}.{key}": value
            for key, value in (
                ("标题", case.title),
                ("类型", case.kind),
                ("机构", (case.institution, case.sub_branch)),
                ("业务", case.business),
                ("经过", bare(case.story + case.finding)),
                ("启示", bare(case.lesson)),
                ("建议", tuple((one.addressee, bare(one.content)) for one in case.advice)),
            )
        }
    return fields


def _table(found: Draft) -> object:
    if found.table is None:
        return None
    rows = tuple((name, tuple(cells.get(measure) for measure in MEASURES)) for name, cells in found.table.rows)
    return rows, tuple(found.table.total.get(measure) for measure in MEASURES), found.table.title


def doubted(found: Draft) -> set[str]:
    """The fields in 待核; a case's by its number and key."""
    fields = set()
    for doubt in found.doubts:
        case = re.match(r"案例 (\d+) 的(..)：", doubt.reason)
        fields.add(f"案例{case[1]}.{case[2]}" if case else doubt.field)
    return fields


def unsaid(layout: Layout) -> set[str]:
    """What must stand in 待核 of any bulletin so laid out: the text does not say it."""
    said = {f"案例{number:02d}.{key}" for number, story in enumerate(layout.stories, 1)
            for key in UNSAID.get(story.heading, ())}  # fmt: skip
    return {"发布日期", *said}


def wrong(found: Draft, layout: Layout) -> set[str]:
    """The fields that are not as printed."""
    has, should = read(found), expected(layout)
    return {key for key in has.keys() | should.keys() if has.get(key) != should.get(key)}
