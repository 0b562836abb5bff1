/* Small things a page offers when scripts run: links to its headings, and tables to copy or to download.
 * Without this script every page is complete.
 */
(() => {
  "use strict";

  const SEPARATORS = { text: "\t", csv: "," };
  const DONE_FOR = 2000; // milliseconds a button says that it has done its work

  /** What a screen reader hears of it. */
  const say = (words) => {
    let aloud = document.querySelector(".voc-said");
    if (!aloud) {
      aloud = document.createElement("div");
      aloud.className = "voc-aloud voc-said";
      aloud.setAttribute("role", "status");
      document.body.append(aloud);
    }
    aloud.textContent = words;
  };

  /** A table as text; cells with separators are quoted, and none may start a formula. A file also carries, column by
   * column, where its numbers come from: the addresses that they lead to on the page. */
  const written = (table, kind) => {
    const cell = (one) => {
      const copy = one.cloneNode(true);
      copy.querySelectorAll("svg, .headerlink, .voc-origin").forEach((part) => part.remove());
      const text = copy.textContent.replace(/\s+/g, " ").trim();
      const safe = /^[=+@\t-]/.test(text) && !/^-?[\d.,]+%?$/.test(text) ? `'${text}` : text;
      if (kind === "text") return safe;
      const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(safe) ? safe.replace(/,/g, "") : safe;
      return /[",\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
    };
    const leads = (row, column) => row.cells[column]?.querySelector("a")?.href ?? "";
    const columns = kind === "csv" ? leading(table) : [];
    const from = (row) => (row.parentElement.tagName === "THEAD"
      ? columns.map((column) => `${cell(row.cells[column])}出处`)
      : columns.map((column) => leads(row, column)));
    return [...table.rows].map((row) => [...[...row.cells].map(cell), ...from(row)].join(SEPARATORS[kind])).join("\r\n");
  };

  /** The columns of counts that lead somewhere, in a table whose head is one line of as many cells. */
  const leading = (table) => {
    const head = table.tHead?.rows;
    if (head?.length !== 1) return [];
    const rows = [...table.rows].slice(1);
    return [...head[0].cells].map((_, column) => column).filter((column) => rows.some((row) => row.cells[column]?.tagName === "TD" && row.cells[column].querySelector("a")));
  };

  const copied = async (text) => {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return;
    }
    // an intranet without https has no clipboard interface: the old way, from a field nobody sees
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "voc-aloud";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("copy refused");
  };

  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "voc-button";
    made.textContent = words;
    made.addEventListener("click", async () => {
      let said;
      try {
        said = await act();
      } catch (error) {
        said = "没有成功";
        console.warn(error);
      }
      if (!said) return;
      say(said);
      made.textContent = said;
      setTimeout(() => { made.textContent = words; }, DONE_FOR);
    });
    return made;
  };

  const save = (table) => {
    const name = table.caption?.firstChild?.textContent.trim() || table.closest("[aria-label]")?.getAttribute("aria-label") || document.title;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", written(table, "csv")], { type: "text/csv" }));
    link.download = `${name.replace(/[\\/:*?"<>|]/g, " ")}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), DONE_FOR);
  };

  const tools = (scroll) => {
    const table = scroll.querySelector("table.voc-table");
    if (!table || scroll.dataset.ready) return;
    scroll.dataset.ready = "yes";
    const after = scroll.nextElementSibling;
    const own = after?.classList.contains("voc-tools") ? after : null;
    const row = own ?? document.createElement("p");
    row.classList.add("voc-tools");
    row.append(button("复制表格", async () => { await copied(written(table, "text")); return "已复制"; }));
    if (!own) {
      row.append(button("下载 CSV", () => save(table)));
      scroll.after(row);
    }
  };

  /** A table of a hand-written page scrolls in a box of Material's: by keys as well. */
  const reachable = (box) => {
    if (box.scrollWidth <= box.clientWidth) return;
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "表格，可左右滚动");
  };

  const heading = (head) => {
    if (head.querySelector(".headerlink")) return;
    const link = document.createElement("a");
    link.className = "headerlink";
    link.href = `#${head.id}`;
    link.setAttribute("aria-label", `“${head.textContent.trim()}”的链接`);
    link.textContent = "#";
    head.append(link);
  };

  /** Following a permalink also copies it: it is wanted for a message, not for oneself. */
  const follow = async (event) => {
    const link = event.target.closest?.(".md-content .headerlink");
    if (!link) return;
    try {
      await copied(link.href);
      say("链接已复制");
    } catch {
      say("链接在地址栏里");
    }
  };

  /* Material opens the menu and the search of a narrow window by labels, which only a pointer reaches. In their place
     stand buttons; Escape closes the menu and gives back the place the reader had. */
  const opener = (name, words, field) => {
    const box = document.getElementById(name);
    const label = document.querySelector(`.md-header label.md-header__button[for="${name}"]`);
    if (!box || !label) return;
    const made = document.createElement("button");
    made.type = "button";
    made.className = `md-header__button md-icon voc-opener voc-opener${name.replaceAll("_", "-")}`;
    made.setAttribute("aria-label", words);
    made.setAttribute("aria-expanded", "false");
    made.append(...label.childNodes);
    made.addEventListener("click", () => {
      box.click();
      if (box.checked && field) document.querySelector(field)?.focus();
    });
    box.addEventListener("change", () => made.setAttribute("aria-expanded", String(box.checked)));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.checked || field) return;
      box.click();
      made.focus();
    });
    label.replaceWith(made);
  };

  opener("__drawer", "菜单");
  opener("__search", "搜索", "[data-md-component=search-query]");

  const run = () => {
    document.querySelectorAll(".md-content .voc-scroll").forEach(tools);
    document.querySelectorAll(".md-content h2[id]").forEach(heading);
    setTimeout(() => document.querySelectorAll(".md-typeset__scrollwrap").forEach(reachable)); // Material makes them now
  };
  document.addEventListener("click", follow);
  if (window.document$) window.document$.subscribe(run);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
})();
