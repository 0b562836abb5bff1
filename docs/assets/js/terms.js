/* What a term means, beside the term: by pointer, by keyboard and by touch. Without this script a term is a link to
 * the dictionary, and it stays one: a second tap or Enter goes there. Escape closes, and the words can be pointed at.
 */
(() => {
  "use strict";

  const TERM = "a.voc-term[data-voc-meaning]";
  const EDGE = 8; // pixels kept free around
  const LEAVING = 200; // milliseconds to get from the term to its words
  let tip = null;
  let shown = null;
  let leaving = 0;

  const made = () => {
    if (tip?.isConnected) return tip;
    tip = document.createElement("div");
    tip.className = "voc-tip";
    tip.id = "voc-tip";
    tip.hidden = true;
    tip.setAttribute("role", "tooltip");
    document.body.append(tip);
    return tip;
  };

  const hide = () => {
    clearTimeout(leaving);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    made().hidden = true;
  };

  const show = (term) => {
    clearTimeout(leaving);
    if (shown === term) return;
    hide();
    shown = term;
    const box = made();
    box.textContent = term.dataset.vocMeaning;
    box.hidden = false;
    term.setAttribute("aria-describedby", box.id);
    const at = term.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const left = Math.max(EDGE, Math.min(at.left, document.documentElement.clientWidth - width - EDGE));
    const covered = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const above = at.top - height - EDGE > covered; // below, it would hide the number that the term names
    box.style.left = `${left + window.scrollX}px`;
    box.style.top = `${(above ? at.top - height - 4 : at.bottom + 4) + window.scrollY}px`;
  };

  const term = (event) => event.target.closest?.(TERM);
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, LEAVING);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (term(event)) show(term(event));
    else if (event.target === tip) clearTimeout(leaving);
    else if (shown && shown !== document.activeElement) leave();
  });
  document.addEventListener("focusin", (event) => {
    if (term(event)?.matches(":focus-visible")) show(term(event));
    else hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  /* A finger cannot point: its first tap explains, its second follows. Before Material sees the click, for that would go. */
  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (shown && !term(event) && event.target !== tip) hide();
  }, true);
  document.addEventListener("click", (event) => {
    if (!touched || !term(event) || shown === term(event)) return;
    event.preventDefault();
    event.stopPropagation();
    show(term(event));
  }, true);

  if (window.document$) window.document$.subscribe(hide);
})();
