/* Sortable tables: a click or Enter on a heading of `table[data-voc-sort]` orders its rows and says so.
 * Without this script the table stands in printed order, complete.
 */
(() => {
  "use strict";

  const WORDS = { ascending: "从小到大", descending: "从大到小" };

  const number = (text) => {
    const found = text.replace(/,/g, "").match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : -Infinity;
  };

  /** Order the body's rows; ties, and the first column, go by the printed order. */
  const sort = (table, column, descending) => {
    const body = table.tBodies[0];
    const place = (row) => Number(row.dataset.order);
    const value = (row) => number(row.cells[column].textContent);
    const way = descending ? -1 : 1;
    const rows = [...body.rows].sort((a, b) =>
      column === 0 ? place(a) - place(b) : way * (value(a) - value(b)) || place(a) - place(b),
    );
    body.append(...rows);
  };

  /** A line after the table that screen readers hear when the order changes. */
  const voice = (table) => {
    const line = document.createElement("p");
    line.className = "voc-aloud";
    line.setAttribute("role", "status");
    (table.closest(".voc-scroll") ?? table).append(line);
    return line;
  };

  const prepare = (table) => {
    if (table.dataset.ready) return;
    table.dataset.ready = "yes";
    [...table.tBodies[0].rows].forEach((row, index) => { row.dataset.order = String(index); });
    const said = voice(table);
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const name = head.textContent.trim();
      const button = document.createElement("button");
      button.type = "button";
      button.className = "voc-sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const descending = column > 0 && head.getAttribute("aria-sort") !== "descending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (column > 0) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        sort(table, column, descending);
        said.textContent = column > 0 ? `已按${name}${WORDS[descending ? "descending" : "ascending"]}排列` : "已恢复原来的次序";
      });
    });
  };

  const run = () => document.querySelectorAll("table[data-voc-sort]").forEach(prepare);
  if (window.document$) window.document$.subscribe(run);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
})();
