/* What the site does beyond plain pages. Everything works without it, but for the ticker's refreshing. */
(() => {
  "use strict";
  const EVERY = 20000, SLOWEST = 320000, PIXELS_A_SECOND = 55, QUIET = 120000;

  // the language chosen is remembered, for addresses that have none
  for (const link of document.querySelectorAll("[data-language]")) {
    link.addEventListener("click", () => {
      document.cookie = `jarida_language=${link.dataset.language};path=/;max-age=31536000;samesite=lax`;
    });
  }

  // suggestions for a search come once its field has the focus
  const suggest = (field) => { if (field?.dataset.suggest) import(field.dataset.script); };
  document.addEventListener("focusin", (event) => suggest(event.target));
  suggest(document.activeElement);

  // "20 minutes ago" for the last hours; the moment itself stays as the title
  const relative = () => {
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang + (document.documentElement.lang === "ar" ? "-MA" : ""), { numeric: "always", style: "short" });
    for (const time of document.querySelectorAll("time[data-relative]")) {
      const minutes = Math.round((Date.now() - Date.parse(time.dateTime)) / 60000);
      if (!time.dataset.plain) { time.dataset.plain = time.textContent; time.title = time.textContent; }
      const near = minutes >= 0 && minutes < 360;
      time.textContent = !near ? time.dataset.plain : minutes < 60 ? words.format(-Math.max(1, minutes), "minute") : words.format(-Math.round(minutes / 60), "hour");
    }
  };
  relative();
  setInterval(relative, 60000);

  // a report is sent without leaving the page; the thanks stand under the picture
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-report]")) return;
    event.preventDefault();
    const place = form.closest("[id^=image-]")?.querySelector(".thanks");
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
      const said = await answer.json();
      if (!place || !said.message) throw new Error("no message");
      place.textContent = said.message;
    } catch {
      button.disabled = false;
      form.submit();
    }
  });

  // the ticker
  const ticker = document.querySelector("[data-ticker]");
  if (!ticker) return;
  const track = ticker.querySelector(".track"), box = ticker.querySelector("input"), label = ticker.querySelector("label"), status = ticker.querySelector("[role=status]");
  let tag = "", wait = EVERY, timer = 0, said = Date.now();
  const list = () => track.querySelector("ul");
  const motion = () => list()?.getAnimations().find((each) => each.animationName?.startsWith("along"));
  const sign = document.documentElement.dir === "rtl" ? 1 : -1;

  const button = document.createElement("button");
  button.type = "button";
  const paint = () => { button.textContent = box.checked ? label.dataset.play : label.dataset.pause; button.setAttribute("aria-pressed", String(box.checked)); };
  button.addEventListener("click", () => { box.checked = !box.checked; paint(); });
  label.replaceWith(button);
  box.hidden = true;
  paint();

  // the style sheet stops the list only after the browser has scrolled to what has the focus
  track.addEventListener("focusin", (event) => requestAnimationFrame(() => {
    if (event.target.matches(":focus-visible")) event.target.scrollIntoView({ block: "nearest", inline: event.target.offsetWidth > track.clientWidth - 64 ? "start" : "nearest" });
  }));

  // one speed, however long the list is
  const pace = () => { const moving = motion(); if (moving) moving.playbackRate = (PIXELS_A_SECOND * 330) / list().offsetWidth; };
  const offset = () => { const style = getComputedStyle(list()).transform; return style === "none" ? 0 : Math.abs(new DOMMatrix(style).m41); };
  const moveTo = (pixels) => { const moving = motion(); if (moving) moving.currentTime = (pixels / list().offsetWidth) * 330000; };

  // how far from the list's beginning; the first that the reader sees
  const along = (item) => { const [whole, part] = [list().getBoundingClientRect(), item.getBoundingClientRect()]; return sign > 0 ? whole.right - part.right : part.left - whole.left; };
  const inSight = (items) => { const box = track.getBoundingClientRect(); return items.find((item) => { const own = item.getBoundingClientRect(); return own.right > box.left && own.left < box.right }) };

  const refresh = (html) => {
    const old = list(), next = new DOMParser().parseFromString(html, "text/html").querySelector("ul");
    if (!next) return;
    if (!old) { track.replaceChildren(next); ticker.hidden = false; pace(); return; }
    const known = new Map([...old.children].map((item) => [item.dataset.id, item]));
    const kept = new Map([...next.children].map((item) => [item.dataset.id, item]));
    const fresh = [...kept.values()].filter((item) => !known.has(item.dataset.id));
    const [at, scrolled, held] = [offset(), track.scrollLeft, inSight([...old.children].filter((item) => kept.has(item.dataset.id)))];
    const place = held ? along(held) : 0;
    for (const [id, item] of known) {
      if (item.contains(document.activeElement)) continue;
      const now = kept.get(id);
      // more outlets tell it: its headline is not new
      if (!now) item.remove(); else if (item.innerHTML !== now.innerHTML) item.replaceChildren(...now.childNodes);
    }
    for (const item of fresh) item.classList.add("fresh");
    old.prepend(...fresh);
    // what the reader sees stays where it is
    const moved = held ? along(held) - place : 0;
    if (motion() && at > 0) moveTo(at + moved);
    if (moved && scrolled !== 0) track.scrollLeft = scrolled - sign * moved;
    pace();
    if (fresh.length && Date.now() - said > QUIET) { said = Date.now(); status.textContent = status.dataset.one; setTimeout(() => { status.textContent = ""; }, 5000); }
  };

  const poll = async () => {
    clearTimeout(timer);
    // not under the reader's hands
    const busy = list() && track.matches(":focus-within");
    if (!document.hidden && !busy) {
      try {
        const answer = await fetch(ticker.dataset.ticker, tag ? { headers: { "If-None-Match": tag }, cache: "no-store" } : { cache: "no-cache" });
        if (answer.status === 200) { tag = answer.headers.get("ETag") || ""; refresh(await answer.text()); }
        wait = answer.ok || answer.status === 304 ? EVERY : Math.min(wait * 2, SLOWEST);
      } catch { wait = Math.min(wait * 2, SLOWEST); }
    } else if (document.hidden) wait = Math.min(wait * 2, SLOWEST);
    timer = setTimeout(poll, wait);
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { wait = EVERY; poll(); } });
  window.addEventListener("jarida:poll", poll);
  pace();
  timer = setTimeout(poll, list() ? wait : 0);
})();
