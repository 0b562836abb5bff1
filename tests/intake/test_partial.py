"""One run tells all: a fault in a file does not hide the others in it, nor those of its neighbours."""

from __future__ import annotations

HEADER = "issues/2023-06/issue.yml"
TICKETS = "issues/2023-06/tickets.yml"
FIGURES = "issues/2023-05/figures.yml"
CASE = "issues/2023-06/cases/01.yml"


def test_a_wrong_date_hides_no_other_ticket(told) -> None:
    """Nor the unknown name in its own row; places count the rows of the file."""
    rows = """
        工单:
          - {编号: T-1, 受理日期: 2023/5/3, 来源: 监管转办, 类型: 投诉, 机构: 云溪分航, 业务: 贷款业务, 有效: 否}
          - {受理日期: 2023-05-04, 来源: 客户之声, 类型: 表扬, 机构: [甲]}
          - {编号: T-1, 受理日期: 2023-06-04, 来源: 监管转办, 类型: 意见, 机构: 墨砚分行, 业务: 贷款, 有效: 是}
        """

    assert told({TICKETS: rows, CASE: None, "issues/2023-07/followups.yml": None}) == [
        f"{TICKETS}:2:21 VOC105",
        f"{TICKETS}:2:53 VOC103",
        f"{TICKETS}:3:6 VOC102",
        f"{TICKETS}:3:46 VOC104",
        f"{TICKETS}:4:10 VOC202",
        f"{TICKETS}:4:21 VOC205",
        f"{TICKETS}:4:47 VOC210",
        f"{TICKETS}:4:65 VOC103",
    ]


def test_a_wrong_header_hides_nothing_of_its_issue(told, swap) -> None:
    """The issue's tickets, cases and plan are still held against the words of the month it counts."""
    found = told(
        {
            **swap(HEADER, "状态: 已发布", "状态: 已发佈", "2023-06-12", "2023-06-31", "[客服中心]", "[客服中新]"),
            **swap(TICKETS, "墨砚分行", "黑砚分行"),
            **swap(CASE, "云溪分行", "云溪支行"),
        }
    )

    assert [one.rpartition(" ")[2] + " " + one.split(":")[0] for one in found] == [
        f"VOC103 {CASE}",
        f"VOC105 {HEADER}",
        f"VOC108 {HEADER}",
        f"VOC103 {HEADER}",
        f"VOC103 {TICKETS}",
    ]


def test_a_wrong_count_hides_no_wrong_sum(told, swap) -> None:
    """Rows are added up while the sentence is wrong; a row that is gone is not missed in the sum."""
    wrong = swap(FIGURES, "件数: 3", "件数: 3件", "合计: {监管转办投诉: 1", "合计: {监管转办投诉: 2")
    gone = swap(FIGURES, "墨砚分行, 监管转办投诉: 0", "墨砚分行, 监管转办投诉: 零")

    assert [one.rpartition(" ")[2] for one in told(wrong)] == ["VOC106", "VOC501"]
    assert [one.rpartition(" ")[2] for one in told(gone)] == ["VOC106"]


def test_a_key_twice_hides_no_wrong_value(told, swap) -> None:
    """The first one counts until the editor has chosen."""
    found = told(swap(CASE, "类型: 投诉", "类型: 投拆", "经过:", "标题: 又一个\n经过:"))

    assert [one.rpartition(" ")[2] for one in found] == ["VOC108", "VOC118"]


def test_what_was_salvaged_is_no_part_of_the_archive(read_in, swap) -> None:
    """Whoever publishes or counts sees the strict reading only."""
    loaded = read_in(swap(TICKETS, "2023-05-03", "2023/5/3"))

    assert [issue.tickets is None for issue in loaded.archive.issues] == [True, True, False]
