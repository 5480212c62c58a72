"use strict";
// Everything works without this file. It moves focus to the errors, stops a second press,
// gives officers their function keys and keeps live fragments alive.
(() => {
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();

  const pressed = new WeakMap();
  document.addEventListener("submit", (event) => {
    const last = pressed.get(event.target) || 0;
    if (Date.now() - last < 3000) { event.preventDefault(); return; }
    pressed.set(event.target, Date.now());
    const button = event.submitter;
    if (button && button.dataset.busy) setTimeout(() => { button.textContent = button.dataset.busy; });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (!/^F\d{1,2}$/.test(event.key)) return;
    const verb = document.querySelector(`[data-key="${event.key}"]`);
    if (!verb) return;
    event.preventDefault();
    if (verb.matches("input,select,textarea")) verb.focus(); else verb.click();
  });

  const live = document.querySelector("[data-sse]");
  if (!live || !window.EventSource) return;
  const off = document.querySelector("[data-off]");
  const clock = document.querySelector("[data-clock]");
  let last = Date.now();
  const source = new EventSource(live.dataset.sse);
  source.addEventListener("html", (event) => { last = Date.now(); live.innerHTML = event.data; });
  source.addEventListener("beat", (event) => { last = Date.now(); if (clock) clock.textContent = event.data; });
  setInterval(() => { if (off) off.hidden = Date.now() - last < 15000; }, 1000);
})();
