/* 案例检索: finds any string of any case or issue as it is typed, narrows by facets, keeps its state in the address.
 *
 * head.js (titles, tags, names) comes at once; the texts come a year at a time when a word is searched; near.js only
 * when nothing was found as typed. All are scripts that call `vocFinder.head/shard/near`, so a page opened from a
 * folder works too. search-engine.js does the finding; here is the page.
 */
(() => {
  "use strict";

  const FACETS = [
    ["year", "年份"], ["type", "类型"], ["institution", "机构"],
    ["business", "业务"], ["cause", "原因"], ["group", "客户群体"],
  ];
  const MOODS = { complaint: "complaint", opinion: "opinion", praise: "praise", issue: "issue" };
  const STEP = 100;
  const FEW = 14;
  const PAUSE = 120;
  const INDEX = location.protocol === "file:" ? "index.html" : "";

  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };
  const pieces = (parts) => parts.map(([text, marked]) => (marked ? make("mark", "", text) : text));

  // -- data -----------------------------------------------------------------------------------------------------
  const data = { root: "", version: "", head: null, records: [], byYear: new Map(), have: new Set(), nearby: null };
  const asked = new Map();

  const script = (name, version) => {
    const url = new URL(`finder/${name}.js?${version}`, data.root).href;
    if (!asked.has(url)) {
      asked.set(url, new Promise((done, failed) => {
        const element = make("script");
        element.src = url;
        element.addEventListener("load", () => done(element.remove()));
        element.addEventListener("error", () => {
          asked.delete(url);
          failed(new Error(url));
        });
        document.head.append(element);
      }));
    }
    return asked.get(url);
  };

  const issueName = (id) => `${id.slice(0, 4)}年第${Number(id.slice(5, 7))}期`;
  const code = (axis, at) => (at >= 0 ? data.head[axis][at][0] : "");
  const name = (axis, at) => (at >= 0 ? data.head[axis][at][1] : "");
  const names = (axis, at) => (at >= 0 ? data.head[axis][at][2] : []);

  const entry = (row, order, many) => {
    const [id, title, kind, institution = -1, business = -1, cause = -1, groups = [], tags = [], branch = ""] = row;
    const isIssue = id.length === 7;
    const words = [
      issueName(id), data.head.kind[kind][1], branch, ...names("institution", institution),
      ...names("business", business), ...names("cause", cause), ...groups.flatMap((at) => names("group", at)),
    ];
    return vocSearch.record({
      order: many - order, id, title, tags, names: words.filter(Boolean), text: undefined,
      weight: isIssue ? 0.6 : 1, age: 1 - order / many,
      url: isIssue ? `issues/${id}/` : `cases/${id}/`,
      kind: data.head.kind[kind],
      about: [issueName(id), [name("institution", institution), branch].filter(Boolean).join(" · "), name("business", business), name("cause", cause)],
      facets: {
        year: [id.slice(0, 4)], type: [data.head.kind[kind][0]], institution: [code("institution", institution)],
        business: [code("business", business)], cause: [code("cause", cause)], group: groups.map((at) => code("group", at)),
      },
    });
  };

  const head = (own) => {
    data.head = own;
    data.head.synonyms = own.synonyms.map((group) => group.map(vocSearch.fold));
    data.records = own.rows.map((row, order) => entry(row, order, own.rows.length));
    own.rows = null;
    data.have.clear();
    data.byYear.clear();
    for (const one of data.records) {
      const year = one.facets.year[0];
      if (!data.byYear.has(year)) data.byYear.set(year, []);
      data.byYear.get(year).push(one);
    }
  };

  const shard = ([year, texts]) => {
    data.byYear.get(year).forEach((one, at) => {
      one.text = texts[at];
      one.foldedText = vocSearch.fold(texts[at]);
    });
    data.have.add(year);
  };

  const near = (own) => {
    const readings = new Map(Object.entries(own.readings).map(([mark, sounds]) => [mark, sounds.split(" ")]));
    data.nearby = { words: new Set(own.words.map(vocSearch.fold)), readings };
  };

  // -- pinyin ---------------------------------------------------------------------------------------------------
  /** How many characters of a name, from `at`, the letters spell in full, by initials, or mixed; 0 = they do not. */
  const spelt = (text, at, letters, readings) => {
    if (!letters) return 0;
    if (at >= text.length) return -1;
    for (const sound of readings.get(text[at]) || [text[at]]) {
      for (const part of [sound, sound.slice(0, 2), sound[0]]) {
        if (!/^(?:[zcs]h|.|.{2,})$/.test(part)) continue;
        if (letters.startsWith(part)) {
          const rest = spelt(text, at + 1, letters.slice(part.length), readings);
          if (rest >= 0) return rest + 1;
        } else if (part === sound && sound.startsWith(letters)) return 1;
      }
    }
    return -1;
  };

  const soundsIn = (text, letters, readings) => {
    for (let at = 0; at < text.length; at += 1) {
      const length = spelt(text, at, letters, readings);
      if (length > 0) return text.slice(at, at + length);
    }
    return "";
  };

  /** Entries that hold a word of the dictionary spelt by the letters, then those with a title, tag or name that is. */
  const byPinyin = (records, query, { words, readings }) => {
    const letters = vocSearch.fold(query).replace(/[\s']+/g, "");
    if (!/^[a-z]{2,40}$/.test(letters)) return { hits: [], words: [] };
    const spellings = [...words].filter((word) => spelt(word, 0, letters, readings) === word.length);
    const whole = spellings.length ? vocSearch.all(records, [spellings]).sort(vocSearch.byScore) : [];
    const known = new Set(whole.map((hit) => hit.record));
    const heard = new Map();
    const hear = (text) => {
      if (!heard.has(text)) heard.set(text, vocSearch.fold(soundsIn(text, letters, readings)));
      return heard.get(text);
    };
    const others = [];
    for (const one of records.filter((own) => !known.has(own))) {
      const needles = new Set([one.title, ...one.tags, ...one.names].map(hear).filter(Boolean));
      if (needles.size) others.push({ record: one, needles: [...needles], missing: [], score: hear(one.title) ? 1 : 0 });
    }
    const hits = [...whole, ...others.sort(vocSearch.byScore)];
    return { hits, words: [...new Set(hits.flatMap((hit) => hit.needles))].slice(0, 6), how: "pinyin" };
  };

  // -- state ----------------------------------------------------------------------------------------------------
  const empty = () => Object.fromEntries(FACETS.map(([facet]) => [facet, new Set()]));
  const state = { kw: "", chosen: empty(), shown: STEP };

  const fromAddress = () => {
    const wanted = new URLSearchParams(location.search);
    state.kw = wanted.get("kw") || "";
    state.chosen = empty();
    for (const [facet] of FACETS) for (const value of wanted.getAll(facet)) state.chosen[facet].add(value);
    state.shown = STEP;
  };

  const address = () => {
    const wanted = new URLSearchParams();
    if (state.kw.trim()) wanted.set("kw", state.kw.trim());
    for (const [facet] of FACETS) for (const value of state.chosen[facet]) wanted.append(facet, value);
    const query = wanted.toString();
    return location.pathname + (query ? `?${query}` : "");
  };

  /** Typing replaces the entry of the history, a finished word or a facet adds one; so Back undoes steps, not letters. */
  const remember = (step) => {
    const url = address();
    if (url === location.pathname + location.search) return;
    if (step) history.pushState(history.state, "", url);
    else history.replaceState(history.state, "", url);
  };

  // -- finding --------------------------------------------------------------------------------------------------
  const passes = (one, but) =>
    FACETS.every(([facet]) => {
      const chosen = state.chosen[facet];
      return facet === but || !chosen.size || one.facets[facet].some((value) => chosen.has(value));
    });

  const browse = () => [...data.records].reverse().map((one) => ({ record: one, needles: [], missing: [], score: 0 }));

  const find = () => {
    if (!vocSearch.terms(state.kw).length) return { hits: browse(), how: "all" };
    const { exact, alike } = vocSearch.search(data.records, state.kw, data.head.synonyms);
    exact.forEach((hit) => { hit.exact = true; });
    return { hits: [...exact, ...alike], how: alike.length ? "alike" : "exact" };
  };

  const findNear = async () => {
    await script("near", data.version);
    const sounds = byPinyin(data.records, state.kw, data.nearby);
    return sounds.hits.length ? sounds : vocSearch.near(data.records, state.kw, data.head.synonyms, data.nearby.words);
  };

  // -- the page -------------------------------------------------------------------------------------------------
  let place = null;
  const part = (css) => place.querySelector(`.voc-finder__${css}`);
  const say = (css, text) => {
    if (part(css).textContent !== text) part(css).textContent = text;
  };

  const item = (hit) => {
    const { record: one, needles } = hit;
    const link = make("a", "", ...pieces(vocSearch.marked(one.title, needles)));
    link.href = new URL(one.url + INDEX, data.root).href;
    const kind = make("span", `voc-kind voc-kind--${MOODS[one.kind[0]]}`, one.kind[1]);
    const about = make("p", "voc-hit__about", kind);
    for (const word of one.about.filter(Boolean)) about.append(make("span", "", ...pieces(vocSearch.marked(word, needles))));
    const heard = one.names.filter((own) => !one.about.some((word) => word.includes(own)) && needles.some((needle) => vocSearch.fold(own).includes(needle)));
    for (const word of heard.slice(0, 2)) about.append(make("span", "", ...pieces(vocSearch.marked(word, needles))));
    const children = [make("h3", "voc-hit__title", link), about];
    if (one.text) {
      const text = vocSearch.excerpt(one.text, needles, 110);
      children.push(make("p", "voc-hit__text", ...pieces(text)));
    }
    if (one.tags.length) {
      children.push(make("p", "voc-hit__tags", ...one.tags.map((tag) => make("span", "", ...pieces(vocSearch.marked(tag, needles))))));
    }
    return make("li", "voc-hit", ...children);
  };

  const list = (hits) => {
    const before = part("hits").children.length;
    const same = before && state.shown > STEP && part("hits").dataset.key === key(hits);
    const items = hits.slice(same ? before : 0, state.shown).map(item);
    if (same) part("hits").append(...items);
    else part("hits").replaceChildren(...items);
    part("hits").dataset.key = key(hits);
    part("more").hidden = hits.length <= state.shown;
    return items;
  };
  const key = (hits) => `${address()} ${hits.length} ${data.have.size}`;

  const values = (facet) => {
    if (facet === "year") return [...data.byYear.keys()].reverse().map((year) => [year, `${year}年`]);
    return data.head[facet === "type" ? "kind" : facet].map(([own, word]) => [own, word]);
  };

  const counts = (hits, facet) => {
    const found = new Map();
    for (const { record: one } of hits) {
      if (passes(one, facet)) for (const value of one.facets[facet]) found.set(value, (found.get(value) || 0) + 1);
    }
    return found;
  };

  const narrow = (hits) => {
    for (const [facet, title] of FACETS) {
      const found = counts(hits, facet);
      let group = place.querySelector(`[data-facet=${facet}]`);
      if (!group) {
        group = make("fieldset", "voc-facet", make("legend", "", title));
        group.dataset.facet = facet;
        const known = values(facet).filter(([value]) => state.chosen[facet].has(value) || data.records.some((one) => one.facets[facet].includes(value)));
        known.forEach(([value, word], index) => {
          const box = make("input");
          box.type = "checkbox";
          box.value = value;
          const row = make("label", index < FEW ? "" : "voc-facet__late", box, make("span", "voc-facet__name", word), make("span", "voc-facet__count"));
          group.append(row);
        });
        if (known.length > FEW) {
          const more = make("button", "voc-facet__more", `全部 ${known.length} 项`);
          more.type = "button";
          more.setAttribute("aria-expanded", "false");
          group.append(more);
        }
        group.hidden = !known.length;
        part("facets").append(group);
      }
      for (const box of group.querySelectorAll("input")) {
        const count = found.get(box.value) || 0;
        box.checked = state.chosen[facet].has(box.value);
        const row = box.parentElement;
        row.lastChild.textContent = String(count);
        row.classList.toggle("voc-facet--none", !count && !box.checked);
        row.classList.toggle("voc-facet--chosen", box.checked);
      }
    }
    const chosen = FACETS.reduce((sum, [facet]) => sum + state.chosen[facet].size, 0);
    say("chosen", chosen ? `已选 ${chosen} 项` : "");
    part("clear").hidden = !chosen;
  };

  const quoted = (words) => words.slice(0, 6).map((word) => `“${word}”`).join("");

  const wording = (found, total) => {
    if (!total && found.hits.length) return ["共 0 条结果", `去掉筛选后有 ${found.hits.length} 条。`];
    if (found.how === "all") return [`共 ${total} 条`, ""];
    if (found.how === "exact" && total) return [`共 ${total} 条结果`, ""];
    if (found.how === "alike") {
      const others = total - found.kept;
      return [`共 ${total} 条结果`, others ? `其中 ${others} 条没有一字不差的词句，按同义词或拆开的词找到，排在后面。` : ""];
    }
    if (!total) return [`共 0 条结果`, "没有找到，也没有相近的。可以少打几个字、换一个说法，或去掉筛选。"];
    const hint = {
      words: `同时含有 ${quoted(found.words)} 的排在前面。`,
      most: `以下含有 ${quoted(found.words)} 中的大部分。`,
      misspelt: `您要找的也许是 ${quoted(found.words)}。`,
      pinyin: `按拼音找到：${quoted(found.words)}。`,
    }[found.how];
    return [found.how === "pinyin" ? `共 ${total} 条结果` : `相近的 ${total} 条，没有一字不差的`, hint];
  };

  const show = (found) => {
    const hits = found.hits.filter(({ record: one }) => passes(one));
    const kept = hits.filter((hit) => hit.exact).length;
    narrow(found.hits);
    list(hits);
    const [status, hint] = wording({ ...found, kept }, hits.length);
    say("status", status);
    say("hint", hint);
    place.dataset.answers = state.kw;
    place.setAttribute("aria-busy", "false");
  };

  const missing = () => {
    const years = data.head.years.filter(([year]) => !data.have.has(year));
    return [...years].reverse();
  };

  let turn = 0;
  const refresh = async () => {
    const own = (turn += 1);
    const left = vocSearch.terms(state.kw).length ? missing() : [];
    if (left.length) {
      place.setAttribute("aria-busy", "true");
      const first = find();
      const hits = first.hits.filter(({ record: one }) => passes(one));
      narrow(first.hits);
      list(hits);
      say("status", "正在读取正文……");
      say("hint", "");
      await Promise.all(left.map(([year, version]) => script(`shard-${year}`, version)));
      if (own !== turn) return;
    }
    let found = find();
    if (!found.hits.length) found = await findNear();
    if (own === turn) show(found);
  };

  const start = () => {
    refresh().catch((error) => {
      place.setAttribute("aria-busy", "false");
      say("status", "检索数据没有读到，请刷新页面再试");
      throw error;
    });
  };

  const links = () => [...part("hits").querySelectorAll(".voc-hit__title a")];

  const keys = (event) => {
    const { target, key: pressed } = event;
    if (event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return;
    const input = part("input");
    const all = links();
    const at = all.indexOf(target);
    if (pressed === "ArrowDown" && (target === input || at >= 0)) {
      if (all[at + 1]) all[at + 1].focus();
    } else if (pressed === "ArrowUp" && at >= 0) {
      (all[at - 1] || input).focus();
    } else if (pressed === "Escape" && at >= 0) input.focus();
    else return;
    event.preventDefault();
  };

  const listen = () => {
    let pause = 0;
    const typed = (step) => {
      clearTimeout(pause);
      state.kw = part("input").value;
      state.shown = STEP;
      remember(step);
      start();
    };
    part("input").addEventListener("input", (event) => {
      clearTimeout(pause);
      if (event.isComposing) return;
      pause = setTimeout(typed, event.inputType === "insertFromPaste" ? 0 : PAUSE, false);
    });
    part("input").addEventListener("compositionend", () => {
      clearTimeout(pause);
      pause = setTimeout(typed, 0, false);
    });
    part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      typed(true);
    });
    part("facets").addEventListener("change", ({ target }) => {
      const chosen = state.chosen[target.closest("fieldset").dataset.facet];
      if (target.checked) chosen.add(target.value);
      else chosen.delete(target.value);
      state.shown = STEP;
      remember(true);
      start();
    });
    part("facets").addEventListener("click", ({ target }) => {
      if (!target.matches(".voc-facet__more")) return;
      const open = target.parentElement.classList.toggle("voc-facet--open");
      target.setAttribute("aria-expanded", String(open));
      target.textContent = open ? "收起" : `全部 ${target.parentElement.querySelectorAll("label").length} 项`;
    });
    part("clear").addEventListener("click", () => {
      state.chosen = empty();
      state.shown = STEP;
      remember(true);
      start();
      part("input").focus();
    });
    part("more").addEventListener("click", () => {
      const first = state.shown;
      state.shown += STEP;
      start();
      Promise.resolve().then(() => { const next = links()[first]; if (next) next.focus(); });
    });
    place.addEventListener("keydown", keys);
  };

  window.addEventListener("popstate", () => {
    if (!place || !place.isConnected) return;
    fromAddress();
    part("input").value = state.kw;
    start();
  });

  /** Bring a finder to life; called whenever a page with one is shown. */
  const open = async (element) => {
    if (element === place) return;
    place = element;
    data.root = new URL(element.dataset.root, location.href.split(/[?#]/)[0]).href;
    if (data.version !== element.dataset.version) {
      data.version = element.dataset.version;
      data.head = null;
    }
    fromAddress();
    element.hidden = false;
    part("input").value = state.kw;
    part("filters").open = window.matchMedia("(min-width: 60em)").matches;
    listen();
    if (!state.kw && window.matchMedia("(hover: hover)").matches) part("input").focus({ preventScroll: true });
    if (!data.head) {
      say("status", "正在读取目录……");
      try {
        await script("head", data.version);
      } catch {
        say("status", "检索数据没有读到，请刷新页面再试");
        return;
      }
    }
    start();
  };

  window.vocFinder = { open, head, shard, near };
})();
