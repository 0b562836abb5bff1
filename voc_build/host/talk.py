"""What a build or a preview says while it works: MkDocs' messages, without those of plugins about themselves."""

from __future__ import annotations

import logging
import re

_REQUEST = re.compile(r'"\w+ (?P<address>\S+) [^"]*" code (?P<code>\d{3})$')
_QUIET = ("/favicon.ico", "/livereload/")
_STUCK = "An error happened during the rebuild"


def talk() -> None:
    """Print MkDocs' records, once."""
    log = logging.getLogger("mkdocs")
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        handler.addFilter(in_chinese)
        log.addHandler(handler)
    log.setLevel(logging.WARNING)
    logging.getLogger("mkdocs.voc").setLevel(logging.INFO)


def in_chinese(record: logging.LogRecord) -> bool:
    """Say what the preview's server says in Chinese; whether it is worth saying at all."""
    said = record.getMessage()
    if request := _REQUEST.search(said):
        if request["code"] not in ("404", "500") or request["address"].startswith(_QUIET):
            return False
        what = "没有这一页" if request["code"] == "404" else "这一页出错"
        record.msg, record.args = f"{what}：{request['address']}", ()
    elif _STUCK in said:
        record.msg, record.args = "生成出错，网页暂时不会更新；改好存盘后会恢复。", ()
    return True
