"""Files into an archive: what is read, what is left out, what is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voc_build.intake.cache import Cache
from voc_build.intake.load import Loaded, load
from voc_build.intake.report import text_report
from voc_build.numbers.audit import diagnose
from voc_build.words.diagnostics import Place
from voc_build.words.moments import SHANGHAI, release_time
from voc_build.words.month import Month

Write = Callable[..., Path]
Swap = Callable[..., dict[str, str]]

LAST = "issues/2023-07/issue.yml"
CANARY = "独一无二的金丝雀"


def after(text: str) -> dt.datetime:
    """A moment of release."""
    return release_time(text)


def everything(loaded: Loaded) -> str:
    """Every word a build could take from what was loaded, the problems told among them."""
    told = text_report(diagnose(loaded), loaded.files)
    return "\n".join([repr(loaded.archive), repr(loaded.layout), repr(sorted(loaded.files.items())), told])


@pytest.fixture
def planted(swap: Swap) -> dict[str, str | bytes]:
    """The last issue with a unique word in each of its files."""
    return {
        **swap(LAST, "数据口径: 工单", f"数据口径: 工单\n总体情况: {CANARY}"),
        **swap("issues/2023-07/tickets.yml", "关联: T-2", f"摘要: {CANARY}, 支行: {CANARY}"),
        **swap("issues/2023-07/followups.yml", "已经培训。", CANARY),
        "issues/2023-07/cases/01.yml": f"标题: {CANARY}\n类型: 表扬\n机构: 云溪分行\n经过: 甲\n启示: 乙\n",
        f"issues/2023-07/cases/{CANARY}.yml": "标题: 未完\n",
        f"issues/2023-07/{CANARY}.txt": "放错的文件",
    }


def test_issues_come_in_order_with_their_parts(read_in: Callable[..., Loaded]) -> None:
    """Oldest first, each with its folder."""
    loaded = read_in()

    assert [(base, str(issue.month), len(issue.cases)) for base, issue in loaded.each()] == [
        ("issues/2023-05", "2023-04", 0),
        ("issues/2023-06", "2023-05", 1),
        ("issues/2023-07", "2023-06", 0),
    ]


def test_an_embargo_ends_at_its_minute(write: Write, swap: Swap) -> None:
    """发布日期 may carry a time, in Shanghai."""
    root = write(swap(LAST, "2023-07-12", "2023-07-12 09:00"))
    before = dt.datetime(2023, 7, 12, 8, 59, tzinfo=SHANGHAI)

    assert len(load(root, as_of=before).archive.issues) == 2
    assert len(load(root, as_of=before + dt.timedelta(minutes=1)).archive.issues) == 3


@pytest.mark.parametrize("state", ["草稿", "待审", "已发布"])
def test_nothing_of_an_unreleased_issue_is_loaded(
    write: Write, swap: Swap, planted: dict[str, str | bytes], state: str
) -> None:
    """Drafts, issues in review and embargoed ones leave not a word, in the problems told neither."""
    header = str(planted[LAST]).replace("已发布", state)
    root = write({**planted, LAST: header})

    assert CANARY not in everything(load(root, as_of=after("2023-07-11")))


def test_a_released_issue_is_loaded_with_every_word(write: Write, planted: dict[str, str | bytes]) -> None:
    """The canary that must be absent before release is there after it."""
    text = everything(load(write(planted), as_of=after("2023-07-12")))

    assert text.count(CANARY) >= 5


def test_without_a_moment_everything_is_loaded(write: Write, planted: dict[str, str | bytes]) -> None:
    """check, status and fix see drafts too."""
    header = str(planted[LAST]).replace("已发布", "草稿")

    assert CANARY in everything(load(write({**planted, LAST: header})))


def test_a_broken_header_hides_no_problem_of_its_issue(told: Callable[..., list[str]], swap: Swap) -> None:
    """All problems of all files come in one run."""
    found = told(
        {
            **swap("issues/2023-06/issue.yml", "期号: 2023-06", "期号: 2023/6"),
            **swap("issues/2023-06/cases/01.yml", "类型: 投诉", "类型: 抱怨"),
            **swap("issues/2023-06/tickets.yml", "编号: T-1", "编号: 甲"),
        }
    )

    assert {"issues/2023-06/issue.yml:1:5 VOC105", "issues/2023-06/cases/01.yml:2:5 VOC108",
            "issues/2023-06/tickets.yml:2:10 VOC109"} <= set(found)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (LAST, "刊名: ", "刊头: §", "VOC101"),
        (LAST, "统计月份: 2023-06", "统计月份: §2023/6", "VOC105"),
        (LAST, "统计月份: 2023-06", "统计月份: §２０２３-06", "VOC105"),
        (LAST, "发布日期: 2023-07-12", "发布日期: §2022-04-31", "VOC105"),
        (LAST, "发布日期: 2023-07-12", "发布日期: §2022/5/1", "VOC105"),
        (LAST, "发布日期: 2023-07-12", "发布日期: §0001-01-01", "VOC105"),
        (LAST, "状态: 已发布", "状态: §发布", "VOC108"),
        (LAST, "状态: 已发布", "状态: [§发布]", "VOC104"),
        (LAST, "状态: 已发布", "状态: 已发布\n演示: §true", "VOC107"),
        (LAST, "刊名: 河源银行客户之声", "刊名: §<b>客户之声</b>", "VOC109"),
        ("issues/2023-05/figures.yml", "件数: 3", "件数: §22件", "VOC106"),
        ("issues/2023-05/figures.yml", "件数: 3", "件数: §３", "VOC106"),
        ("issues/2023-05/figures.yml", "件数: 3", "件数: §-3", "VOC121"),
        ("issues/2023-05/figures.yml", "件数: 3", "件数: 3, 环比: §-171.79", "VOC121"),
    ],
)
def test_a_wrong_value_is_told_at_its_place(
    told: Callable[..., list[str]], swap: Swap, path: str, old: str, new: str, code: str
) -> None:
    """§ marks the place; an unknown key is told at the key, a list in a value's stead at its bracket."""
    marked = swap(path, old, new)[path]
    before = marked[: marked.index("§")].split("\n")
    column = len(before[-1]) + 1
    if code in ("VOC101", "VOC104"):
        column -= len("刊头: ") if code == "VOC101" else len("[")

    assert f"{path}:{len(before)}:{column} {code}" in told({path: marked.replace("§", "")})


