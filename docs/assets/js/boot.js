/* What Material does in scripts within the page, as a file: a strict Content-Security-Policy lets no such script run.
 *
 * Loaded in the head, before anything is painted: the functions Material's bundle keeps its settings with, and the
 * colours a reader chose last time, set in the moment the body appears. And scripts that are data stay data.
 */
(() => {
  "use strict";

  /* Material keeps settings by the path of the site's root; ours is two folders above this file. */
  const root = new URL("../../", document.currentScript.src);
  window.__md_scope = root;
  window.__md_hash = (text) => [...text].reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0);
  window.__md_get = (key, store = localStorage, scope = root) => JSON.parse(store.getItem(`${scope.pathname}.${key}`));
  window.__md_set = (key, value, store = localStorage, scope = root) => {
    try {
      store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // a browser that keeps nothing: the choice lasts for this page
    }
  };

  const chosen = () => {
    try {
      return window.__md_get("__palette")?.color;
    } catch {
      return undefined;
    }
  };

  const paint = () => {
    for (const [key, value] of Object.entries(chosen() ?? {})) document.body.setAttribute(`data-md-color-${key}`, value);
  };

  // The parser puts the body in and goes on; observers run before the browser paints.
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    paint();
  }).observe(document.documentElement, { childList: true });

  // Instant navigation puts a running script in the place of every script it finds, a chart's figures too.
  const replaceWith = HTMLScriptElement.prototype.replaceWith;
  HTMLScriptElement.prototype.replaceWith = function (...nodes) {
    if (this.type !== "application/json") replaceWith.apply(this, nodes);
  };
})();
