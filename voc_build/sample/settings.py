"""What stands beside the issues: archive.yml, taxonomy, lexicon and synonyms."""

from __future__ import annotations

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
_WORDS = """客户之声 消费投诉 监管转办 有效投诉 办结率 及时办结率 重复率 消费者权益保护 首问负责制 服务热线
大堂经理 客户经理 理财经理 叫号机 爱心窗口 老花镜 意见簿 存取款一体机 智能柜台 手机银行 个人网银 微信银行
验证码 人脸识别 动账提醒 通行费 非柜面限额 大额存单 零存整取 净值型 业绩基准 犹豫期 抵押登记 结清证明 宽限期
最低还款 账单分期 征信查询 残损币 纪念币 积存金 储蓄国债 外包催收 困难客户 可疑交易 紧急止付 一次告知 容缺受理""".split()
_SYNONYMS = """养老金 退休金|信用卡 贷记卡|借记卡 储蓄卡|手机银行 移动客户端 掌上银行|网银 网上银行|热线 客服电话 客服中心
网点 营业厅 营业现场|柜面 柜台 窗口|自助机 取款机 自助机具|催收 催款 催债|提前还贷 提前还款 提前结清|房贷 住房贷款 按揭
代销保险 保险代销 银保|手续费 服务费 工本费|年费 卡费|扣费 扣款 划扣|盗刷 冒用|征信 信用记录 信用报告|老年客户 老年人 老人
残障客户 残疾人|小微企业主 个体工商户|新市民 进城务工人员|零钞 零钱 硬币|代发工资 工资代发|转账 汇款|销户 注销|叫号 排队 等候
吞卡 卡被吞|退保 解约|理财 理财产品|适老 适老化|闪退 卡顿 报错""".replace("\n", "|")


def files(times: Timeline) -> dict[str, str]:
    """Every file outside `issues/`, by its path in the archive."""
    return {
        "archive.yml": _archive(times),
        "lexicon.txt": _lexicon(),
        "synonyms.yml": "".join(
            f"- [{', '.join(row.split())}]\n" for row in _SYNONYMS.split("|")
        ),
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
        f"{MARK}名称: {NAME}客户之声档案（演示）\n机构名称: {NAME}\n网址: \"\"\n反馈: \"\"\n"
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
    return (
        f"  - {{代码: {measure.code}, 名称: {measure.name}, 单位: {unit}, 方向: {_MEANINGS[measure.code][1]}, "
        f"起: {since}, 口径: {meaning}, 间断: {breaks}}}\n"
    )


def _lexicon() -> str:
    names = [one.name for axis in (BUSINESS, CAUSES, CHANNELS, GROUPS) for one in leaves(axis)]
    words = [*_WORDS, *grammar().lines("thing"), *grammar().lines("tag"), *names, NAME, *cities()]
    return "".join(f"{word}\n" for word in dict.fromkeys(words))
