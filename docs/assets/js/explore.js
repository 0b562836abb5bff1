/* 数据浏览: counts the archive's tickets by any filters, from one small script a year; no server is asked.
 *
 * The page brings the words and months (`script[data-voc-index]`), `explore/cube-YEAR.js` the counts
 * (voc_build/numbers/shards.py says how they are written), `explore/tickets-ISSUE.csv` the tickets themselves.
 * The filters stand in the address. A classic script, for modules do not load from a shared drive (file://).
 */
(() => {
  "use strict";

  const BASE = new URL("../../", document.currentScript.src);
  const FIELDS = ["from", "to", "institution", "source", "kind", "valid", "business", "cause", "group", "by"];
  const AXES = { institution: "机构", business: "业务", cause: "原因", group: "客户群体", source: "来源", kind: "类型" };
  const NOT_SAID = "（没有填写）";
  const MONTHS_FIRST = 12; // what an address without months shows
  const BARS = 15;
  const ROWS_SHOWN = 200;
  const MONTHS_LISTED = 24;
  const SVG = "http://www.w3.org/2000/svg";
  const shards = new Map(); // year -> promise of its cells

  // -- the cube ---------------------------------------------------------------------------------
  const DIGIT = new Int8Array(128);
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach((sign, value) => {
    DIGIT[sign.charCodeAt(0)] = value;
  });

  /** The cells of a shard as columns; see numbers/shards.py. */
  function unpack(shard) {
    const { cells, sizes } = shard;
    const names = ["issue", "institution", "source", "kind", "valid", "business", "cause", "set"];
    const columns = Object.fromEntries(names.map((name) => [name, []]));
    columns.count = [];
    let at = 0;
    let place = -1;
    const next = () => {
      let value = 0;
      let weight = 1;
      for (;;) {
        const digit = DIGIT[cells.charCodeAt(at++)];
        value += (digit & 31) * weight; // no shift: places go beyond 32 bits
        if (digit < 32) return value;
        weight *= 32;
      }
    };
    while (at < cells.length) {
      const step = next();
      place += Math.floor(step / 2);
      columns.count.push(step % 2 ? next() : 1);
      let rest = place;
      for (let axis = names.length - 1; axis >= 0; axis -= 1) {
        columns[names[axis]].push(rest % sizes[axis]);
        rest = Math.floor(rest / sizes[axis]);
      }
    }
    return { issues: shard.issues, sets: shard.sets, stated: shard.stated, columns };
  }

  const arrived = new Map();
  window.vocCube = (shard) => arrived.set(shard.year, shard);

  function cube(year) {
    if (!shards.has(year)) {
      const loading = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(`explore/cube-${year}.js`, BASE).href;
        script.onload = () => (arrived.has(year) ? resolve(unpack(arrived.get(year))) : reject(new Error(script.src)));
        script.onerror = () => reject(new Error(script.src));
        document.head.append(script);
      }).finally(() => arrived.delete(year));
      loading.catch(() => shards.delete(year)); // the next change tries again
      shards.set(year, loading);
    }
    return shards.get(year);
  }

  // -- filters and the address --------------------------------------------------------------------
  const place = (rows, code) => rows.findIndex((row) => row[0] === code);

  /** The filters of an address, unknown values left out. */
  function read(index, form) {
    const query = new URLSearchParams(location.search);
    const state = {};
    for (const name of FIELDS) {
      const options = [...form.elements[name].options].map((option) => option.value);
      const value = query.get(name) ?? "";
      state[name] = options.includes(value) ? value : "";
    }
    const last = index.issues.length - 1;
    state.to ||= index.issues[last][0];
    const end = place(index.issues, state.to);
    state.from ||= index.issues[Math.max(0, end - MONTHS_FIRST + 1)][0];
    if (place(index.issues, state.from) > end) [state.from, state.to] = [state.to, state.from];
    state.by ||= "month";
    return state;
  }

  function query(state) {
    const found = new URLSearchParams();
    for (const name of FIELDS) if (state[name] && !(name === "by" && state.by === "month")) found.set(name, state[name]);
    return `?${found}`;
  }

  /** The measure whose tickets these filters count, if no axis narrows them. */
  function measure(state) {
    if (state.business || state.cause || state.group) return "";
    const key = [state.kind, state.source, state.valid].join("/");
    return {
      "//": "complaints",
      "complaint/supervisor/": "supervisor",
      "complaint/voice/": "voice",
      "opinion//": "opinions",
      "opinion/voice/": "opinions",
      "//yes": "valid",
      "praise//": "praise",
    }[key] ?? "";
  }

  const KINDS = { "": ["complaint", "opinion"], all: ["complaint", "opinion", "praise"] };

  // -- counting -------------------------------------------------------------------------------------
  /** Counts by issue and by the rows asked for; what 汇总 issues printed. */
  async function count(index, state) {
    const first = place(index.issues, state.from);
    const last = place(index.issues, state.to);
    const years = [...new Set(index.issues.slice(first, last + 1).map((row) => Number(row[0].slice(0, 4))))];
    const parts = await Promise.all(years.map(cube));
    const kinds = new Set((KINDS[state.kind] ?? [state.kind]).map((code) => place(index.kind, code)));
    const wanted = {
      institution: state.institution ? place(index.institutions, state.institution) + 1 : null,
      source: state.source ? place(index.source, state.source) : null,
      valid: state.valid ? { no: 1, yes: 2 }[state.valid] : null,
      business: axis(index.business, state.business),
      cause: axis(index.cause, state.cause),
    };
    const group = axis(index.group, state.group);
    const byIssue = new Array(index.issues.length).fill(0);
    const rows = new Map();
    const stated = new Map();
    const add = (row, value) => rows.set(row, (rows.get(row) ?? 0) + value);
    for (const part of parts) {
      const { columns, sets } = part;
      const positions = part.issues.map((period) => place(index.issues, period));
      positions.forEach((position, at) => stated.set(position, part.stated[at]));
      const checks = Object.entries(wanted).filter(([, value]) => value !== null).map(([name, value]) => [columns[name], value]);
      for (let cell = 0; cell < columns.count.length; cell += 1) {
        const position = positions[columns.issue[cell]];
        if (position < first || position > last || !kinds.has(columns.kind[cell])) continue;
        if (checks.some(([column, value]) => column[cell] !== value)) continue;
        const groups = columns.set[cell] ? sets[columns.set[cell] - 1] : [];
        if (group !== null && (group ? !groups.includes(group - 1) : groups.length)) continue;
        const value = columns.count[cell];
        byIssue[position] += value;
        if (state.by === "group") for (const one of groups.length ? groups : [-1]) add(one, value);
        else if (state.by === "institution" || state.by === "business" || state.by === "cause") add(columns[state.by][cell] - 1, value);
        else if (state.by !== "month") add(columns[state.by][cell], value);
      }
    }
    return { first, last, byIssue, rows, stated };
  }

  const axis = (terms, code) => (code === "" ? null : code === "-" ? 0 : place(terms, code) + 1);

  /** What a 汇总 issue printed of a measure: `[count, source]`, once a source. */
  function printed(index, state, counted, position) {
    const code = measure(state);
    const at = state.institution ? place(index.institutions, state.institution) : -1;
    return (counted.stated.get(position) ?? []).filter((one) => one[0] === code && one[1] === at).map((one) => [one[2], one[3]]);
  }

  const agreed = (values) => (values.length && values.every(([value]) => value === values[0][0]) ? values[0][0] : null);
  const number = (value) => value.toLocaleString("en-US");

  /** Whole percentages that add to 100: the largest remainders get what is left, of equal ones the later. */
  function shares(counts) {
    const total = counts.reduce((sum, value) => sum + value, 0);
    if (!total) return counts.map(() => "");
    const floors = counts.map((value) => Math.floor((value * 100) / total));
    const left = 100 - floors.reduce((sum, value) => sum + value, 0);
    const order = counts.map((value, at) => [(value * 100) % total, at]).sort((a, b) => b[0] - a[0] || b[1] - a[1]);
    for (const [, at] of order.slice(0, left)) floors[at] += 1;
    return floors.map((value) => `${value}%`);
  }

  // -- what is shown ----------------------------------------------------------------------------------
  function element(name, attributes = {}, ...children) {
    const found = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
    found.append(...children);
    return found;
  }

  function words(index, state) {
    const months = [state.from, state.to].map((code) => index.issues[place(index.issues, code)][1]);
    const name = (rows, code) => (code === "-" ? NOT_SAID : rows[place(rows, code)][1]);
    const code = measure(state);
    const known = index.measures.find((row) => row[0] === code);
    const kind = { "": "投诉和意见", all: "全部工单" }[state.kind] ?? name(index.kind, state.kind);
    return [
      months[0] === months[1] ? months[0] : `${months[0]}至${months[1]}`,
      state.institution ? name(index.institutions, state.institution) : "全行",
      ...(known ? [known[1]] : [
        state.source && name(index.source, state.source),
        kind,
        { yes: "有效", no: "无效" }[state.valid],
        state.business && `业务：${name(index.business, state.business)}`,
        state.cause && `原因：${name(index.cause, state.cause)}`,
        state.group && `客户群体：${name(index.group, state.group)}`,
      ]),
    ].filter(Boolean);
  }

  /** The rows of the table: words, where the words lead, the count or what was printed, a share. */
  function rows(index, state, counted) {
    if (state.by === "month") {
      return index.issues.slice(counted.first, counted.last + 1).map(([period, month, tickets], at) => {
        const narrowed = { ...state, from: period, to: period, by: "institution" };
        if (tickets) return { name: month, go: narrowed, count: counted.byIssue[counted.first + at] };
        const said = printed(index, state, counted, counted.first + at);
        return { name: month, period, said, count: agreed(said) };
      });
    }
    if (state.by === "institution" && state.from === state.to && !index.issues[counted.first][2]) {
      return index.institutions.map(([code, name]) => {
        const said = printed(index, { ...state, institution: code }, counted, counted.first);
        return { name, period: state.from, said, count: agreed(said) };
      }).filter((row) => row.said.length).sort((a, b) => b.count - a.count);
    }
    const terms = state.by === "institution" ? index.institutions : index[state.by];
    const found = [...counted.rows].map(([at, count]) => ({
      name: at < 0 ? NOT_SAID : terms[at][1],
      go: { ...state, [state.by]: at < 0 ? "-" : terms[at][0], by: "month" },
      count,
      at,
    })).sort((a, b) => b.count - a.count || a.at - b.at);
    if (state.by === "institution") for (const row of found) if (row.at < 0) row.go = null;
    if (state.by !== "group") {
      const percent = shares(found.map((row) => row.count));
      found.forEach((row, at) => { row.share = percent[at]; });
    }
    return found;
  }

  function cell(row) {
    if (!row.said) return [number(row.count)];
    if (!row.said.length) return ["—"];
    const link = element("a", { href: new URL(`reconcile/${INDEX}#${row.period}`, BASE).href });
    link.append(row.said.map(([value, source]) => `${number(value)}（${source}）`).join("／"));
    return [link];
  }

  /** `index.html` where pages are opened from a folder. */
  const INDEX = location.protocol === "file:" ? "index.html" : "";

  function table(state, found, go) {
    const head = state.by === "month" ? "月份" : AXES[state.by];
    const share = found.some((row) => row.share !== undefined);
    const body = element("tbody");
    for (const row of found) {
      const name = element("th", { scope: "row" });
      if (row.go) {
        const link = element("a", { href: query(row.go) }, row.name);
        link.addEventListener("click", (event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          event.stopPropagation();
          go(row.go);
        });
        name.append(link);
      } else name.append(row.name);
      const line = element("tr", {}, name, element("td", {}, ...cell(row)));
      if (share) line.append(element("td", {}, row.share ?? ""));
      body.append(line);
    }
    const heads = [head, "件数", ...(share ? ["占比"] : [])].map((text) => element("th", { scope: "col" }, text));
    const whole = element("table", { class: "voc-table" }, element("thead", {}, element("tr", {}, ...heads)), body);
    return element("div", { class: "voc-scroll", tabindex: "0", role: "region", "aria-label": "结果表" }, whole);
  }

  // -- pictures, with the classes of docs/assets/css/charts.css ------------------------------------------
  function draw(name, attributes, ...children) {
    const found = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
    found.append(...children);
    return found;
  }

  const width = (text) => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 255 ? 14.5 : 8), 0);

  function picture(kind, height, title, detail, ...children) {
    return draw("svg", { role: "img", class: `voc-chart voc-chart--${kind}`, viewBox: `0 0 440 ${height}` },
      draw("title", {}, title), draw("desc", {}, detail), ...children);
  }

  function ticks(high) {
    const power = 10 ** Math.floor(Math.log10(Math.max(high, 1) / 4));
    const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((one) => one * 4 >= high) ?? 1);
    return Array.from({ length: Math.max(1, Math.ceil(high / step)) + 1 }, (_, at) => at * step);
  }

  function course(found, title) {
    const known = found.map((row) => row.count).filter((value) => value !== null);
    const marks = ticks(Math.max(...known, 0));
    const [left, right, top, bottom] = [width(number(marks.at(-1))) + 10, 430, 14, 186];
    const slot = (right - left) / found.length;
    const x = (at) => left + (at + 0.5) * slot;
    const y = (value) => bottom - (value / marks.at(-1)) * (bottom - top);
    const parts = [];
    marks.forEach((mark, at) => parts.push(
      draw("line", { class: at ? "voc-grid" : "voc-axis", x1: left, y1: y(mark), x2: right, y2: y(mark) }),
      draw("text", { class: "voc-label", x: left - 7, y: y(mark) + 4.5, "text-anchor": "end" }, number(mark)),
    ));
    const months = found.map((row) => row.name.match(/^(\d+)年(\d+)月$/).slice(1).map(Number));
    const step = [1, 2, 3, 6, 12].find((one) => one * slot >= width("12月") + 4) ?? 12;
    const every = Math.max(1, Math.ceil((width("2022年") + 4) / (12 * slot)));
    months.forEach(([year, month], at) => {
      if ((month - 1) % step) return;
      if (step === 12 && year % every) return;
      parts.push(draw("text", { class: "voc-label", x: x(at), y: 204.5, "text-anchor": "middle" }, step === 12 ? `${year}年` : `${month}月`));
      const first = !months.slice(0, at).some(([, other]) => (other - 1) % step === 0);
      if (step < 12 && (month === 1 || first)) parts.push(draw("text", { class: "voc-label", x: x(at), y: 221, "text-anchor": "middle" }, `${year}年`));
    });
    let path = "";
    found.forEach((row, at) => {
      if (row.count === null) return;
      path += `${at && found[at - 1].count !== null ? "L" : "M"}${x(at).toFixed(1)} ${y(row.count).toFixed(1)}`;
    });
    parts.push(draw("path", { class: "voc-line voc-s-main", d: path }));
    found.forEach((row, at) => {
      if (row.count !== null && slot > 7) parts.push(draw("circle", { class: "voc-dot voc-s-main", cx: x(at), cy: y(row.count), r: 2.2 }));
      parts.push(draw("rect", { class: "voc-hit", x: left + at * slot, y: top, width: slot, height: bottom - top },
        draw("title", {}, `${row.name}：${row.count === null ? "—" : `${number(row.count)} 件`}`)));
    });
    return picture("line", 226, title, "逐月件数，数字见下表。", ...parts);
  }

  function bars(found, title) {
    const shown = found.filter((row) => row.count !== null).slice(0, BARS);
    const longest = Math.min(188, Math.max(...shown.map((row) => width(row.name))));
    const fit = (text) => {
      let end = text.length;
      while (end > 1 && width(text.slice(0, end)) > 188) end -= 1;
      return end < text.length ? `${text.slice(0, end - 1)}…` : text;
    };
    const left = longest + 8;
    const most = Math.max(...shown.map((row) => row.count), 1);
    const parts = shown.flatMap((row, at) => {
      const length = Math.max(0.5, (row.count / most) * (440 - left - 90));
      const label = draw("text", { class: "voc-value", x: left + length + 6, y: at * 25 + 19 }, `${number(row.count)} 件`);
      if (row.share) label.append(draw("tspan", { class: "voc-share", dx: 6 }, row.share));
      return [
        draw("text", { class: "voc-name", x: left - 8, y: at * 25 + 19, "text-anchor": "end" }, draw("title", {}, row.name), fit(row.name)),
        draw("rect", { class: "voc-bar voc-s-main", x: left, y: at * 25 + 7, width: length, height: 15, rx: 2 }),
        label,
      ];
    });
    parts.push(draw("line", { class: "voc-axis", x1: left, y1: 0, x2: left, y2: shown.length * 25 + 4 }));
    return picture("bars", shown.length * 25 + 4, title, "件数由多到少，数字见下表。", ...parts);
  }

  function chart(state, found, title) {
    const known = found.filter((row) => row.count !== null);
    if (known.length < 2) return "";
    const figure = element("figure", { class: "voc-figure" }, element("figcaption", {}, state.by === "month" ? "逐月件数" : `各${AXES[state.by]}件数`));
    figure.append(state.by === "month" ? course(found, title) : bars(found, title));
    if (state.by !== "month" && known.length > BARS) figure.append(element("p", { class: "voc-figure__note" }, `图上是件数最多的 ${BARS} 项，全部见下表。`));
    return figure;
  }

  // -- files ----------------------------------------------------------------------------------------------
  const plain = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

  function download(name, lines) {
    const text = lines.map((line) => line.map((one) => quoted(plain(String(one)))).join(",")).join("\n");
    const file = new Blob([`\ufeff${text}\n`], { type: "text/csv;charset=utf-8" });
    const link = element("a", { class: "voc-button", download: name, href: URL.createObjectURL(file) }, "下载这张表（CSV）");
    return link;
  }

  function lines(state, found) {
    const head = state.by === "month" ? "月份" : AXES[state.by];
    const share = found.some((row) => row.share !== undefined);
    const said = (row) => (row.said ? row.said.map(([value, source]) => `${value}（${source}）`).join("／") : row.count);
    return [[head, "件数", ...(share ? ["占比"] : [])], ...found.map((row) => [row.name, said(row), ...(share ? [row.share ?? ""] : [])])];
  }

  function parse(text) {
    const found = [[]];
    for (const [, bare, inside, end] of text.replace(/^\ufeff/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)) {
      found.at(-1).push(bare === undefined ? inside : bare.replace(/""/g, '"'));
      if (end === "") break;
      if (end === "\n") found.push([]);
    }
    return found.filter((row) => row.length > 1);
  }

  /** True for a row of tickets.csv that the filters let through. */
  function fits(index, state, position) {
    const at = Object.fromEntries(index.columns.map((name, column) => [name, column]));
    const name = (rows, code) => rows[place(rows, code)][1];
    const kinds = (KINDS[state.kind] ?? [state.kind]).map((code) => name(index.kind, code));
    const institution = state.institution && index.institutions[place(index.institutions, state.institution)][3]
      .find(([, first, last]) => first <= position && position <= last)?.[0];
    const term = (rows, code) => (code === "-" ? "" : name(rows, code));
    return (row) => kinds.includes(row[at["类型"]])
      && (!state.institution || row[at["机构"]] === institution)
      && (!state.source || row[at["来源"]] === name(index.source, state.source))
      && (!state.valid || row[at["有效"]] === { yes: "是", no: "否" }[state.valid])
      && (!state.business || row[at["业务"]] === term(index.business, state.business))
      && (!state.cause || row[at["原因"]] === term(index.cause, state.cause))
      && (!state.group || (state.group === "-" ? !row[at["客户群体"]] : row[at["客户群体"]].split("|").includes(name(index.group, state.group))));
  }

  const file = (period) => new URL(`explore/tickets-${period}.csv`, BASE).href;

  async function list(index, state, counted, room) {
    const head = element("tr", {}, ...index.columns.map((name) => element("th", { scope: "col" }, name)));
    const body = element("tbody");
    let total = 0;
    const every = [[...index.columns]];
    for (let position = counted.last; position >= counted.first; position -= 1) {
      if (!counted.byIssue[position]) continue;
      const answer = await fetch(file(index.issues[position][0]));
      if (!answer.ok) throw new Error(answer.url);
      const found = parse(await answer.text()).slice(1).filter(fits(index, state, position));
      total += found.length;
      every.push(...found);
      for (const row of found.slice(0, Math.max(0, ROWS_SHOWN - body.rows.length))) {
        body.append(element("tr", {}, ...row.map((text) => element("td", {}, text))));
      }
    }
    const whole = element("table", { class: "voc-table voc-table--tickets" }, element("thead", {}, head), body);
    const shown = total > ROWS_SHOWN ? `，这里列出前 ${ROWS_SHOWN} 件` : "";
    room.replaceChildren(
      element("p", { role: "status" }, `共 ${number(total)} 件${shown}。 `, download("工单.csv", every)),
      element("div", { class: "voc-scroll", tabindex: "0", role: "region", "aria-label": "逐条工单" }, whole),
    );
  }

  function tickets(index, state, counted, room) {
    const months = index.issues.slice(counted.first, counted.last + 1).filter((row, at) => row[2] && counted.byIssue[counted.first + at]);
    const total = counted.byIssue.reduce((sum, value) => sum + value, 0);
    room.replaceChildren();
    const some = index.issues.slice(counted.first, counted.last + 1).some((row) => row[2]);
    if (!total) return room.append(element("p", { class: "voc-empty" }, some ? "没有符合条件的工单。" : "这几个月只有原刊的汇总数字，没有逐条工单。"));
    if (location.protocol === "file:") {
      const links = months.slice(-MONTHS_LISTED).map(([period, month]) => element("li", {}, element("a", { href: file(period), download: "" }, month)));
      return room.append(
        element("p", {}, "从文件夹打开时不能在页面里列出工单，请下载各月的工单表（CSV），按同样的条件筛选。"
          + (months.length > MONTHS_LISTED ? `这里是最近 ${MONTHS_LISTED} 个月，其余见页末。` : "")),
        element("ul", { class: "voc-chips" }, ...links),
      );
    }
    const button = element("button", { type: "button", class: "voc-button" }, `列出这 ${number(total)} 件工单`);
    const place = element("div");
    button.addEventListener("click", async () => {
      button.disabled = true;
      button.textContent = "正在载入…";
      try {
        await list(index, state, counted, place);
        button.remove();
      } catch (error) {
        console.warn(error);
        button.disabled = false;
        button.textContent = "没有载入成功，再试一次";
      }
    });
    room.append(button, place);
  }

  /** What must be said about the numbers shown. */
  function notes(index, state, counted, found) {
    const said = [];
    const months = index.issues.slice(counted.first, counted.last + 1);
    const plainMonths = months.filter((row) => !row[2]).map((row) => row[1]);
    const only = state.by === "institution" && state.from === state.to;
    if (plainMonths.length && (found.some((row) => row.said?.length))) {
      said.push(`${list3(plainMonths)}只有原刊的汇总数字：照原刊列出，注明印在哪里，点开可以看核对情况，不计入合计。`);
    } else if (plainMonths.length) {
      const why = measure(state) || only ? "原刊没有印出这个数" : "不能按这些条件细分";
      said.push(`${list3(plainMonths)}只有原刊的汇总数字，没有逐条工单，${state.by === "month" ? why : "不计入合计"}。`);
    }
    const code = measure(state);
    const broken = (index.breaks[code] ?? []).filter((month) => months.slice(1).some((row) => row[1] === month));
    if (broken.length) said.push(`这个指标的口径自${broken.join("、")}起改变，前后的数不能相比，也不宜相加。`);
    if (state.by === "group") said.push("一件工单可以属于几个客户群体，在每个群体里各算一次，所以各行相加可以多于总数。");
    return said;
  }

  const list3 = (names) => (names.length > 3 ? `${names.slice(0, 2).join("、")}等 ${names.length} 个月` : names.join("、"));

  // -- the page ---------------------------------------------------------------------------------------------
  function start() {
    const form = document.querySelector("form[data-voc-explore]");
    if (!form || form.dataset.ready) return;
    form.dataset.ready = "yes";
    const index = JSON.parse(document.querySelector("script[data-voc-index]").textContent);
    const whole = document.querySelector("[data-voc-explored]");
    const part = (name) => whole.querySelector(`[data-voc-${name}]`);
    const links = []; // object addresses to give back
    let turn = 0;

    async function show(state, remember) {
      const mine = (turn += 1);
      for (const name of FIELDS) form.elements[name].value = state[name];
      if (remember) history.replaceState(history.state, "", location.pathname + query(state));
      form.querySelector("[data-voc-link]").href = query(state);
      let counted;
      try {
        counted = await count(index, state);
      } catch (error) {
        console.warn(error);
        part("said").textContent = "数据没有载入成功，请刷新页面再试。";
        whole.hidden = false;
        return;
      }
      if (mine !== turn) return; // the reader has gone on meanwhile
      const found = rows(index, state, counted);
      const total = counted.byIssue.reduce((sum, value) => sum + value, 0);
      const tells = words(index, state);
      const title = tells.join(" · ");
      const hasTickets = index.issues.slice(counted.first, counted.last + 1).some((row) => row[2]);
      part("said").textContent = hasTickets ? `${title}：共 ${number(total)} 件` : title;
      part("notes").replaceChildren(...notes(index, state, counted, found).map((text) => element("p", { class: "voc-explored__note" }, text)));
      for (const link of links.splice(0)) URL.revokeObjectURL(link);
      if (found.some((row) => row.said?.length || row.count !== null) && (total || !hasTickets || state.by === "month")) {
        part("chart-place").replaceChildren(chart(state, found, title));
        const save = download(`数据浏览-${state.from}-${state.to}.csv`, lines(state, found));
        links.push(save.href);
        part("table-place").replaceChildren(table(state, found, (next) => show(next, true)), element("p", {}, save));
      } else {
        part("chart-place").replaceChildren();
        part("table-place").replaceChildren(element("p", { class: "voc-empty" }, hasTickets ? "没有符合条件的工单。" : "原刊没有印出这样的数字。"));
      }
      tickets(index, state, counted, part("tickets"));
      form.hidden = whole.hidden = false;
      form.dataset.shown = query(state);
    }

    form.addEventListener("change", (event) => {
      const state = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));
      if (place(index.issues, state.from) > place(index.issues, state.to)) {
        if (event.target.name === "from") state.to = state.from;
        else state.from = state.to;
      }
      show(state, true);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("[data-voc-reset]").addEventListener("click", () => {
      const state = Object.fromEntries(FIELDS.map((name) => [name, ""]));
      show({ ...state, from: form.elements.from.value, to: form.elements.to.value, by: "month" }, true);
    });
    show(read(index, form), false);
  }

  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
