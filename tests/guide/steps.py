"""What the guide has its readers save and type."""

from __future__ import annotations

import html
import re
from pathlib import Path

from voc_build import cli

DOCS = Path(cli.__file__).parents[1] / "docs"
PAGES = sorted((DOCS / "guide").glob("*.md"))
STEP = re.compile(
    r"^`(?P<file>[\w/.-]+)`\n\n```(?:yaml|csv|text)\n(?P<text>.*?)```$"
    r'|^<pre class="voc-terminal" tabindex="0">\n(?P<run>.*?)</pre>$',
    re.MULTILINE | re.DOTALL,
)
PROMPT = re.compile(r"<b>\$ voc (.*)</b>")
TODAY = "1691625600"
"""2023-08-10, for SOURCE_DATE_EPOCH."""
MAPPING = """
    系统: 投诉台账
    列:
      编号: [工单编号]
      受理日期: [投诉受理日期]
      来源: [工单来源]
      类型: [工单类型]
      机构: [被投诉机构]
      业务: [投诉业务类别]
      有效: [是否有责]
      办结日期: [办结时间]
    值: {有效: {是: [有责], 否: [无责]}}
    """


def commands(run: str) -> list[list[str]]:
    """The words of each command in a terminal of the guide, without `voc`."""
    return [html.unescape(command).split() for command in PROMPT.findall(run)]
