/* Interactive charts, on demand. A page works without this file: its charts are SVG.
 *
 * Expected in a page:
 *   <figure class="voc-figure">
 *     <svg class="voc-chart" …>
 *     <button type="button" data-voc-chart hidden>交互图</button>
 *     <script type="application/json" class="voc-figure-data">{"data": …, "layout": …, "config": …}</script>
 *   </figure>
 * A classic script, for modules do not load from a shared drive (file://).
 */
(() => {
  "use strict";

  const here = document.currentScript.src;
  const LIBRARY = new URL("../vendor/plotly-basic.min.js", here).href;
  const WORDS = {
    interactive: "交互图",
    still: "静态图",
    loading: "正在载入…",
    failed: "交互图未能载入，请看静态图",
  };
  const LOW = 280; // pixels; an interactive chart is as high as its picture, but not lower than this,
  const SQUEEZED = 0.8; // nor than this share of what it would like to be: numbers beside thin bars get too small
  const NARROW = 480; // pixels; a plot less wide names fewer months
  const RESTED = 80; // milliseconds a pointer stays on a button before it means something
  const KEPT_HERE = { showSendToCloud: false, plotlyServerURL: "" }; // whatever a figure says
  const CHINESE = {
    moduleType: "locale",
    name: "zh-CN",
    dictionary: {
      "Autoscale": "自动缩放",
      "Download plot as a PNG": "下载图片（PNG）",
      "Download plot": "下载图片",
      "Pan": "平移",
      "Zoom": "缩放",
      "Zoom in": "放大",
      "Zoom out": "缩小",
      "Reset axes": "恢复原状",
      "Double-click to zoom back out": "双击恢复原状",
      "Taking snapshot - this may take a few seconds": "正在生成图片…",
      "Snapshot succeeded": "图片已生成",
      "Sorry, there was a problem downloading your snapshot!": "图片未能生成",
      "Click to enter X axis title": "",
      "Click to enter Y axis title": "",
    },
    format: { decimal: ".", thousands: ",", grouping: [3] },
  };

  let library = null;
  const drawn = new Map(); // plot element -> the figure it shows, without colours

  function load() {
    library ??= new Promise((resolve, reject) => {
      if (window.Plotly) return resolve(window.Plotly);
      const script = document.createElement("script");
      script.src = LIBRARY;
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => {
        script.remove();
        library = null; // the next click tries again
        reject(new Error(`cannot load ${LIBRARY}`));
      };
      document.head.append(script);
    });
    return library;
  }

  /** A reader of the stylesheet's colours as they are now around `element`. */
  function palette(element) {
    const style = getComputedStyle(element);
    return (name) => style.getPropertyValue(`--voc-chart-${name}`).trim();
  }

  const narrow = (plot) => plot.clientWidth < NARROW;

  /** The figure with the colours of the page in place of the roles. */
  function paint(figure, element) {
    const colour = palette(element);
    const { data, layout } = structuredClone(figure);
    for (const trace of data) {
      const points = trace.meta.points.map(colour);
      trace.marker = { ...trace.marker, color: points };
      if (trace.type === "scatter") {
        trace.marker.opacity = 1;
        trace.marker.size = trace.meta.points.map((role) => (role === trace.meta.role ? 6 : 11));
        trace.marker.line = { color: colour("paper"), width: 1.5 };
        trace.line = { ...trace.line, color: colour(trace.meta.role), width: 2.25 };
      }
    }
    for (const shape of layout.shapes ?? []) {
      if (shape.name === "band") shape.fillcolor = colour("band");
      else shape.line.color = colour(shape.name === "mark" ? "soft" : shape.name);
    }
    for (const note of layout.annotations ?? []) {
      note.font = { color: colour("soft"), size: 12 };
      note.bgcolor = colour("paper");
    }
    for (const axis of ["xaxis", "xaxis2", "yaxis"]) {
      if (!layout[axis]) continue;
      Object.assign(layout[axis], {
        color: colour("soft"),
        gridcolor: colour("grid"),
        linecolor: colour("axis"),
        fixedrange: axis === "yaxis",
      });
    }
    if (narrow(element)) Object.assign(layout.xaxis, layout.meta?.phone);
    Object.assign(layout, {
      font: { color: colour("ink"), family: getComputedStyle(element).fontFamily, size: 13 },
      hoverlabel: {
        ...layout.hoverlabel,
        bgcolor: colour("paper"),
        bordercolor: colour("axis"),
        font: { color: colour("ink"), size: 13 },
      },
      modebar: { bgcolor: "rgba(0,0,0,0)", color: colour("limit"), activecolor: colour("main") },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
    });
    return { data, layout };
  }

  function draw(Plotly, plot) {
    const figure = drawn.get(plot);
    const { data, layout } = paint(figure, plot);
    figure.narrow = narrow(plot);
    const config = { ...figure.config, ...KEPT_HERE, locales: { "zh-CN": CHINESE } };
    return Plotly.react(plot, data, layout, config);
  }

  function show(figure, button, interactive) {
    figure.querySelector("svg.voc-chart").toggleAttribute("hidden", interactive);
    const plot = figure.querySelector(".voc-plot");
    plot.hidden = !interactive;
    plot.style.height = interactive ? `${drawn.get(plot).layout.height}px` : ""; // before it is drawn, too
    if (!interactive) figure.querySelector("svg.voc-chart").style.paddingBottom = "";
    button.textContent = interactive ? WORDS.still : WORDS.interactive;
  }

  /** The height the interactive chart takes, held free below the picture at once: what comes later moves nothing. */
  function reserve(picture, wanted) {
    const now = picture.getBoundingClientRect().height;
    const height = Math.round(Math.max(now, Math.min(wanted, Math.max(LOW, wanted * SQUEEZED))));
    picture.style.paddingBottom = `${height - now}px`;
    return height;
  }

  async function toggle(button) {
    const figure = button.closest(".voc-figure");
    const picture = figure?.querySelector("svg.voc-chart");
    const source = figure?.querySelector("script.voc-figure-data");
    if (!picture || !source || button.getAttribute("aria-busy") === "true") return;
    if (picture.hasAttribute("hidden")) return show(figure, button, false);
    const described = JSON.parse(source.textContent);
    described.layout.height = reserve(picture, described.layout.height);

    button.setAttribute("aria-busy", "true");
    button.textContent = WORDS.loading;
    try {
      const Plotly = await load();
      let plot = figure.querySelector(".voc-plot");
      if (!plot) {
        plot = document.createElement("div");
        plot.className = "voc-plot";
        plot.hidden = true;
        plot.setAttribute("role", "group");
        plot.setAttribute("aria-label", picture.querySelector("title")?.textContent ?? "");
        picture.after(plot);
      }
      drawn.set(plot, described);
      if (!figure.isConnected) return; // the reader has gone to another page meanwhile
      show(figure, button, true);
      await draw(Plotly, plot); // after showing: a hidden element has no width
    } catch (error) {
      if (figure.querySelector(".voc-plot")) show(figure, button, false);
      picture.style.paddingBottom = "";
      button.textContent = WORDS.failed;
      console.warn(error);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  /** Forget plots that left the page with instant navigation, and offer the buttons of the new one. */
  function arrive() {
    for (const plot of [...drawn.keys()]) {
      if (plot.isConnected) continue;
      window.Plotly?.purge(plot);
      drawn.delete(plot);
    }
    for (const button of document.querySelectorAll("button[data-voc-chart][hidden]")) button.hidden = false;
  }

  function repaint() {
    if (!window.Plotly) return;
    for (const plot of drawn.keys()) if (plot.isConnected && !plot.hidden) draw(window.Plotly, plot);
  }

  const button = (event) => event.target.closest?.("button[data-voc-chart]");

  document.addEventListener("click", (event) => {
    if (button(event)) toggle(button(event));
  });

  /* Who rests the pointer on the button, puts a finger or presses a key on it, wants the chart: reading the library
     begins then, and the click that follows finds it there. Passing over or tabbing past asks for nothing. */
  let resting = 0;
  const warm = () => load().catch(() => {}); // the click that follows says what failed
  document.addEventListener("pointerover", (event) => {
    clearTimeout(resting);
    if (button(event)) resting = setTimeout(warm, RESTED);
  });
  for (const sign of ["pointerdown", "keydown"]) {
    document.addEventListener(sign, (event) => {
      if (button(event) && !["Tab", "Shift"].includes(event.key)) warm();
    });
  }

  window.addEventListener("resize", () => {
    if (!window.Plotly) return;
    for (const [plot, figure] of drawn) if (plot.offsetParent && figure.narrow !== narrow(plot)) draw(window.Plotly, plot);
  });

  new MutationObserver(repaint).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-md-color-scheme"],
    subtree: true,
  });

  if (window.document$) window.document$.subscribe(arrive);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", arrive);
  else arrive();
})();
