/* 比较: two issues or two institutions side by side; every difference of counts with a verdict.
 *
 * `compare/measures.js` brings the numbers (voc_build/pages/compare.py). The tests are those of
 * voc_build/numbers/change.py; tests/browser/test_explore.py holds both against each other.
 * A classic script, for modules do not load from a shared drive (file://).
 */
(() => {
  "use strict";

  const BASE = new URL("../../", document.currentScript.src);
  const FIELDS = { issues: ["a", "b", "of", "measure"], institutions: ["x", "y", "from", "to"] };

  // -- the exact test ------------------------------------------------------------------------------
  const LANCZOS = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];

  /** ln Γ(x) for x ≥ 1 (Lanczos, g = 7). */
  function lnGamma(x) {
    const t = x + 6.5;
    const sum = LANCZOS.slice(1).reduce((all, one, at) => all + one / (x + at), LANCZOS[0]);
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }

  /** Sum of binomial probabilities from `from` on in direction `way` (1 or -1). */
  function tail(total, share, from, way) {
    const log = lnGamma(total + 1) - lnGamma(from + 1) - lnGamma(total - from + 1);
    let term = Math.exp(log + from * Math.log(share) + (total - from) * Math.log1p(-share));
    let sum = term;
    for (let k = from; way > 0 ? k < total : k > 0; k += way) {
      const odds = share / (1 - share);
      term *= way > 0 ? ((total - k) / (k + 1)) * odds : k / (total - k + 1) / odds;
      sum += term;
      const falling = way > 0 ? k > total * share : k < total * share;
      if (falling && term < sum * 1e-17) break;
    }
    return sum;
  }

  /** Two-sided exact p-value that two counts have one rate; see `numbers.change.p_value`. */
  function pValue(before, now, exposures = [1, 1]) {
    const total = before + now;
    const share = exposures[1] / (exposures[0] + exposures[1]);
    return Math.min(1, 2 * Math.min(tail(total, share, now, -1), tail(total, share, now, 1)));
  }

  function tooFew(before, now, exposures, rules) {
    const total = before + now;
    const share = exposures[1] / (exposures[0] + exposures[1]);
    if (total < rules.fewest) return true;
    if (now === total * share) return false;
    return 2 * (now > total * share ? share : 1 - share) ** total > rules.level;
  }

  /** One difference: `{before, now, difference, verdict, p}`; `verdict` is a name of `Verdict`. */
  function change(before, now, broken, rules, exposures = [1, 1]) {
    const found = { before, now, difference: null, verdict: "UNKNOWN", p: null };
    if (broken) return { ...found, verdict: "BROKEN" };
    if (before === null || now === null) return found;
    found.difference = now - before;
    if (tooFew(before, now, exposures, rules)) return { ...found, verdict: "FEW" };
    const p = pValue(before, now, exposures);
    return { ...found, p, verdict: p <= rules.level ? "BEYOND" : "MAYBE" };
  }

  /** The differences of a table, its false-discovery rate held (Benjamini and Hochberg, 1995). */
  function changes(pairs, broken, rules) {
    const found = pairs.map(([before, now]) => change(before, now, broken, rules));
    const tested = found.filter((one) => one.p !== null).map((one) => one.p).sort((a, b) => a - b);
    const bar = Math.max(-1, ...tested.filter((p, at) => p <= (rules.level * (at + 1)) / tested.length));
    for (const one of found) if (one.p !== null) one.verdict = one.p <= bar ? "BEYOND" : "MAYBE";
    return found;
  }

  // -- words -----------------------------------------------------------------------------------------
  const number = (value) => value.toLocaleString("en-US");
  const shown = (value) => (value === null ? "—" : number(value));

  function sign({ verdict, difference }) {
    const bare = { FEW: "·", UNKNOWN: "—", BROKEN: "≠" }[verdict];
    if (bare) return bare;
    if (!difference) return "＝";
    return (verdict === "BEYOND" ? "▲▼" : "△▽")[difference > 0 ? 0 : 1];
  }

  /** The difference in words: a percentage only on a base of `minimum` or more, rounded half up. */
  function moved({ before, now, difference }, minimum) {
    if (difference === null) return "";
    if (!difference) return "持平";
    const more = `${difference > 0 ? "多" : "少"} ${number(Math.abs(difference))} 件`;
    if (before < Math.max(minimum, 1)) return more;
    const hundredths = Math.floor((2 * Math.abs(difference) * 10000 + before) / (2 * before));
    const percent = hundredths ? ` ${(hundredths / 100).toFixed(2)}%` : "不足 0.01%";
    return `${more}，${difference > 0 ? "上升" : "下降"}${percent}`;
  }

  function element(name, attributes = {}, ...children) {
    const found = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
    found.append(...children);
    return found;
  }

  function table(title, heads, rows, kind = "voc-table--verdicts") {
    const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
    const body = rows.map(([name, ...cells]) => element("tr", {}, element("th", { scope: "row" }, name), ...cells));
    const whole = element("table", { class: `voc-table ${kind}` },
      element("caption", {}, title), element("thead", {}, head), element("tbody", {}, ...body));
    return element("div", { class: "voc-scroll", tabindex: "0", role: "region", "aria-label": title }, whole);
  }

  const cell = (text) => element("td", {}, text);

  /** The difference in words, and what may be said of it. */
  function verdict(numbers, one, difference = "") {
    const said = one.difference === 0 && one.verdict === "MAYBE" ? "没有变化" : numbers.verdicts[one.verdict];
    const words = element("td", { class: "voc-compared__verdict" });
    if (difference) words.append(element("span", { class: "voc-compared__moved" }, difference), " ");
    words.append(element("span", {}, element("span", { class: "voc-sign" }, sign(one)), ` ${said}`));
    words.dataset.verdict = one.verdict;
    if (one.p !== null) words.dataset.p = String(one.p);
    return words;
  }

  // -- two issues ---------------------------------------------------------------------------------------
  const at = (numbers, period) => numbers.issues.findIndex((row) => row[0] === period);

  /** The month a measure's definition changed in between, "" if it did not. */
  function broken(numbers, code, first, last) {
    const found = numbers.breaks[code].find(([month]) => numbers.issues[first][2] < month && month <= numbers.issues[last][2]);
    return found ? found[1] : "";
  }

  /** The institutions with what was merged into them, what was merged away left out; or as they were. */
  function structured(numbers, state) {
    if (state.structure === "then") return numbers.institutions;
    const today = new Map(numbers.today.map((row) => [row[0], row]));
    return numbers.institutions.filter(([code]) => !numbers.gone[code]).map((row) => today.get(row[0]) ?? row);
  }

  /** Why an institution has no numbers of its own today; "" if it has. */
  function goneInto(numbers, state, code) {
    if (state.structure === "then" || !numbers.gone[code]) return "";
    const [, name] = numbers.institutions.find((row) => row[0] === code);
    return `${name}已并入${numbers.gone[code]}：按今天的机构，它的数算在${numbers.gone[code]}里；要看它自己的，请选按当时的机构。`;
  }

  /** What the numbers of these institutions hold besides their own. */
  const absorbed = (rows) => rows.filter((row) => row[4]).map((row) => `${row[1]}的数${row[4]}。`);

  function issues(numbers, state) {
    const [first, last] = [at(numbers, state.a), at(numbers, state.b)].sort((a, b) => a - b);
    const [before, now] = [numbers.issues[first], numbers.issues[last]];
    const entries = structured(numbers, state);
    const gone = goneInto(numbers, state, state.of);
    if (gone) return { said: gone, notes: [], tables: [] };
    const one = entries.find((row) => row[0] === state.of);
    const where = one ? one[1] : "全行";
    if (first === last) {
      const said = numbers.issues.length > 1 ? "请选两个不同的期。" : "档案里只有一期，还不能比较两期；可以比较这一期的两个机构。";
      return { said, notes: [], tables: [] };
    }
    const notes = absorbed(one ? [one] : entries);
    const heads = ["", before[1], now[1], "差别和判断"];
    const row = (name, pair) => [name, cell(shown(pair.before)), cell(shown(pair.now)), verdict(numbers, pair, moved(pair, numbers.minimum))];
    const counts = numbers.measures.map(([code, name]) => {
      const month = broken(numbers, code, first, last);
      if (month) notes.push(`${name}的口径自${month}起改变，两期不能比较。`);
      const values = one ? one[2][code] : numbers.bank[code];
      return row(name, change(values[first], values[last], Boolean(month), numbers));
    });
    if (before[3] !== now[3]) {
      const [printed, counted] = before[3] ? [now, before] : [before, now];
      notes.push(`${printed[1]}照原刊的汇总数字，${counted[1]}由逐条工单统计；来历不同，比较时请留意。`);
    }
    const tables = [table(`${where}各指标`, heads.with(0, "指标"), counts)];
    if (one) return { said: `${where}：${before[1]}与${now[1]}`, notes, tables };
    const percent = (rate) => {
      if (!rate) return "—";
      const text = `${(rate[0] * 100).toFixed(1).replace(/\.0$/, "")}%`;
      return rate.length > 1 ? `${text}（${number(rate[1])}/${number(rate[2])}）` : text;
    };
    const rates = numbers.rates.map(([code, name, values]) => {
      const [old, fresh] = [values[first], values[last]];
      const month = broken(numbers, code, first, last);
      if (month) notes.push(`${name}的口径自${month}起改变，两期不能比较。`);
      const points = old && fresh && !month ? (fresh[0] - old[0]) * 100 : null;
      const gap = points === null ? "" : Math.abs(points) < 0.05 ? "持平" : `${points > 0 ? "高" : "低"} ${Math.abs(points).toFixed(1)} 个百分点`;
      return [name, cell(percent(old)), cell(percent(fresh)), cell(gap)];
    });
    tables.push(table("比率", ["指标", before[1], now[1], "差别"], rates, "voc-table--rates"));
    const [code, name] = numbers.measures.find((entry) => entry[0] === state.measure);
    const many = (title, entries, head, broke) => {
      const kept = entries.filter(([, values]) => values[first] !== null || values[last] !== null);
      if (!kept.length) return;
      const found = changes(kept.map(([, values]) => [values[first], values[last]]), broke, numbers);
      tables.push(table(title, heads.with(0, head), kept.map(([label], place) => row(label, found[place]))));
    };
    many(`各机构${name}`, entries.map((entry) => [entry[1], entry[2][code]]), "机构", Boolean(broken(numbers, code, first, last)));
    const business = numbers.business.map((entry) => [entry[1], entry[2]]).filter(([, values]) => values[first] || values[last]);
    many("消费投诉类工单的业务", business, "业务", Boolean(broken(numbers, "complaints", first, last)));
    return { said: `${where}：${before[1]}与${now[1]}`, notes, tables };
  }

  // -- two institutions -----------------------------------------------------------------------------------
  function institutions(numbers, state) {
    const [first, last] = [at(numbers, state.from), at(numbers, state.to)].sort((a, b) => a - b);
    const gone = goneInto(numbers, state, state.x) || goneInto(numbers, state, state.y);
    if (gone) return { said: gone, notes: [], tables: [] };
    const entries = structured(numbers, state);
    const pair = [state.x, state.y].map((code) => entries.find((row) => row[0] === code));
    if (state.x === state.y) return { said: "请选两个不同的机构。", notes: [], tables: [] };
    const months = numbers.issues.slice(first, last + 1).map((_, place) => first + place);
    const notes = absorbed(pair);
    const sized = (places) => pair.map((one) => {
      const outlets = places.map((place) => one[3][place]);
      return outlets.length && outlets.every(Boolean) ? outlets.reduce((sum, value) => sum + value, 0) : null;
    });
    const skipped = new Set();
    let anySize = false;
    const rows = numbers.measures.map(([code, name]) => {
      const month = broken(numbers, code, first, last);
      if (month) {
        notes.push(`${name}的口径自${month}起改变，这段时间的数不能相加，不作比较。`);
        return [name, cell("—"), cell("—"), cell("—"), cell("—"), verdict(numbers, change(null, null, true, numbers))];
      }
      const both = months.filter((place) => pair.every((one) => one[2][code][place] !== null));
      months.filter((place) => !both.includes(place)).forEach((place) => skipped.add(`${numbers.issues[place][1]}的${name}`));
      const sums = pair.map((one) => (both.length ? both.reduce((sum, place) => sum + one[2][code][place], 0) : null));
      const exposures = sized(both);
      const known = exposures.every(Boolean);
      anySize ||= known;
      const rate = (value, exposure) => (known && value !== null ? ((value * 1000) / exposure).toFixed(1) : "不详");
      const judged = known ? change(sums[0], sums[1], false, numbers, exposures) : change(null, null, false, numbers);
      if (known) judged.difference = sums[1] / exposures[1] - sums[0] / exposures[0];
      return [name, cell(shown(sums[0])), cell(shown(sums[1])), cell(rate(sums[0], exposures[0])), cell(rate(sums[1], exposures[1])), verdict(numbers, judged)];
    });
    const names = pair.map((one) => one[1]);
    if (anySize) notes.push("判断的是每个网点每月的件数，不是件数本身：机构大小不同，件数多不等于做得差。符号表示后一个机构比前一个多还是少。");
    else notes.push("没有这段时间两个机构的网点数，机构大小不同，件数不能直接比较，所以不作判断。");
    if (skipped.size) {
      const list = [...skipped];
      notes.push(`${list.slice(0, 3).join("、")}${list.length > 3 ? `等 ${list.length} 处` : ""}至少一方没有数字，两边都不计入。`);
    }
    const span = first === last ? numbers.issues[first][1] : `${numbers.issues[first][1]}至${numbers.issues[last][1]}`;
    const heads = ["指标", names[0], names[1], `${names[0]}每千网点每月`, `${names[1]}每千网点每月`, "判断"];
    return { said: `${names[0]}与${names[1]}：${span}`, notes, tables: [table("各指标合计", heads, rows)] };
  }

  // -- the page ---------------------------------------------------------------------------------------------
  let loading = null;

  function measures() {
    loading ??= new Promise((resolve, reject) => {
      window.vocMeasures = resolve;
      const script = document.createElement("script");
      script.src = new URL("compare/measures.js", BASE).href;
      script.onerror = () => {
        loading = null; // the next change tries again
        reject(new Error(script.src));
      };
      document.head.append(script);
    });
    return loading;
  }

  function read(form) {
    const query = new URLSearchParams(location.search);
    const options = (name) => [...form.elements[name].options].map((option) => option.value);
    const alone = options("a").length < 2; // one issue cannot be compared with another
    const state = { what: query.get("what") ?? (alone ? "institutions" : "issues") };
    if (!FIELDS[state.what]) state.what = "issues";
    for (const name of [...FIELDS.issues, ...FIELDS.institutions]) {
      const value = query.get(name) ?? "";
      state[name] = options(name).includes(value) ? value : "";
    }
    const issues = options("a"); // newest first
    const months = options("from");
    const places = options("x");
    state.b ||= issues[0];
    state.a ||= issues.find((one) => one !== state.b) ?? issues[0];
    state.measure ||= options("measure")[0];
    state.x ||= places[0] ?? "";
    state.y ||= places.find((one) => one !== state.x) ?? "";
    state.to ||= months.at(-1);
    state.from ||= months[Math.max(0, months.indexOf(state.to) - 11)];
    state.structure = query.get("structure") === "then" ? "then" : "today";
    return state;
  }

  function query(state) {
    const found = new URLSearchParams({ what: state.what });
    for (const name of FIELDS[state.what]) if (state[name]) found.set(name, state[name]);
    if (state.structure === "then") found.set("structure", "then");
    return `?${found}`;
  }

  function start() {
    const form = document.querySelector("form[data-voc-compare]");
    if (!form || form.dataset.ready) return;
    form.dataset.ready = "yes";
    const whole = document.querySelector("[data-voc-compared]");
    const part = (name) => whole.querySelector(`[data-voc-${name}]`);

    async function show(state, remember) {
      form.elements.what.value = state.what;
      for (const name of [...FIELDS.issues, ...FIELDS.institutions]) form.elements[name].value = state[name];
      if (form.elements.structure) form.elements.structure.value = state.structure;
      for (const row of form.querySelectorAll("[data-voc-for]")) row.hidden = row.dataset.vocFor !== state.what;
      if (remember) history.replaceState(history.state, "", location.pathname + query(state));
      form.querySelector("[data-voc-link]").href = query(state);
      form.hidden = whole.hidden = false;
      try {
        const numbers = await measures();
        const { said, notes, tables } = (state.what === "issues" ? issues : institutions)(numbers, state);
        part("said").textContent = said;
        part("notes").replaceChildren(...notes.map((text) => element("p", { class: "voc-explored__note" }, text)));
        part("tables").replaceChildren(...tables);
        form.dataset.shown = query(state);
      } catch (error) {
        console.warn(error);
        part("said").textContent = "数据没有载入成功，请刷新页面再试。";
      }
    }

    form.addEventListener("change", () => {
      const state = { what: form.elements.what.value, structure: form.elements.structure?.value ?? "today" };
      for (const name of [...FIELDS.issues, ...FIELDS.institutions]) state[name] = form.elements[name].value;
      show(state, true);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    show(read(form), false);
  }

  window.vocVerdicts = { pValue, change, changes, moved, sign }; // for the tests
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
