/* The page for wrong addresses, on a site that was not told its own: asked for at every depth above; where this file
 * is found, the site's root is two folders up, and the links of the page lead from there.
 */
(() => {
  "use strict";

  const found = document.getElementById("voc-found");
  if (!found || !found.hidden) return; // a script nearer to the page was there already
  const root = new URL("../../", document.currentScript.src);
  const within = (address) => new URL(address.replace(/^\/+/, ""), root).href;

  for (const link of found.querySelectorAll("a[href]")) link.href = within(link.getAttribute("href"));
  for (const form of found.querySelectorAll("form[action]")) form.action = within(form.getAttribute("action"));
  for (const name of ["tokens", "lost"]) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = within(`assets/css/${name}.css`);
    document.head.append(style);
  }
  document.body.dataset.mdColorScheme = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  document.getElementById("voc-unfound").remove();
  found.hidden = false;
})();
