"""A bulletin of an invented bank, laid out as a flipbook's text layer lays one out: the replica and its mutations.

Everything is an argument of `Layout`; the default is the replica (`replica.txt` is its text, to be looked at).
Figures are those of the one real issue known; every sentence is this file's own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from voc_build.words.taxonomy import Axis, Institution, Taxonomy, Term

BRANCHES = (
    "云溪分行", "澜渚分行", "岫阳分行", "望汐分行", "霁城分行", "棠洲分行", "墨砚分行", "穗源分行", "鹿屏分行",
    "桑野分行", "浣江分行", "客服中心", "信用卡中心",
)  # fmt: skip
COLUMNS = ("监管转办投诉", "客户之声投诉", "客户之声意见", "有效投诉", "表扬数量")
CELLS = (
    (1, 0, 0, 0, 1), (0, 0, 2, 2, 1), (0, 1, 0, 1, 0), (0, 0, 1, 1, 0), (0, 0, 0, 0, 5), (0, 0, 0, 0, 0),
    (0, 0, 0, 0, 1), (0, 0, 0, 0, 0), (0, 0, 1, 1, 1), (6, 0, 0, 1, 0), (1, 0, 1, 1, 0), (0, 0, 0, 0, 1),
    (13, 0, 0, 0, 0),
)  # fmt: skip
TOTAL = tuple(map(sum, zip(*CELLS, strict=True)))
SLICES = (("贷款业务", 4), ("借记卡业务", 4), ("信用卡业务", 82), ("银行代理业务", 5), ("其他业务", 5))
BUSINESS = ("贷款业务", "银行卡", "借记卡业务", "信用卡业务", "自营理财", "银行代理业务", "其他业务")

DEPARTMENT = "消费者权益保护(客户体验)部"
NAME = "云岚银行客户之声"


@dataclass(frozen=True)
class Story:
    """A case as printed: heading, paragraphs of facts, lesson, recommendations."""

    heading: str
    facts: tuple[str, ...]
    lesson: str
    asked: tuple[str, ...]


STORIES = (
    Story(
        "信托持有人的声音",
        (
            "客户顾先生来电说,2021 年 8 月 17 日他在网点认购 120 万元稳盈系列信托计划,收益每季由受托公司划到其本行"
            "账户里,可是 2022 年 3 月 18 日该到的一笔没有到,等到 4 月 27 日还是没有消息。此间他四次去经办的岫阳分行"
            "清溪支行打听,答复前后不一,始终没有下文,因而投诉。",
            "经核实,顾先生换领新卡以后,支行两次报送收款账户变更申请,第一次抄错卡号,第二次漏填联系电话,附件又没有加"
            "盖印章,合同编号也复印得辨认不出。申请被一再退回,变更迟迟没有办成,收益只好停在受托公司账上。",
        ),
        "网点办得少的业务(如信托、家族账户),往往没有人完整走过一遍流程,经办时凭印象填写,差错自然多。对这类业务要列"
        "出清单,逐项补课,让经办人员明白每一栏错了会有什么后果。",
        (
            "岫阳分行应从头梳理这笔变更的每个环节,对经办人员补上信托业务的培训。今后同类申请双人核对以后再报送,"
            "不让客户为填表的差错等待。",
            "总行财富管理部应牵头,请各分行清查在途的信托收款账户变更,发现积压的限期办结,并把常见差错编成样例,"
            "防止再有客户遇到同样的事。",
        ),
    ),
    Story(
        "信用卡持卡人的声音",
        (
            "有信用卡持卡人因店铺歇业,想把账单往后推一推或者分成几期来还,打 400-000-1234 客服电话询问。坐席说"
            "条件不够,能走的路也只提了一条。持卡人不服,说要去找主管部门评理,坐席既没有先安抚,也没有讲明道理,通话"
            "就这样结束了。",
        ),
        "持卡人打来电话是想找办法。坐席首先要把规定讲透,其次要把能用的办法都摆出来请客户挑,再次,听到客户要去别处"
        "反映时,先稳住客户情绪,让客户知道有人在管这件事。",
        ("信用卡中心应把延后还款和分期的规定整理成坐席看得懂的口径,每种情形备好几个办法,加练沟通,不许把客户往外推。",),
    ),
    Story(
        "高龄储户的声音",
        (
            "寒潮来时,澜渚分行柳堤支行的大堂经理在社区群里问候老客户,听说一位独居的高龄储户买药买菜不方便,马上联系"
            "附近的合作药店和超市,当天把东西送上门。储户很感动,托家人送来一面锦旗,还说以后家里的钱都放在这家支行。",
        ),
        "客户有难处的时候伸手,比平日多少次营销都管用。平时记得住客户是谁,急时才知道该问谁。",
        ("这样的事要让大家知道。对肯花心思、替客户解难处的员工,建议澜渚分行通报表扬,所在支行当季服务考核给予加分。",),
    ),
)

EXTRA_STORIES = (
    Story(
        "按揭客户的声音",
        ("客户说提前还清贷款业务的结算单等了二十天,霁城分行先后给了三个日期,都没有兑现,于是投诉。",),
        "答应客户的日期要算数,算不准的不要随口答应。",
        ("霁城分行应公布结算单的办理时限,并指定专人答复。",),
    ),
    Story(
        "小店主的声音",
        ("一位店主反映借记卡业务的对账短信迟到半天,望汐分行查明是参数设错,当天改好,店主撤回投诉。",),
        "参数改动要有人复核。",
        ("望汐分行应建立参数改动的复核记录。",),
    ),
)

PLAN = (
    (
        "组织坐席服务规范互查",
        "请信用卡中心、远程银行中心的坐席班组结对,用 20 天时间互听录音、互提改进意见,对照 8 项服务规范先自查、再互查、"
        "后整改,各班组把查出的问题和改法写成一页纸,月底由两个中心一起讲评,把好的做法固定下来。",
    ),
    (
        "清理投诉处理台账",
        "请各分行把上半年的投诉处理台账从头过一遍,按 12 项要点看受理是否及时、答复是否属实、办结是否留痕,"
        "缺的补上,错的改正,查出的问题列成清单,逐条销号。",
    ),
)

CHROME_HEAD = (
    "{name}(第{number}期)", "", "发布时间:2022-5-12 | 杂志分类:其他", "免费制作", "更多内容", "",
    "{name}(第{number}期)", "",
    "{excerpt} [收起]", "[展开]", "{name}(第{number}期)", "粉丝: {{{{bookData.followerCount}}}}", "文本内容",
)  # fmt: skip
CHROME_TAIL = (
    "众多用户使用云展网进行电子书制作,上传文档后即可生成链接和二维码,欢迎分享!", "收藏", "转发", "下载", "免费制作",
    "其他案例", "更多案例", "免费制作", "x", "{{item.desc}}", "下载", "{{item.title}}", "{{toast}}",
)  # fmt: skip


def flat_row(number: int, name: str, cells: Sequence[int]) -> list[str]:
    """A row of the table on one line."""
    return [f"{number} {name} {' '.join(map(str, cells))}"]


def loose_labels(slices: Sequence[tuple[str, int]], month: int) -> list[str]:
    """The pie's labels as the extraction drops them: name and share on lines of their own, one of them joined."""
    lines = [text for name, share in slices for text in (name, f"{share}%")]
    if len(lines) > 3:
        lines[1:3] = [f"{lines[1]} {lines[2]}"]
    return [*lines, f"{month}月份消费投诉主要业务类别", " ".join(name for name, _ in slices)]


