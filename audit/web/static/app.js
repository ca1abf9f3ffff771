// The little that the page does by itself: drop, progress, keyboard, zoom. Without it every form and link still works.
(() => {
  "use strict";

  // Drop: files that fall on a form are those of its input.
  for (const form of document.querySelectorAll(".drop")) {
    const input = form.querySelector("input[type=file]");
    const say = () => {
      form.querySelector(".chosen").textContent = [...input.files].map((file) => file.name).join("、");
    };
    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("over");
      input.files = event.dataTransfer.files;
      say();
      if (input.files.length) form.requestSubmit();
    });
    input.addEventListener("change", say);
  }

  for (const form of document.querySelectorAll("form[data-sure]")) {
    form.addEventListener("submit", (event) => {
      if (!window.confirm(form.dataset.sure)) event.preventDefault();
    });
  }

  // Progress: as the server tells it.
  const progress = document.querySelector("[data-events]");
  if (progress) {
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
    const what = progress.querySelector(".what");
    const how = progress.querySelector(".how");
    const bar = progress.querySelector("progress");
    const source = new EventSource(progress.dataset.events);
    source.onmessage = (event) => {
      const now = JSON.parse(event.data);
      if (now.over) {
        source.close();
        window.location.reload();
        return;
      }
      if (now.place) {
        what.textContent = fill(progress.dataset.waiting, now);
        return;
      }
      const read = now.documents && now.finished >= now.documents;
      what.textContent = read ? progress.dataset.checking : `${progress.dataset.reading} ${now.name}`;
      how.textContent = [
        now.of ? fill(progress.dataset.pages, now) : "",
        now.documents > 1 ? fill(progress.dataset.documents, now) : "",
      ].filter(Boolean).join(" · ");
      if (read || !now.documents) bar.removeAttribute("value");
      else bar.value = (now.finished + (now.of ? now.pages / now.of : 0)) / now.documents;
    };
  }

  // The work place: which finding is shown, the next one, zoom, coverage.
  const shown = () => document.querySelector("[data-shown]");
  const mark = () => {
    const article = shown();
    if (!article) return;
    for (const link of document.querySelectorAll("[data-finding]")) {
      const here = link.dataset.finding === article.dataset.shown;
      if (here) {
        link.setAttribute("aria-current", "true");
        link.scrollIntoView({ block: "nearest" });
      } else link.removeAttribute("aria-current");
    }
    look();
  };
  const look = () => {
    const paper = document.querySelector(".sheet .paper");
    const wrong = paper && paper.querySelector(".frames .wrong, td.wrong");
    if (!wrong) return;
    const box = wrong.getBoundingClientRect();
    const frame = paper.getBoundingClientRect();
    paper.scrollTop += box.top - frame.top - frame.height / 2;
    paper.scrollLeft += box.left - frame.left - frame.width / 2;
  };
  const go = (id) => {
    const link = id && document.querySelector(`[data-finding="${CSS.escape(id)}"]`);
    if (link) link.click();
  };
  const step = (by) => {
    const links = [...document.querySelectorAll("[data-finding]")];
    const at = links.findIndex((link) => link.hasAttribute("aria-current"));
    const next = links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)];
    if (next) go(next.dataset.finding);
  };
  const zoom = (by) => {
    for (const svg of document.querySelectorAll(".paper svg")) {
      const now = Number(svg.dataset.zoom || 100);
      const next = Math.min(Math.max(now + by, 50), 400);
      svg.dataset.zoom = String(next);
      svg.style.width = `${next}%`;
    }
    look();
  };
  const cover = () => {
    const on = document.body.classList.toggle("covered");
    for (const button of document.querySelectorAll("[data-cover]")) button.setAttribute("aria-pressed", String(on));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.zoom) zoom(button.dataset.zoom === "in" ? 50 : -50);
    if ("cover" in button.dataset) cover();
    if ("print" in button.dataset) window.print();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") document.activeElement.blur();
    if (event.target.closest("input, textarea, select")) return;
    const keys = {
      j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
      "+": () => zoom(50), "=": () => zoom(50), "-": () => zoom(-50), c: cover,
      e: () => document.querySelector(".answer textarea")?.focus(),
    };
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act && shown()) {
      event.preventDefault();
      act();
    }
  });

  // Answers: "saved" is said of what stands in the form, and leaving the page a moment too early loses nothing.
  const unsaved = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form.answer");
    if (!form) return;
    unsaved.add(form);
    form.querySelector(".saved").textContent = "";
  });
  document.addEventListener("htmx:beforeRequest", (event) => unsaved.delete(event.target));
  document.addEventListener("htmx:sendError", (event) => unsaved.add(event.target));
  const keep = () => {
    for (const form of unsaved) navigator.sendBeacon(form.action, new FormData(form));
    unsaved.clear();
  };
  for (const leaving of ["beforeunload", "pagehide"]) window.addEventListener(leaving, keep);
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "detail") keep();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (["detail", "list"].includes(event.detail.target.id)) mark();
    if (document.body.classList.contains("covered")) {
      for (const button of document.querySelectorAll("[data-cover]")) button.setAttribute("aria-pressed", "true");
    }
  });
  window.addEventListener("load", mark);
  window.addEventListener("resize", look);
})();
