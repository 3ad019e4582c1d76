/* Suggestions under the search field: a combobox with a list (WAI-ARIA APG, "list autocomplete with manual
   selection"). Fetched by jarida.js when a field first has the focus; without it the field is a plain form. */
const WAIT = 150, LONGEST = 100, SHORTEST = 2, KEPT = 60;
const known = new Map();

const ask = async (address, text, signal) => {
  const url = `${address}?q=${encodeURIComponent(text)}`;
  if (known.has(url)) return known.get(url);
  const answer = await fetch(url, { signal, headers: { Accept: "application/x-suggestions+json" } });
  if (!answer.ok) return [];
  const found = (await answer.json())[1].filter((each) => typeof each === "string" && each !== text).slice(0, 8);
  if (known.size >= KEPT) known.delete(known.keys().next().value);
  known.set(url, found);
  return found;
};

const enhance = (input) => {
  const form = input.form, status = document.createElement("p"), list = document.createElement("ul");
  let timer = 0, asking = null, active = -1;
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  status.className = "hidden";
  status.setAttribute("role", "status");
  input.removeAttribute("list");
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
  form.append(list, status);

  const choose = (place) => {
    active = place;
    [...list.children].forEach((each, number) => each.setAttribute("aria-selected", String(number === place)));
    if (place < 0) { input.removeAttribute("aria-activedescendant"); return; }
    input.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const take = (place) => { input.value = list.children[place].textContent; close(); form.requestSubmit(); };
  const show = (found) => {
    list.replaceChildren(...found.map((text, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.dir = "auto";
      item.textContent = text;
      item.setAttribute("role", "option");
      return item;
    }));
    choose(-1);
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? input.dataset.some.replace("#", new Intl.NumberFormat(document.documentElement.lang + (document.documentElement.lang === "ar" ? "-MA" : "")).format(found.length)) : input.dataset.none;
  };
  const suggest = async () => {
    const text = input.value.trim();
    asking?.abort();
    if (text.length < SHORTEST || text.length > LONGEST) { close(); return; }
    const mine = asking = new AbortController();
    try {
      const found = await ask(input.dataset.suggest, text, mine.signal);
      if (!mine.signal.aborted && document.activeElement === input) show(found);
    } catch { if (!mine.signal.aborted) close(); }
  };

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(suggest, WAIT);
  });
  input.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(suggest, WAIT); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden, last = list.children.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) { if (event.key === "ArrowDown") suggest(); return; }
      if (event.altKey) { if (event.key === "ArrowUp") close(); return; }
      // beyond the last and before the first stands the field itself, with what was typed
      choose(event.key === "ArrowDown" ? (active === last ? -1 : active + 1) : (active === -1 ? last : active - 1));
    } else if (event.key === "Escape") {
      if (open) { event.preventDefault(); close(); } else input.value = "";
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) choose(-1);
  });
  // the field keeps the focus: a press on the list would take it, and close the list before the click
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => { const item = event.target.closest("li"); if (item) take([...list.children].indexOf(item)); });
  if (document.activeElement === input && input.value !== input.defaultValue) suggest();
};

document.querySelectorAll("input[data-suggest]").forEach(enhance);
