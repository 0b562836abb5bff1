"""What stands beside the issues: archive.yml, taxonomy, lexicon and synonyms."""

from __future__ import annotations

from importlib.resources import files

from voc_build.sample.axes import BUSINESS, CAUSES, CHANNELS, GROUPS, group_dates, leaves, text
from voc_build.sample.bank import FORMER, NAME, cities
from voc_build.sample.grammar import grammar
from voc_build.sample.timeline import Timeline
from voc_build.words.measures import MEASURES, Measure

MARK = "# 由 voc sample 生成的虚构档案，可以整个删除重来。\n"
"""First line of archive.yml: by it an earlier sample is known and may be replaced."""

_MEANINGS = {
    "complaints": ("监管转办投诉、客户之声投诉与客户之声意见之和", "降"),
    "supervisor": ("来源为监管转办的投诉", "降"),
    "voice": ("来源为客户之声的投诉", "降"),
    "opinions": ("来源为客户之声的意见", "降"),
    "valid": ("认定成立的投诉与意见", "降"),
    "praise": ("各来源的表扬", "升"),
    "closure": ("当月全部工单中在本期发布日期及以前办结的占比", "升"),
    "ontime": ("消费投诉类工单中自受理起在时限内办结的占比", "升"),
    "repeat": ("消费投诉类工单中重复工单的占比", "降"),
}
_VALID_BEFORE = "认定本行有责任的投诉"


def surroundings(times: Timeline) -> dict[str, str]:
    """Every file outside `issues/`, by its path in the archive."""
    return {
        "archive.yml": _archive(times),
        "lexicon.txt": _lexicon(),
        "synonyms.yml": "".join(f"- [{', '.join(row.split())}]\n" for row in _lines("synonyms")),
        "taxonomy/institutions.yml": times.bank.text(times.last),
        "taxonomy/channels.yml": text("渠道", CHANNELS),
        "taxonomy/business_types.yml": text("业务", BUSINESS),
        "taxonomy/causes.yml": text("原因", CAUSES),
        "taxonomy/groups.yml": text("客户群体", GROUPS, group_dates(times.regrouped)),
        "taxonomy/measures.yml": _measures(times),
    }


def _archive(times: Timeline) -> str:
    events = {
        times.bank.renamed: f"{FORMER}分行更名",
        times.redefined: "有效投诉口径调整",
        times.bank.merged: "一家分行撤并",
        **{slot.month: "手机银行升级故障" for slot in times.slots if slot.shock},
    }
    rows = "".join(f"  - {{月份: {month}, 说明: {note}}}\n" for month, note in sorted(events.items()))
    return (
        f'{MARK}名称: {NAME}客户之声档案（演示）\n机构名称: {NAME}\n网址: ""\n反馈: ""\n'
        "公开号码: [12378, 12363]\n最低件数: {排名: 10, 百分比: 10}\n"
        f"事件:\n{rows}重设基线:\n  - 指标: 有效投诉\n    起: {times.redefined}\n"
        "    理由: 有效投诉的口径调整，前后件数不在一个水平上。\n    决定人: 总行消费者权益保护部\n"
    )


def _measures(times: Timeline) -> str:
    rows = []
    for measure in MEASURES:
        meaning, _ = _MEANINGS[measure.code]
        if measure.code == "valid" and times.redefined > times.first:
            rows.append(_definition(measure, _VALID_BEFORE, str(times.first), "否"))
            rows.append(_definition(measure, meaning, str(times.redefined), "是"))
        else:
            rows.append(_definition(measure, meaning, str(times.first), "否"))
    return "指标:\n" + "".join(rows)


def _definition(measure: Measure, meaning: str, since: str, breaks: str) -> str:
    unit = '"%"' if measure.is_rate else measure.unit
    better = _MEANINGS[measure.code][1]
    return (
        f"  - {{代码: {measure.code}, 名称: {measure.name}, 单位: {unit}, 方向: {better}, "
        f"起: {since}, 口径: {meaning}, 间断: {breaks}}}\n"
    )


def _lines(name: str) -> list[str]:
    return (files(__package__) / f"{name}.txt").read_text("utf-8").split("\n")[:-1]


def _lexicon() -> str:
    names = [one.name for axis in (BUSINESS, CAUSES, CHANNELS, GROUPS) for one in leaves(axis)]
    words = [*_lines("lexicon"), *grammar().lines("thing"), *grammar().lines("tag"), *names, NAME, *cities()]
    return "".join(f"{word}\n" for word in dict.fromkeys(words))
