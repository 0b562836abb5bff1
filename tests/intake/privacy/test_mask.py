"""What a report shows of personal data."""

from __future__ import annotations

import pytest

from voc_build.intake.privacy.mask import mask


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话160-1234-5678，请回电", "电话***-****-**78，请回电"),
        ("身份证11010519491231002X", "身份证****************2X"),
        ("客户田建国来电", "客户田**来电"),
        ("行长姚某顺", "行长姚**"),
        ("邮箱a_b@example.com", "邮箱*_*********.*om"),
        ("住人民大街88号3栋2单元501室", "*****************"),
        ("编号“160123456…", "编号“*********…"),
        ("工单 T-202305-0001 于 2023-05-03 受理 22 件", "工单 T-202305-0001 于 2023-05-03 受理 22 件"),
    ],
)
def test_a_number_keeps_its_last_two_characters_and_a_name_its_first(text: str, shown: str) -> None:
    """Everything else of it becomes a star, what stands around it stays."""
    assert mask(text) == shown