@dataclass(frozen=True)
class Layout:
    """How the bulletin is set; every mutation replaces something here."""

    year: int = 2022
    number: int = 5
    month: int = 4
    width: int = 50
    by_letters: bool = False
    apart: bool = True
    chrome: bool = True
    page_head: Callable[[int], list[str]] = lambda page: [f"第{page}页", str(page)]
    page_foot: Callable[[int], list[str]] = lambda page: []
    page_lines: int = 26
    glue_number: int = 0
    bullet: str = "◼ "
    lesson_mark: str = "案例启示"
    advice_mark: str = "提出建议"
    numbering: str = "{}."
    columns: tuple[str, ...] = COLUMNS
    head: Callable[[Sequence[str]], list[str]] = lambda columns: [f"序号 机构名称 {' '.join(columns)}"]
    row: Callable[[int, str, Sequence[int]], list[str]] = flat_row
    total: tuple[str, ...] = ("合计 21 1 5 7 10",)
    cells: tuple[tuple[int, ...], ...] = CELLS
    pie: Callable[[Sequence[tuple[str, int]], int], list[str]] = loose_labels
    pie_in: str = "case"
    stories: tuple[Story, ...] = STORIES
    headings: tuple[str, ...] = ("一、总体情况", "二、投诉主要业务类型", "三、典型案例", "四、下一步工作计划")
    sentences: tuple[str, ...] = field(default=())

    @property
    def overview(self) -> str:
        """The paragraph of figures."""
        if self.sentences:
            return "".join(self.sentences)
        counted = self.year - (self.month > self.number)
        return (
            f"{counted} 年 {self.month} 月份故障影响消退,各渠道共收到消费投诉类工单 22 件,受理量减少 71.79%。其中,"
            "监管转办投诉 7 件,监管转办量减少 81.08%。客户之声投诉 6 件,客户之声意见 9 件,另收到表扬工单 9 件。"
            "认定有效投诉 7 件,减少 69.57%,"
            "工单办结率 100%。"
        )

    def text(self) -> str:
        """The whole source."""
        lines = list(self._pages())
        if self.chrome:
            excerpt = f"5{PLAN[0][1][30:]}(二){PLAN[1][0]}{PLAN[1][1]}"
            head = [row.format(name=NAME, number=self.number, excerpt=excerpt) for row in CHROME_HEAD]
            lines = [*head, *lines, *CHROME_TAIL]
        return "\n".join(lines) + "\n"

    def _pages(self) -> Iterator[str]:
        page, used = 1, 0
        yield from self._spaced(self.page_head(1))
        for line in self._content():
            if line == "\f" or used >= self.page_lines - 8 * (page > 2):
                yield from self._spaced(self.page_foot(page))
                page, used = page + 1, 0
                yield from self._spaced(self.page_head(page))
                if line == "\f":
                    continue
                if page == self.glue_number:
                    line = f"{page}{line}"
            used += 1
            yield from self._spaced([line])
        yield from self._spaced(self.page_foot(page))

    def _spaced(self, lines: Sequence[str]) -> Iterator[str]:
        for line in lines:
            yield line
            if self.apart:
                yield ""

    def _content(self) -> Iterator[str]:
        yield NAME
        yield f"{DEPARTMENT} {self.year} 年第 {self.number} 期"
        yield self.headings[0]
        yield from self.wrapped(self.overview)
        yield f"{self.month} 月份各渠道消费投诉整体情况"
        yield from self.head(self.columns)
        for number, (name, cells) in enumerate(zip(BRANCHES, self.cells, strict=True), 1):
            yield from self.row(number, name, cells)
        yield from self.total
        if self.headings[1]:
            yield self.headings[1]
        if self.pie_in == "section":
            yield from self.pie(SLICES, self.month)
        yield "\f"
        yield self.headings[2]
        for number, story in enumerate(self.stories):
            yield from self._story(number, story)
        yield self.headings[3]
        for sign, (heading, text) in zip("一二", PLAN, strict=True):
            yield from self.wrapped(f"({sign}){heading}", indent=0)
            yield from self.wrapped(text)

    def _story(self, number: int, story: Story) -> Iterator[str]:
        yield from self.wrapped(f"({'一二三四五六'[number]}){story.heading}", indent=0)
        labels = self.pie(SLICES, self.month) if number == 0 else []
        facts = [line for fact in story.facts for line in self.wrapped(fact)]
        if number == 0 and self.pie_in == "sentence":
            facts[3:3] = labels
        yield from facts
        if number == 0 and self.pie_in == "case":
            yield from labels
            yield "\f"
        yield f"{self.bullet}{self.lesson_mark}"
        yield from self.wrapped(story.lesson)
        yield f"{self.bullet}{self.advice_mark}"
        for index, text in enumerate(story.asked, 1):
            numbered = len(story.asked) > 1 and self.numbering
            yield from self.wrapped(f"{self.numbering.format(index)}{text}" if numbered else text)

    def wrapped(self, text: str, indent: int = 4) -> list[str]:
        """The text in lines of `width` columns, the first one indented (the extraction drops the indent)."""
        lines, room = [""], self.width - indent
        for letter in text:
            columns = 2 if self.by_letters or unicodedata.east_asian_width(letter) in "WF" else 1
            if room < columns and letter not in ",。、;:":
                lines.append("")
                room = self.width
            lines[-1] += letter
            room -= columns
        return [line.strip() for line in lines]


def taxonomy() -> Taxonomy:
    """The words of the invented bank."""
    names = {name: f"b{index}" for index, name in enumerate(BRANCHES)}
    institutions = [
        Institution.model_validate({"代码": code, "层级": "分行", "名称": [{"名称": name}], **_alias(name)})
        for name, code in names.items()
    ]
    for name, code, level in (("总行财富管理部", "wealth", "总行部门"), ("各分行", "all", "统称")):
        row = {"代码": code, "层级": level, "名称": [{"名称": name}], "表中": "否"}
        institutions.append(Institution.model_validate(row))
    return Taxonomy(
        tuple(institutions), _axis(()), _axis(BUSINESS), _axis(()), _axis(("老年客户", "信用卡客户")), ()
    )  # fmt: skip


def _alias(name: str) -> dict[str, list[str]]:
    return {"别名": ["远程银行中心"]} if name == "客服中心" else {}


def _axis(names: Sequence[str]) -> Axis:
    terms = [Term.model_validate({"代码": f"t{index}", "名称": name}) for index, name in enumerate(names)]
    return Axis("", tuple(terms))