def test_a_second_reading_comes_from_the_cache_and_is_equal(write: Write, tmp_path: Path) -> None:
    """Cached months and plain values give the same archive."""
    root, cache = write(), Cache(tmp_path / "cache")
    first, second = load(root, cache=cache), load(root, cache=cache)

    assert second.archive == first.archive
    assert any((tmp_path / "cache" / "months").rglob("*"))


def test_an_executor_gives_the_same_archive(write: Write) -> None:
    """Months may be read elsewhere."""
    root = write()
    with ThreadPoolExecutor(2) as executor:
        assert load(root, executor=executor).archive == load(root).archive


def test_places_and_texts_are_found_again(read_in: Callable[..., Loaded]) -> None:
    """A rule asks where a value stands only when it is wrong."""
    loaded = read_in()

    assert loaded.place(LAST, "统计月份") == Place(LAST, 2, 7)
    assert loaded.text(LAST, "统计月份") == "2023-06"
    assert loaded.text(LAST, "没有", 3) == ""
    assert loaded.place("没有.yml", "统计月份") == Place("没有.yml")


def test_a_folder_without_issues_or_no_folder_at_all_is_told(tmp_path: Path) -> None:
    """An empty archive is a problem in words."""
    assert "VOC002" in {one.rule.code for one in diagnose(load(tmp_path))}
    assert {one.rule.code for one in diagnose(load(tmp_path / "none"))} == {"VOC001"}


_JUNK = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [b"", b"\xff\xfe\x00", b"- [[[[", b"\xb9\xa4\xb5\xa5:\n", "工单: {}\n".encode(), b"a: &x 1\nb: *x\n"]
    ),
    st.recursive(
        st.sampled_from(["工单", "机构", "编号", "2023-05", "", "是", "-1", "x" * 50]),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
            st.lists(st.tuples(st.sampled_from(["工单", "机构", "正文", "行", "名称"]), inner), max_size=3)
            .map(lambda rows: "{" + ", ".join(f"{key}: {value}" for key, value in rows) + "}"),
        ),
        max_leaves=8,
    ).map(str.encode),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_bytes_in_any_file_end_in_a_traceback(write: Write, data: st.DataObject) -> None:
    """Every file of an archive is broken in turn: bytes thrown in, pieces cut out, the whole replaced."""
    root = write()
    files = sorted(path for path in root.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(files))
    whole, junk = path.read_bytes(), data.draw(_JUNK)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    path.write_bytes(junk if data.draw(st.booleans()) else whole[:start] + junk + whole[end:])

    for as_of in (None, after("2023-06-30")):
        loaded = load(root, as_of=as_of)
        assert isinstance(text_report(diagnose(loaded), loaded.files), str)


def test_months_are_what_issues_are_found_by(read_in: Callable[..., Loaded]) -> None:
    """By 期号 and by 统计月份."""
    archive = read_in().archive

    assert archive.by_period[Month(2023, 6)] is archive.by_month[Month(2023, 5)]
