/* The header box's worker: speaks the messages of Material's own (0 set up, 1 ready, 2 query, 3 result), but reads
 * search/search_index.json itself, and only when something is asked. The page never holds the index.
 *
 * In a folder on a shared drive there are no workers; there a shim runs this script in a frame, and the index is
 * a script (search/search_index.js), in the place of the other.
 */
(() => {
  "use strict";

  const READY = 1, QUERY = 2, RESULT = 3;
  const MOST = 1000;
  const own = typeof document === "undefined" ? self.location.href : document.currentScript.src;
  const engine = importScripts(new URL("search-engine.js", own).href);

  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&#x27;": "'" };
  const plain = (html) => html.replace(/&(?:amp|lt|gt|quot|#39|#x27);/g, (entity) => ENTITIES[entity]);
  const escaped = (text) => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const html = (pieces) => pieces.map(([text, marked]) => (marked ? `<mark>${escaped(text)}</mark>` : escaped(text))).join("");

  const asScript = async (url) => {
    await importScripts(url);
    return self.__index;
  };

  const read = async () => {
    await engine;
    const url = new URL("../../search/search_index.json", own);
    const answered = inFolder ? undefined : await fetch(url, { cache: "no-cache" });
    // a folder's edition holds the script alone, and may stand on a server after all
    const index = answered?.ok ? await answered.json() : await asScript(new URL("search_index.js", url).href);
    const parents = new Map();
    const records = index.docs.map((doc, order) => {
      const page = doc.location.split("#")[0];
      if (!parents.has(page)) parents.set(page, order);
      const tags = (doc.tags || []).map(plain);
      const weight = doc.boost || 1;
      return vocSearch.record({ order, page, location: doc.location, title: plain(doc.title), tags, names: [], text: plain(doc.text), weight, age: 1 });
    });
    // Cases and issues stand oldest first: the later, the newer.
    records.forEach((one, order) => { one.age = 1 - order / records.length; });
    const synonyms = (index.synonyms || []).map((group) => group.map(vocSearch.fold));
    return { records, parents, synonyms, words: new Set((index.words || []).map(vocSearch.fold)) };
  };

  // Material would make a landmark of each result's tags; ours stand in the text.
  const labels = (tags, needles) => {
    const own = tags.map((tag) => `<span>${html(vocSearch.marked(tag, needles))}</span>`);
    return own.length ? `<div class="voc-box__tags">${own.join("")}</div>` : "";
  };

  // In a folder nothing turns an address into the file behind it.
  const inFolder = own.startsWith("file:");
  const address = (location) => (inFolder ? location.replace(/(^|\/)(?=#|$)/, "$1index.html") : location);

  const item = ({ record: one, needles, missing, score }) => ({
    location: address(one.location),
    title: html(vocSearch.marked(one.title, needles)),
    text: html(vocSearch.excerpt(one.text, needles, 90)) + labels(one.tags, needles),
    score,
    terms: Object.fromEntries([...needles.map((needle) => [needle, true]), ...missing.map((word) => [word, false])]),
  });

  /** Hits as Material lists them: a list a page, its sections together, the page itself always among them. */
  const grouped = (hits, index) => {
    const pages = new Map();
    for (const hit of hits) {
      const group = pages.get(hit.record.page);
      if (group) group.push(hit);
      else pages.set(hit.record.page, [hit]);
    }
    return [...pages].slice(0, MOST).map(([page, group]) => {
      const parent = index.records[index.parents.get(page)];
      if (!group.some((hit) => hit.record === parent)) group.push({ record: parent, needles: [], missing: [], score: 0 });
      return group.map(item);
    });
  };

  const answer = (query, index) => {
    const { exact, alike } = vocSearch.search(index.records, query, index.synonyms);
    const found = [...exact, ...alike];
    if (found.length) {
      const last = exact.length ? exact[exact.length - 1].score : Infinity;
      // Material orders sections by score too: a synonym never stands above what was typed.
      alike.forEach((hit) => { hit.score = Math.min(hit.score, last / 2); });
      return grouped(found, index);
    }
    return grouped(vocSearch.near(index.records, query, index.synonyms, index.words).hits, index);
  };

  let index;
  let asked = 0;

  self.addEventListener("message", async ({ data }) => {
    if (data.type !== QUERY) return;
    const turn = (asked += 1);
    let items = [];
    if (data.data.trim()) {
      index = index || read();
      try {
        items = answer(data.data, await index);
      } catch (error) {
        index = undefined;
        throw error;
      } finally {
        if (turn === asked) self.postMessage({ type: RESULT, data: { items } });
      }
      return;
    }
    self.postMessage({ type: RESULT, data: { items } });
  });

  self.postMessage({ type: READY });
})();
