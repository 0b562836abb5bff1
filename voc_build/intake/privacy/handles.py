"""What leads to a person and is not only digits: e-mail, WeChat names, plates, documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voc_build.intake.privacy.finding import Finding, Kind
from voc_build.intake.privacy.folding import SPACES

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使"
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64} ?@ ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_PLATE = re.compile(
    rf"[{_PROVINCES}] ?[A-HJ-NP-Z][ ·•.-]{{0,2}}"
    r"(?=[A-Z]{0,5}[0-9])[A-HJ-NP-Z0-9]{4}(?:[A-HJ-NP-Z0-9]{1,2}|[A-HJ-NP-Z0-9]?[挂学警港澳领])(?![A-Za-z0-9.%])",
    re.IGNORECASE,
)
_FILL = r"(?:[\s为是系叫：:,，\"“‘'(（【\[<《]|号码?|账号|帐号|昵称|id)*"
_WECHAT = re.compile(
    rf"(微信|薇信|wechat|(?<![A-Za-z])[vw]x)({_FILL})([A-Za-z][A-Za-z0-9_-]{{5,19}})(?![A-Za-z0-9_-])",
    re.IGNORECASE,
)
_DEVICE = re.compile(r"(?:iphone|ipad|android|windows|harmony|version|wechat|beta|release)", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"(?:护照|通行证|军官证|士兵证|驾驶证|驾照|台胞证|回乡证|居留证|证件)(?:号码?)?[\s为是系：:,，\"“(（]{0,4}"
    r"([A-Z]{1,2}\d{7,9}|\d{12}(?=\D|$))(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MARKS = ("@", "＠", "微信", "薇信")
_SEEMS = re.compile(
    f"[{_PROVINCES}照证VvＶｖWwＷｗ]"
    "(?:(?<=[VvＶｖWwＷｗ])[XxＸｘ]|(?<=[WwＷｗ])[EeＥｅ][CcＣｃ]"
    f'|(?<![VvＶｖWwＷｗ])[件号码为是系：:,，＂"“(（\\s{SPACES}]{{0,8}}[^\\W\u4e00-\u9fff])'
)
"""A text with neither has none: every way to write what the patterns begin with, before it is folded."""


def likely(text: str) -> bool:
    """Whether a text may have any of these; far quicker than looking for them."""
    return any(mark in text for mark in _MARKS) or _SEEMS.search(text) is not None


def handles(view: str) -> Iterator[Finding]:
    """Every such thing in a folded text."""
    if "@" in view:
        for match in _EMAIL.finditer(view):
            yield _found(Kind.EMAIL, match)
    for match in _PLATE.finditer(view):
        yield _found(Kind.PLATE, match)
    for match in _WECHAT.finditer(view):
        name = match[3]
        said = match[2].strip() or match[1].lower() in ("vx", "wx")
        if (said or re.search(r"[0-9_]", name)) and not _DEVICE.match(name):
            yield _found(Kind.WECHAT, match, 3)
    for match in _DOCUMENT.finditer(view):
        yield _found(Kind.DOCUMENT, match, 1)


def _found(kind: Kind, match: re.Match[str], group: int = 0) -> Finding:
    value = re.sub(r"[ ·•.-]", "", match[group]) if kind is Kind.PLATE else match[group].replace(" ", "")
    return Finding(kind, match.start(group), match.end(group), value.lower())
