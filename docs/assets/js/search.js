/* Small things around search, on every page: what is pasted searches at once, what was searched for is marked in
 * the page it led to, and the finder's own scripts are loaded where the finder stands.
 */
(() => {
  "use strict";

  const own = document.currentScript.src;
  const BOX = "[data-md-component=search-query]";

  // Material listens to keys alone; pasting, dropping and dictating are no keys.
  document.addEventListener("input", ({ target }) => {
    if (target.matches(BOX)) target.dispatchEvent(new Event("keyup"));
  });

  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  const mark = () => {
    const words = (new URLSearchParams(location.search).get("h") || "").split(/\s+/).filter(Boolean);
    const article = document.querySelector(".md-content article"); // the box lists its results in articles too
    if (!words.length || !article || article.querySelector("[data-md-highlight]")) return;
    const pattern = new RegExp(`(${words.map(escaped).join("|")})`, "i");
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (pattern.test(node.data) && !node.parentElement.closest("script, style, svg, button")) nodes.push(node);
    }
    for (const node of nodes) {
      node.replaceWith(
        ...node.data.split(pattern).filter(Boolean).map((piece) => {
          if (!pattern.test(piece)) return piece;
          const found = document.createElement("mark");
          found.setAttribute("data-md-highlight", "");
          found.textContent = piece;
          return found;
        }),
      );
    }
    // Material may come later and mark what is marked; within a mark its own say nothing new.
    new MutationObserver(() => {
      for (const twice of article.querySelectorAll("mark mark")) twice.replaceWith(...twice.childNodes);
    }).observe(article, { childList: true, subtree: true });
  };

  const load = (name) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL(name, own);
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    });

  let loaded;
  const finder = async () => {
    const place = document.getElementById("voc-finder");
    if (!place) return;
    loaded = loaded || load("search-engine.js").then(() => load("finder.js"));
    await loaded;
    window.vocFinder.open(place);
  };

  const run = () => {
    mark();
    finder();
  };
  if (window.document$) window.document$.subscribe(run);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
})();
