/* What the header box and the finder share: finding a string wherever it stands, ranking, and cutting excerpts.
 *
 * Every record is read through with the typed string itself, so any piece of any word of any text is found; no
 * index of words can miss it. Ten thousand cases are read in some hundredths of a second. The words of the bank's
 * dictionary serve what comes after: a query that stands nowhere as typed is cut into words and searched by them.
 */
((scope) => {
  "use strict";

  const WIDE = /[A-Z\uff05\uff08\uff09\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g;
  const narrow = (mark) => (mark < "\uff00" ? mark : String.fromCharCode(mark.charCodeAt(0) - 0xfee0)).toLowerCase();

  /** The text with capitals and full-width letters, digits and brackets made plain; its length stays. */
  const fold = (text) => text.replace(WIDE, narrow);

  /** The strings asked for: a query split at blanks, quotation marks around a string taken off. */
  const terms = (query) => {
    const parts = fold(query).split(/\s+/).map((part) => part.replace(/^["'“‘]+|["'”’]+$/g, ""));
    return [...new Set(parts.filter(Boolean))].slice(0, 12);
  };

  /** A record to search: title, tags and names (lists), text, `weight` (1 = usual), `age` (0 = newest, 1 = oldest). */
  const record = (own) => ({
    ...own,
    foldedTitle: fold(own.title),
    foldedTags: `\n${fold(own.tags.join("\n"))}\n`,
    foldedNames: `\n${fold(own.names.join("\n"))}\n`,
    foldedText: own.text === undefined ? "" : fold(own.text),
  });

  const listed = (list, needle, whole, part) =>
    list.includes(`\n${needle}\n`) ? whole : list.includes(needle) ? part : 0;

  const occurrences = (text, needle, most) => {
    let count = 0;
    for (let at = text.indexOf(needle); at >= 0 && count < most; at = text.indexOf(needle, at + needle.length)) count += 1;
    return count;
  };

  const holds = (one, needle) =>
    one.foldedTitle.includes(needle) || one.foldedTags.includes(needle) ||
    one.foldedNames.includes(needle) || one.foldedText.includes(needle);

  /** How well a string fits a record: title before tags before names before text; often before once. */
  const fit = (one, needle) => {
    let points = 0;
    const at = one.foldedTitle.indexOf(needle);
    if (at >= 0) points += 10 + 8 * (needle.length / one.foldedTitle.length) + (at === 0 ? 1 : 0);
    if (at === 0 && needle.length === one.foldedTitle.length) points += 12;
    points += listed(one.foldedTags, needle, 8, 5);
    points += listed(one.foldedNames, needle, 5, 3);
    const count = occurrences(one.foldedText, needle, 12);
    return points + (4 * count) / (count + 1.5);
  };

  const byScore = (left, right) => right.score - left.score || left.record.order - right.record.order;

  /** Records in which each group has a string that fits; a group is one wish in several wordings. */
  const all = (records, groups) => {
    let found = records;
    const rarity = [];
    for (const group of groups) {
      const holders = records.filter((one) => group.some((needle) => holds(one, needle)));
      if (!holders.length) return [];
      rarity.push(Math.log(1 + records.length / holders.length));
      const among = found === records ? null : new Set(found);
      found = among ? holders.filter((one) => among.has(one)) : holders;
    }
    return found.map((one) => {
      const needles = new Set();
      let score = 0;
      groups.forEach((group, index) => {
        const fits = group.filter((needle) => holds(one, needle));
        fits.forEach((needle) => needles.add(needle));
        score += rarity[index] * Math.max(...fits.map((needle) => fit(one, needle)));
      });
      return { record: one, needles: [...needles], missing: [], score: one.weight * score + 2 * (1 - one.age) };
    });
  };

  const ENOUGH = 0.4;

  /** Records that hold a fair part of the wishes, weighed by how rare each is; all of two words is not asked. */
  const some = (records, groups) => {
    const found = new Map();
    let whole = 0;
    for (const group of groups) {
      const holders = records.filter((one) => group.some((needle) => holds(one, needle)));
      const rare = Math.log(1 + records.length / (holders.length || 0.5));
      whole += rare;
      for (const one of holders) {
        const hit = found.get(one) || { record: one, needles: [], missing: new Set(groups.map(([word]) => word)), score: 0, share: 0 };
        const fits = group.filter((needle) => holds(one, needle));
        hit.needles.push(...fits);
        hit.missing.delete(group[0]);
        hit.share += rare;
        hit.score += rare * Math.max(...fits.map((needle) => fit(one, needle)));
        found.set(one, hit);
      }
    }
    return [...found.values()]
      .filter((hit) => hit.share >= whole * ENOUGH)
      .map((hit) => ({
        ...hit,
        missing: [...hit.missing],
        score: (hit.share / whole) ** 2 * hit.score * hit.record.weight + 2 * (1 - hit.record.age),
      }));
  };

  /** The string and the strings that say the same by the archive's synonyms; itself first. */
  const wordings = (term, synonyms) => {
    const found = new Set([term]);
    for (const group of synonyms) {
      const own = group.filter((word) => term.includes(word)).sort((left, right) => right.length - left.length)[0];
      if (own) for (const word of group) if (word !== own) found.add(term.split(own).join(word));
    }
    return [...found].slice(0, 9);
  };

  const LONGEST = 12;
  const KNOWN = 1, LETTERS = 1.1, UNKNOWN = 2;

  /** A string cut into words of the dictionary with the fewest pieces; what it does not know is cut where the
   * longest piece that stands anywhere in the records ends. Single characters say too little and are left out. */
  const cut = (term, words, records) => {
    const stands = new Map();
    const isWord = (piece) => {
      if (!words.has(piece)) return false;
      if (!stands.has(piece)) stands.set(piece, records.some((one) => holds(one, piece)));
      return stands.get(piece);
    };
    const best = [{ cost: 0, pieces: [] }];
    for (let end = 1; end <= term.length; end += 1) {
      for (let start = Math.max(0, end - LONGEST); start < end; start += 1) {
        const piece = term.slice(start, end);
        const known = piece.length > 1 && isWord(piece);
        const letters = !known && /^[a-z0-9.%]+$/.test(piece);
        if (!known && !letters && piece.length > 1) continue;
        const cost = best[start].cost + (known ? KNOWN : letters ? LETTERS : UNKNOWN);
        if (!best[end] || cost < best[end].cost) best[end] = { cost, pieces: [...best[start].pieces, [piece, known || letters]] };
      }
    }
    const found = [];
    let run = "";
    const flush = () => {
      while (run.length > 1) {
        let length = Math.min(run.length, 6);
        while (length > 1 && !records.some((one) => holds(one, run.slice(0, length)))) length -= 1;
        if (length > 1) found.push(run.slice(0, length));
        else if (run.length > 2 || !found.length) found.push(run.slice(0, 2));
        run = run.slice(Math.max(length, 1));
      }
      run = "";
    };
    for (const [piece, known] of best[term.length].pieces) {
      if (known) {
        flush();
        found.push(piece);
      } else if (/[\s，。；：、！？“”‘’（）()《》—…·,.;:!?]/.test(piece)) flush();
      else run += piece;
    }
    flush();
    return [...new Set(found)];
  };

  /** Dictionary words one character away from a mistyped one. */
  const misspelt = (term, words) => {
    if (term.length < 3) return [];
    const found = [];
    for (const word of words) {
      if (word.length === term.length) {
        const differing = [...term].filter((mark, index) => mark !== word[index]).length;
        const swapped = differing === 2 && [...term].sort().join() === [...word].sort().join();
        if (differing === 1 || swapped) found.push(word);
      } else if (word.length >= 3 && Math.abs(word.length - term.length) === 1) {
        const [long, short] = word.length > term.length ? [word, term] : [term, word];
        if ([...long].some((_, index) => long.slice(0, index) + long.slice(index + 1) === short)) found.push(word);
      }
    }
    return found.slice(0, 4);
  };

  /** A term in its letters and its Chinese: `etc扣费` is `etc` and `扣费`. */
  const parts = (term) => {
    const found = term.match(/[a-z0-9.%]+|[^a-z0-9.%]+/g);
    return found.length > 1 && found.every((part) => part.length > 1) ? found : [term];
  };

  /** What is found for a query: `exact` as typed, `alike` by synonyms or by the parts of a mixed word; best first. */
  const search = (records, query, synonyms) => {
    const asked = terms(query);
    if (!asked.length) return { exact: [], alike: [] };
    const whole = fold(query).replace(/\s+/g, "");
    const exact = all(records, asked.map((term) => [term]));
    if (asked.length > 1) for (const hit of exact) if (holds(hit.record, whole)) hit.score *= 1.5;
    const found = new Set(exact.map((hit) => hit.record));
    const alike = [];
    for (const wishes of [asked, asked.flatMap(parts)]) {
      const groups = wishes.map((term) => wordings(term, synonyms));
      if (wishes.length === asked.length && groups.every((group) => group.length === 1)) continue;
      const more = all(records.filter((one) => !found.has(one)), groups);
      more.forEach((hit) => found.add(hit.record));
      alike.push(...more);
    }
    return { exact: exact.sort(byScore), alike: alike.sort(byScore) };
  };

  const LOOSE = 0.35;
  const LOOSELY = 10;

  /** Every two characters of a query on their own, weighed by how rare they are: for what a text says in other words. */
  const loosely = (records, asked) => {
    const pairs = new Map();
    let whole = 0;
    for (const term of asked) {
      for (const part of term.match(/[a-z0-9.%]+|[^a-z0-9.%]+/g)) {
        const letters = /^[a-z0-9.%]+$/.test(part);
        const found = letters ? [part] : [...part].slice(1).map((_, at) => part.slice(at, at + 2));
        for (const pair of found) {
          if (pairs.has(pair)) continue;
          const holders = records.filter((one) => holds(one, pair));
          pairs.set(pair, holders);
          if (holders.length) whole += Math.log(1 + records.length / holders.length);
        }
      }
    }
    const hits = new Map();
    for (const [pair, holders] of pairs) {
      for (const one of holders) {
        const hit = hits.get(one) || { record: one, needles: [], missing: [], share: 0, score: 0 };
        const rare = Math.log(1 + records.length / holders.length);
        hit.needles.push(pair);
        hit.share += rare;
        hit.score += rare * fit(one, pair);
        hits.set(one, hit);
      }
    }
    return [...hits.values()]
      .filter((hit) => hit.share >= whole * LOOSE && (hit.needles.length > 1 || pairs.size < 3))
      .map((hit) => ({ ...hit, score: (hit.share / whole) ** 2 * hit.score * hit.record.weight }))
      .sort(byScore).slice(0, LOOSELY);
  };

  /** The string in a record's title, tags or names that differs from the term in one character; none for short terms. */
  const almost = (one, term) => {
    if (term.length < 4) return "";
    for (const text of [one.foldedTitle, one.foldedTags, one.foldedNames]) {
      for (let at = 0; at + term.length <= text.length; at += 1) {
        let differing = 0;
        for (let place = 0; place < term.length && differing < 2; place += 1) differing += text[at + place] !== term[place];
        if (differing === 1) return text.slice(at, at + term.length);
      }
    }
    return "";
  };

  /** Records whose title, tags or names hold a term but for one character. */
  const mistyped = (records, asked) => {
    if (asked.length !== 1) return [];
    return records.flatMap((one) => {
      const needle = almost(one, asked[0]);
      return needle ? [{ record: one, needles: [needle], missing: [], score: one.weight * fit(one, needle) + 2 * (1 - one.age) }] : [];
    }).sort(byScore);
  };

  const meant = (slips) => [...new Set(slips.flatMap((hit) => hit.needles))].slice(0, 4);

  /** What comes near a query that stands nowhere: its words, all but one character of it in a title, most of its words,
   * a word mistyped by one character, and after these whatever holds many of its pairs of characters. */
  const near = (records, query, synonyms, words) => {
    const asked = terms(query);
    const pieces = [...new Set(asked.flatMap((term) => cut(term, words, records)))];
    if (pieces.length > 1) {
      const groups = pieces.map((piece) => wordings(piece, synonyms));
      const every = all(records, groups).sort(byScore);
      const slips = every.length ? [] : mistyped(records, asked);
      const found = new Set([...every, ...slips].map((hit) => hit.record));
      const most = some(records, groups).filter((hit) => !found.has(hit.record)).sort(byScore);
      most.forEach((hit) => found.add(hit.record));
      const loose = every.length ? [] : loosely(records, asked).filter((hit) => !found.has(hit.record));
      const hits = [...every, ...slips, ...most, ...loose];
      if (slips.length) return { hits, words: meant(slips), how: "misspelt" };
      if (hits.length) return { hits, words: pieces, how: every.length ? "words" : "most" };
    }
    const guesses = [...new Set(asked.flatMap((term) => misspelt(term, words)))];
    const hits = guesses.length ? all(records, [guesses.flatMap((word) => wordings(word, synonyms))]) : [];
    if (hits.length) return { hits: hits.sort(byScore), words: guesses, how: "misspelt" };
    const slips = mistyped(records, asked);
    return { hits: slips, words: meant(slips), how: slips.length ? "misspelt" : "" };
  };

  /** Where the strings stand in a folded text: `[start, end)` pairs, joined where they touch. */
  const ranges = (folded, needles) => {
    const found = [];
    for (const needle of needles) {
      for (let at = folded.indexOf(needle); at >= 0 && found.length < 200; at = folded.indexOf(needle, at + needle.length)) {
        found.push([at, at + needle.length]);
      }
    }
    found.sort((left, right) => left[0] - right[0]);
    const joined = [];
    for (const range of found) {
      const last = joined[joined.length - 1];
      if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
      else joined.push(range);
    }
    return joined;
  };

  /** The text in pieces `[words, marked]`. */
  const marked = (text, needles) => {
    const pieces = [];
    let at = 0;
    for (const [start, end] of ranges(fold(text), needles)) {
      if (start > at) pieces.push([text.slice(at, start), false]);
      pieces.push([text.slice(start, end), true]);
      at = end;
    }
    if (at < text.length) pieces.push([text.slice(at), false]);
    return pieces;
  };

  /** About `width` characters of a text around the place where most of the strings stand together, in pieces. */
  const excerpt = (text, needles, width) => {
    const places = ranges(fold(text), needles);
    let from = 0;
    let most = 0;
    for (const [start] of places.slice(0, 60)) {
      const slice = fold(text.slice(start, start + width));
      const here = needles.filter((needle) => slice.includes(needle)).length;
      if (here > most) [from, most] = [start, here];
    }
    let start = Math.max(0, from - Math.floor(width / 4));
    if (start) {
      const stop = Math.max(...["。", "；", "！", "？"].map((mark) => text.lastIndexOf(mark, from - 1)));
      if (stop >= start - 10) start = stop + 1;
    }
    const end = Math.min(text.length, Math.max(start + width, from + (needles[0] || "").length));
    const pieces = marked(text.slice(start, end), needles);
    if (start) pieces.unshift(["……", false]);
    if (end < text.length) pieces.push(["……", false]);
    return pieces;
  };

  scope.vocSearch = { fold, terms, record, all, byScore, search, near, cut, marked, excerpt };
})(self);
