"use strict";
/* The outline of the timeline: a Vega-Lite chart, drawn without evaluating code (the page's policy forbids it). */
(() => {
  const bundle = document.currentScript.dataset.vega;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let loading;
  const load = () => loading ||= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = bundle;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  const spec = (rows) => ({
    data: { values: rows },
    width: "container", height: 90, background: null,
    params: [{ name: "days", select: { type: "interval", encodings: ["x"] } }],
    mark: { type: "bar", tooltip: false },
    encoding: {
      x: { field: "day", type: "temporal", timeUnit: rows[0].by === "month" ? "utcyearmonth" : "utcyearmonthdate", title: null },
      y: { field: "claims", type: "quantitative", title: "claims", axis: { tickCount: 3 } },
      color: {
        field: "basis", type: "nominal", legend: { orient: "top", title: "dated by" },
        scale: { domain: ["happened", "said", "published"], range: [colour("--h0"), colour("--h1"), colour("--soft")] },
      },
    },
    config: {
      font: "system-ui, sans-serif", view: { stroke: null },
      axis: { labelColor: colour("--soft"), titleColor: colour("--soft"), gridColor: colour("--rule"), domainColor: colour("--rule"), tickColor: colour("--rule") },
      legend: { labelColor: colour("--soft"), titleColor: colour("--soft") },
    },
  });

  const choose = (view) => {
    let timer;
    view.addSignalListener("days", (_, chosen) => {
      clearTimeout(timer);
      const range = Object.values(chosen)[0];
      if (!range) return;
      timer = setTimeout(() => {
        const [first, last] = [range[0], range[range.length - 1]].map((t) => new Date(t).toISOString().slice(0, 10));
        const form = document.querySelector(".filters form");
        form.elements.since.value = first;
        form.elements.until.value = last;
        form.requestSubmit();
      }, 600);
    });
  };

  const draw = async () => {
    const figure = document.querySelector("[data-volume]:not([data-drawn])");
    if (!figure) return;
    figure.dataset.drawn = "";
    const rows = await (await fetch(figure.dataset.volume)).json();
    if (!rows.length) return;
    await load();
    figure.hidden = false;
    const chart = await vegaEmbed(figure.querySelector(".chart"), spec(rows), { ast: true, actions: false, defaultStyle: false, tooltip: false, renderer: "canvas" });
    choose(chart.view);
    figure.dataset.ready = "";
  };
  draw();
  document.addEventListener("htmx:afterSettle", draw);
})();
