"""What the server of a preview says, in Chinese."""

from __future__ import annotations

import logging

import pytest

from voc_build.host.talk import in_chinese


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('[17:32:16] "GET /cases/9/ HTTP/1.1" code 404', "没有这一页：/cases/9/"),
        ('[17:32:16] "GET /cases/9/ HTTP/1.1" code 500', "这一页出错：/cases/9/"),
        ('[17:32:16] "GET /favicon.ico HTTP/1.1" code 404', None),
        ('[17:32:16] "GET /cases HTTP/1.1" code 302', None),
        ("An error happened during the rebuild. The server will appear stuck until …",
         "生成出错，网页暂时不会更新；改好存盘后会恢复。"),
        ("站内链接有误", "站内链接有误"),
    ],
)  # fmt: skip
def test_requests_are_told_in_chinese_or_not_at_all(said: str, told: str | None) -> None:
    """Only what somebody may wonder about."""
    record = logging.LogRecord("mkdocs.livereload", logging.WARNING, "", 0, said, None, None)
    spoken = in_chinese(record)

    assert (record.getMessage() if spoken else None) == told
