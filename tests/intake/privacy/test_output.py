"""The build's last look at its own pages and files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc_build.intake.loaded import Loaded
from voc_build.intake.privacy.output import LastLook
from voc_build.pages.gate import gate

PHONE = "160-1234-5678"


@pytest.fixture
def look(read_in: Callable[..., Loaded]) -> LastLook:
    """What the small archive may publish."""
    return LastLook(read_in({"archive.yml": "公开号码: [400-83-96666]\n"}))


def test_a_number_is_found_behind_the_gate(look: LastLook) -> None:
    """Pages write every punctuation mark as a character reference."""
    page = f"<p>请打 {gate(PHONE)}。</p>"

    assert PHONE not in page
    assert [one.shown for one in look.scan_output(page)] == ["手机号（尾两位 78）"]


@pytest.mark.parametrize(
    "text",
    [
        "<td>160</td><td>1234</td><td>5678</td>",
        '<script type="application/json">[16012345678]</script>',
        '<a href="/16012345678/">细节</a>',
        "期号,指标,数值\n2022-05,有效投诉,16012\n2022-05,表扬,9\n",
        "数值,0.1601234567812345\n",
        f"<p>热线 {gate('400-83-96666')}</p>",
        "<p>大堂经理王丽丽</p>",
    ],
)
def test_what_only_stands_side_by_side_is_no_number(look: LastLook, text: str) -> None:
    """Cells, lines and tags part numbers; what readers do not see is not looked at; staff are the check's."""
    assert look.scan_output(text) == ()
