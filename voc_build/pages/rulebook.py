"""The rules of the archive for the editors' guide, made from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator

from voc_build.pages.gate import gate
from voc_build.pages.publication import Publication
from voc_build.words.diagnostics import ALL_RULES, Rule, Severity

_PARTS = {
    "0": ("目录和文件", "档案有没有、缺不缺文件。"),
    "1": ("一个值", "一个键、一个日期、一个名称怎样写。"),
    "2": ("各处之间", "几处写的东西要彼此对得上。"),
    "3": ("个人信息", "不能发布的内容。"),
    "4": ("导入与数字化", "台账和旧刊读进来时的问题。"),
    "5": ("数字核对", "同一个数在几处的说法要一致。"),
}
"""Title and a sentence for each hundred of codes."""

_LEVELS = {Severity.ERROR: "错误：须改正才能生成网站", Severity.WARNING: "警告：不影响生成网站"}


def rules(publication: Publication) -> str:
    """Markdown: one part for each hundred of codes, one section for each rule, addressed by its code."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    for digit, (title, about) in _PARTS.items():
        found = [rule for code, rule in ALL_RULES.items() if code.startswith(f"VOC{digit}")]
        if found:
            yield f"## {title} {{ #voc{digit} }}\n\n{about}\n"
            for rule in found:
                yield from _section(rule)


def _section(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code} {gate(rule.text.title)} {{ #{rule.code.lower()} }}\n"
    yield f"{_LEVELS[rule.severity]}。\n{{: .voc-fine }}\n"
    yield f"{gate(rule.text.why)}\n"
    yield f"**怎么改**：{gate(rule.text.remedy)}\n"
