"use strict";
/* What the pages do beyond links and forms: light up what belongs together, take dropped files, say that work is under way. */
(() => {
  const rowsOf = (element) => {
    const held = element.closest("[data-row], [data-rows]");
    if (!held) return [];
    return held.dataset.row ? [held.dataset.row] : held.dataset.rows.split(" ");
  };
  const partsOf = (row) => document.querySelectorAll(`[data-row="${CSS.escape(row)}"], [data-rows~="${CSS.escape(row)}"]`);

  let lit = [];
  const light = (rows) => {
    for (const element of lit) element.classList.remove("lit");
    lit = rows.flatMap((row) => [...partsOf(row)]);
    for (const element of lit) element.classList.add("lit");
  };
  const showOther = (from, rows) => {
    for (const row of rows) {
      const other = [...partsOf(row)].find((e) => e.closest("[data-lights]") !== from);
      if (!other) continue;
      const pane = other.closest("[data-lights]");
      if (pane && pane.scrollHeight > pane.clientHeight + 8) {
        const box = other.getBoundingClientRect(), frame = pane.getBoundingClientRect();
        if (box.top < frame.top || box.bottom > frame.bottom) pane.scrollBy({ top: box.top - frame.top - frame.height / 3 });
      }
      return;
    }
  };
  const onPoint = (event) => {
    const rows = event.target.closest ? rowsOf(event.target) : [];
    light(rows);
    const pane = rows.length && event.target.closest("[data-lights]");
    if (pane) showOther(pane, rows);
  };
  document.addEventListener("pointerover", onPoint);
  document.addEventListener("focusin", onPoint);
  document.addEventListener("pointerout", (event) => { if (!event.relatedTarget) light([]); });

  /* On a narrow screen filters give way to what they filter, unless some are set. */
  for (const box of document.querySelectorAll("details.filters")) {
    if (matchMedia("(max-width: 40rem)").matches && !box.querySelector(".chip")) box.open = false;
  }

  /* A file dropped on the form is read at once. */
  const form = document.querySelector("form[data-drop]");
  if (form) {
    const stop = (event) => { event.preventDefault(); form.classList.toggle("over", event.type === "dragover"); };
    for (const kind of ["dragover", "dragleave"]) form.addEventListener(kind, stop);
    form.addEventListener("drop", (event) => {
      stop(event);
      if (event.dataTransfer.files.length) {
        form.elements.file.files = event.dataTransfer.files;
        form.requestSubmit();
      } else {
        form.elements.text.value = event.dataTransfer.getData("text/plain");
      }
    });
  }
  document.addEventListener("submit", (event) => {
    const busy = event.target.dataset.busy;
    const button = event.target.querySelector("button:not([type=button])");
    if (!busy || !button) return;
    button.textContent = busy;
    setTimeout(() => { button.disabled = true; });
  });
  /* Back in the history the form is as it was, but for the button. */
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
