/* Sortable tables: a click or Enter on a heading of `table[data-voc-sort]` orders its rows.
 * Without this script the table stands in printed order, complete.
 */
(() => {
  "use strict";

  const number = (text) => {
    const found = text.replace(/,/g, "").match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : -Infinity;
  };

  const sort = (table, column, descending) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const text = (row) => row.cells[column].textContent.trim();
    rows.sort((a, b) =>
      column === 0
        ? Number(a.dataset.order) - Number(b.dataset.order)
        : number(text(a)) - number(text(b)) || Number(a.dataset.order) - Number(b.dataset.order),
    );
    if (descending) rows.reverse();
    body.append(...rows);
  };

  const prepare = (table) => {
    if (table.dataset.ready) return;
    table.dataset.ready = "yes";
    [...table.tBodies[0].rows].forEach((row, index) => { row.dataset.order = String(index); });
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "voc-sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const descending = head.getAttribute("aria-sort") !== "descending" && column > 0;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        sort(table, column, descending);
      });
    });
  };

  const run = () => document.querySelectorAll("table[data-voc-sort]").forEach(prepare);
  if (window.document$) window.document$.subscribe(run);
  else document.addEventListener("DOMContentLoaded", run);
})();
