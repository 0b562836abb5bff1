"""One issue against itself and its tickets: rows and total, sentence and table, the parts and their sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from voc_build.numbers.evidence import Evidence, listed, pieces, side_by_side
from voc_build.numbers.findings import FIGURES, Finding, Status, printed, printed_at
from voc_build.numbers.growths import implied_before
from voc_build.numbers.implied import rounds_to
from voc_build.numbers.readings import BANK, ROWS, Reading
from voc_build.words import measures as m
from voc_build.words.measures import Measure
from voc_build.words.model import TABLE, TEXT, TICKETS


def rows_add_up(evidence: Evidence) -> Iterator[Finding]:
    """The rows of each column of the institution table add up to its printed total."""
    for measure in m.COUNTS:
        bank = evidence.every(measure)
        total = next((reading for reading in bank if reading.source == TABLE), None)
        if total is None:
            continue
        cells = tuple(
            reading
            for reading in evidence.readings
            if reading.measure is measure and reading.scope and reading.source == TABLE
        )
        rows = next((reading for reading in bank if reading.source == ROWS), None)
        base = Finding(
            "rows", "unmatched", f"{measure.name}：机构表有的行没有这一列",
            f"{len(cells)} 行印了这一列，缺的行不当作 0，无法核对合计 {total.value} 件。",
            (total,), total.path, FIGURES, measure=measure, printed=printed((total, *cells)),
        )  # fmt: skip
        if rows is None:
            yield base
            continue
        same = rows.value == total.value
        title = f"机构表 {measure.name}：各行之和 {rows.value} 件，合计 {total.value} 件"
        detail = f"{len(cells)} 行相加{'与合计一致' if same else f'比合计{_more(rows.value - total.value)}'}。"
        status: Status = "agrees" if same else "differs"
        yield replace(base, status=status, title=title, detail=detail, readings=(total, rows))


def sources_agree(evidence: Evidence) -> Iterator[Finding]:
    """Sentence, table and tickets say the same of the whole bank."""
    for measure in m.COUNTS:
        said = evidence.said(measure)
        shown = printed(said)
        if not shown:
            continue
        path = next(reading.path for reading in said if reading.path)
        by_tickets = any(reading.source == TICKETS for reading in said)
        if len(said) == 1:
            detail = f"只有{pieces(said[0])}，别处没有这个指标可以对照。"
            title = f"{measure.name}只有一处：{side_by_side(said)}"
            status: Status = "unmatched"
        elif len({reading.value for reading in said}) == 1:
            title, detail = f"{measure.name}各处一致：{said[0].value} 件", f"{side_by_side(said)}。"
            status = "agrees"
        else:
            title = f"{measure.name}：{side_by_side(said)}"
            detail = f"{'，'.join(map(pieces, said))}。{_which_fits(evidence, measure)}"
            status = "differs"
        yield Finding(
            "sources", status, title, detail, said, path, FIGURES,
            measure=measure, printed=shown, witness=TICKETS if by_tickets else "",
        )  # fmt: skip


def _which_fits(evidence: Evidence, measure: Measure) -> str:
    """Which of differing counts the printed change bears out."""
    implied = implied_before(evidence, measure)
    if not implied:
        return "没有印出环比，无法由上月判断哪一处对。"
    return "按所印环比，" + "；".join(each.sentence for each in implied) + "。"


def institutions_agree(evidence: Evidence) -> Iterator[Finding]:
    """Each cell of the institution table is what the tickets give for that institution."""
    table = evidence.issue.figures.table if evidence.issue.figures else None
    if table is None or not any(reading.source == TICKETS and reading.scope for reading in evidence.readings):
        return
    agreeing: list[Reading] = []
    columns = [measure for measure in m.COUNTS if getattr(table.total, measure.code) is not None]
    for scope in evidence.scopes:
        for measure in columns:
            said = evidence.said(measure, scope)
            values = {reading.source: reading.value for reading in said}
            if values.get(TABLE) == values.get(TICKETS):
                agreeing += said
            elif TICKETS not in values or TABLE in values or values[TICKETS]:
                yield _cell(measure, scope, said, values)
    if agreeing:
        cells = printed(agreeing)
        yield Finding(
            "institution", "agrees", f"机构表有 {len(cells)} 格与工单一致", "逐格与工单统计相同。",
            tuple(agreeing), (TABLE, "行"), FIGURES, printed=cells, witness=TICKETS,
        )  # fmt: skip


def _cell(measure: Measure, scope: str, said: tuple[Reading, ...], values: dict[str, int]) -> Finding:
    path = next((reading.path for reading in said if reading.path), (TABLE, "行"))
    title = f"{scope}{measure.name}：{side_by_side(said)}"
    if TICKETS not in values:
        detail = f"工单统计里没有“{scope}”这个名称，无从核对。"
    elif TABLE not in values:
        detail = f"工单统计为 {values[TICKETS]} 件，机构表没有这一格。"
    else:
        detail = "，".join(map(pieces, said)) + "。"
    status: Status = "differs" if TICKETS in values else "unmatched"
    return Finding(
        "institution", status, title, detail, said, path, FIGURES,
        measure=measure, scope=scope, printed=printed(said),
    )  # fmt: skip


def parts_make_the_sum(evidence: Evidence) -> Iterator[Finding]:
    """消费投诉类工单 is the sum of its three parts – or, by another definition, of two, without 意见."""
    totals = {reading.source: reading for reading in evidence.said(m.COMPLAINTS)}
    if not totals:
        return
    for source in (TEXT, TABLE, ROWS):
        parts = [reading for part in m.PARTS for reading in evidence.said(part) if reading.source == source]
        if len(parts) < len(m.PARTS):
            continue
        total = totals.get(source) or next(iter(totals.values()))
        yield _sum(evidence, source, tuple(parts), total)


def _sum(evidence: Evidence, source: str, parts: tuple[Reading, ...], total: Reading) -> Finding:
    three = [reading.value for reading in parts]
    two = [reading.value for reading in parts if reading.measure is not m.OPINIONS]
    added = f"{source}的{'、'.join(f'{reading.measure.name} {reading.value}' for reading in parts)}"
    whole = f"{total.source}的总数 {total.value} 件"
    disputed = any(len({reading.value for reading in evidence.said(part)}) > 1 for part in m.PARTS)
    status: Status
    if sum(three) == total.value:
        status, title = "agrees", f"{listed(three)} 相加为 {total.value} 件，意见计入"
        detail = f"{added} 相加为 {sum(three)} 件，与{whole}一致。"
    elif sum(two) == total.value:
        status, title = "implied", f"{listed(two)} 相加为 {total.value} 件，意见不计入"
        detail = (
            f"{added} 相加为 {sum(three)} 件，不等于{whole}；不计意见，{listed(two)} 相加正好。"
            f"这样看，{source}的“{m.COMPLAINTS.name}”不含意见，口径与三项相加不同。"
        )
    else:
        # parts that are disputed cannot all fit: their own differences are reported
        status = "implied" if disputed and total.source != source else "differs"
        title = f"{listed(three)} 相加为 {sum(three)} 件，总数 {total.value} 件"
        detail = f"{added} 相加为 {sum(three)} 件，不计意见为 {sum(two)} 件，都不等于{whole}。"
    return Finding(
        "definition", status, f"{source}：{title}", detail, (total, *parts), total.path or parts[0].path,
        FIGURES, measure=m.COMPLAINTS, printed=printed((total, *parts)),
    )  # fmt: skip


def valid_ones_were_received(evidence: Evidence) -> Iterator[Finding]:
    """有效投诉 are among the complaints and opinions of the same place, so never more than those."""
    fitting: list[Reading] = []
    for scope in (BANK, *evidence.scopes):
        for valid in evidence.said(m.VALID, scope):
            if not valid.path:
                continue
            parts = [
                reading for part in m.PARTS for reading in evidence.said(part, scope) if reading.source == valid.source
            ]
            if len(parts) < len(m.PARTS):
                continue
            received = sum(reading.value for reading in parts)
            if valid.value <= received:
                fitting.append(valid)
                continue
            place = scope or "全行"
            yield Finding(
                "bound", "impossible", f"{place}有效投诉 {valid.value} 件，多于投诉与意见 {received} 件",
                f"{valid.source}里，{place}的投诉与意见共 {received} 件，其中不会有 {valid.value} 件有效。",
                (valid, *parts), valid.path, FIGURES,
                measure=m.VALID, scope=scope, printed=printed((valid, *parts)),
            )  # fmt: skip
    if fitting:
        yield Finding(
            "bound", "agrees", "有效投诉都不多于投诉与意见之和", f"{len(fitting)} 处都成立。",
            tuple(fitting), (), FIGURES, measure=m.VALID, printed=printed(fitting),
        )  # fmt: skip


def rates_agree(evidence: Evidence) -> Iterator[Finding]:
    """A printed rate is what the tickets give, to the decimals it was printed with."""
    for measure in m.RATES:
        stated = evidence.stated(measure)
        if stated is None or stated.value is None:
            continue
        path = (TEXT, measure.name)
        rate = evidence.rates.get(measure.code)
        base = Finding(
            "rate", "unmatched", f"{measure.name} {stated.value:f}%", "只有正文，没有工单可以核对。",
            (), path, FIGURES, printed=(printed_at(FIGURES, path),),
        )  # fmt: skip
        if rate is None:
            yield base
            continue
        same = rounds_to(rate * 100, stated.value)
        computed = f"工单统计为 {Decimal(round(rate * 10000)).scaleb(-2):f}%"
        # no 已知差异 can be written for a rate, so one that differs is told and stops nothing
        status: Status = "agrees" if same else "differs"
        title = base.title if same else f"{base.title}，{computed}"
        detail = f"{computed}。" if same else f"正文为 {stated.value:f}%，{computed}。"
        yield replace(base, status=status, title=title, detail=detail, witness=TICKETS if same else "")


def _more(difference: int) -> str:
    return f"多 {difference} 件" if difference > 0 else f"少 {-difference} 件"
