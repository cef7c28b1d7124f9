/* The page: what is being done on it, and drawing it anew after each change. */

const data = JSON.parse(document.getElementById("data").textContent);
texts = data.texts;

const page = {
  data,
  state: firstState(data),
  past: [],
  handedOut: null, // the state that was last downloaded
  editing: null,
  waiving: null,
  signature: "",
  severities: new Set(SEVERITIES),
  singleKeys: true,

  change(state, focus) {
    if (state !== this.state) {
      this.past.push(this.state);
      this.state = state;
    }
    this.editing = null;
    this.waiving = null;
    draw(focus);
  },
  undo() {
    if (!this.past.length) return;
    this.state = this.past.pop();
    this.editing = null;
    this.waiving = null;
    draw();
  },
  edit(place) {
    this.editing = place;
    this.waiving = null;
    draw(`input-${place}`);
  },
  waive(place) {
    this.waiving = place;
    this.editing = null;
    draw(`reason-${place}`);
  },
  cancel() {
    const place = this.editing ?? this.waiving;
    const item = itemOf(place);
    // An item that was added and never filled goes again.
    if (item && isBlank(data, this.state, item)) this.drop(item);
    else this.change(this.state, place);
  },
  save(place, text) {
    const next = withText(data, this.state, place, text);
    this.change(next, isGone(next, place) ? afterItem(next, listOf(place)) : place);
  },
  confirm(place) {
    this.change(withDecision(this.state, place, { kind: "confirmed" }), place);
  },
  waived(place, reason, by) {
    this.signature = oneLine(by);
    this.change(
      withDecision(this.state, place, { kind: "waived", reason: oneLine(reason), by: this.signature, on: today() }),
      place,
    );
  },
  revert(place) {
    const { [place]: dropped, ...edits } = this.state.edits;
    const original = data.leaves[place]?.decision;
    // Nothing was changed here: what is taken back is a decision that the file came with.
    if (!dropped && original) this.change(withDecision(this.state, place, null), place);
    else this.change({ ...this.state, edits }, place);
  },
  remove(place) {
    const item = itemOf(place);
    if (item === place) this.drop(item);
    else this.change(withText(data, this.state, place, ""), place);
  },
  drop(item) {
    const next = without(this.state, item);
    this.change(next, afterItem(next, listOf(item)));
  },
  add(path) {
    const next = withItem(this.state, path);
    const item = next.lists[path].at(-1);
    this.past.push(this.state);
    this.state = next;
    this.edit(data.fields[path].slots.length ? `${item}.${data.fields[path].slots[0]}` : item);
  },
  toggle(severity) {
    if (!this.severities.delete(severity)) this.severities.add(severity);
    draw();
  },
  go(place) {
    const target = document.getElementById(anchor(place));
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  },
  download() {
    const text = markdownOf(data, this.state);
    const url = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    el("a", { href: url, download: data.name }).click();
    URL.revokeObjectURL(url);
    this.handedOut = this.state;
    draw();
    announce(fill(say("page.downloaded"), { name: data.name }));
  },
  get dirty() {
    if (this.editing || this.waiving) return true;
    return this.state !== this.handedOut && markdownOf(data, this.state) !== data.markdown;
  },
};

/** Where to go on when an item is gone. */
function afterItem(state, path) {
  return state.lists[path].length ? `add-${path}` : path;
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// Drawing

const gapsBody = el("div", {});
const gapsCount = el("span", { class: "count" });
const gapsPane = el(
  "details",
  { class: "pane gaps", open: true },
  el("summary", {}, el("h2", {}, say("page.gaps")), " ", gapsCount),
  gapsBody,
);
const notes = notesPane(data, stretches(data));
const draftBody = el("div", { class: "document" });
const draft = el(
  "section",
  { class: "pane draft", "aria-labelledby": "draft-title" },
  el("h2", { id: "draft-title" }, say("page.draft")),
  ...remarks(data),
  draftBody,
);
const status = el("p", { class: "status", role: "status" });
const undoButton = button(say("page.undo"), () => page.undo(), { "data-key": "undo" });
const help = helpDialog(page);

document.body.append(
  el("a", { class: "skip", href: "#draft-title" }, say("page.skip")),
  el(
    "header",
    {},
    el("h1", {}, data.title, " ", el("small", {}, say("page.title"))),
    status,
    el("div", { class: "tools" },
      button(say("page.keys"), () => help.showModal(), { "data-key": "keys" }),
      undoButton,
      button(say("page.download"), () => page.download(), { class: "primary", "data-key": "download" })),
  ),
  el("main", {}, notes, draft, gapsPane),
  help,
);

function announce(text) {
  status.textContent = text;
}

function draw(focus = document.activeElement?.dataset.key) {
  draftBody.replaceChildren(...documentOf(page));
  gapsBody.replaceChildren(...gapsOf(page));
  const open = openGaps(data, page.state).length;
  gapsCount.textContent = String(open);
  undoButton.disabled = !page.past.length;
  announce(fill(say(page.dirty ? "page.progress_unsaved" : "page.progress"), { open }));
  const target = focus && [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focus);
  if (target) {
    target.focus();
    if (page.editing || page.waiving) target.closest(".place").scrollIntoView({ block: "nearest" });
  }
  light();
}

// Lighting: what is looked at, and what it rests on or what rests on it

let pointed = null;

function placesOfElement(element) {
  const holder = element?.closest?.(".place, .line, .gap-list li");
  if (!holder) return null;
  return holder.places ?? new Set([holder.place, ...rowOf(holder.place)]);
}

/** The other slots of an action, for one that rests on nothing: what is missing was to be said where they were. */
function rowOf(place) {
  const item = itemOf(place);
  if (!item || item === place || valueAt(data, page.state, place).text) return [];
  return data.fields[listOf(item)].slots.map((slot) => `${item}.${slot}`);
}

function light() {
  const places = placesOfElement(pointed) ?? placesOfElement(document.activeElement) ?? new Set();
  for (const mark of notes.querySelectorAll("mark")) {
    mark.classList.toggle("lit", [...mark.places].some((place) => places.has(place)));
  }
  for (const block of draftBody.querySelectorAll(".place")) block.classList.toggle("lit", places.has(block.place));
}

function show(element) {
  const inNotes = notes.contains(element);
  const first = (inNotes ? draftBody : notes).querySelector(".lit");
  const pane = inNotes ? draft : notes;
  // Only a pane that scrolls by itself may move under a reader.
  if (first && getComputedStyle(pane).overflowY === "auto") first.scrollIntoView({ block: "nearest" });
}

let waiting = 0;
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  pointed = placesOfElement(event.target) ? event.target : null;
  light();
  clearTimeout(waiting);
  if (pointed && !notes.contains(pointed)) waiting = setTimeout(show, 180, pointed);
});
document.addEventListener("focusin", (event) => {
  pointed = null;
  light();
  if (placesOfElement(event.target)) show(event.target);
});

// Keys

const PLACE_KEYS = {
  Enter: ["edit", "write"],
  e: ["edit", "write"],
  c: ["confirm"],
  w: ["waive"],
  r: ["revert"],
  Delete: ["remove", "clear"],
};

const PAGE_KEYS = {
  n: () => step(1),
  p: () => step(-1),
  u: () => page.undo(),
  "?": () => help.showModal(),
};

/** To the next or the previous place with an open gap, as the document runs. */
function step(by) {
  const open = [...draftBody.querySelectorAll(".place.open")];
  if (!open.length) return;
  const here = document.activeElement.closest(".place") ?? draftBody;
  const after = open.findIndex((one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && !here.contains(one));
  const index = open.indexOf(here);
  const next = here === draftBody ? (by > 0 ? 0 : -1) : index >= 0 ? index + by : by > 0 ? after : (after < 0 ? 0 : after) - 1;
  page.go(open.at(next % open.length).place);
}

function walkLines(event, line) {
  const lines = [...notes.querySelectorAll(".line")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const next = lines[lines.indexOf(line) + step];
    if (!next) return true;
    line.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    return true;
  }
  if (event.key !== "Enter" || !line.places.size) return false;
  const first = [...draftBody.querySelectorAll(".place")].find((block) => line.places.has(block.place));
  if (first) page.go(first.place);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || help.open) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) {
    if (key !== "s") return;
    event.preventDefault();
    page.download();
    return;
  }
  const target = event.target;
  if (target.matches("input, textarea") || (key.length === 1 && !page.singleKeys)) return;
  if (target.matches(".line") && walkLines(event, target)) {
    event.preventDefault();
    return;
  }
  if (target.matches(".place") || (target.closest(".place") && key !== "Enter")) {
    const block = target.closest(".place");
    const tool = (PLACE_KEYS[key] ?? []).map((name) => block.querySelector(`[data-tool=${name}]`)).find(Boolean);
    if (tool) {
      event.preventDefault();
      tool.click();
      return;
    }
  }
  if (PAGE_KEYS[key]) {
    event.preventDefault();
    PAGE_KEYS[key]();
  }
});

window.addEventListener("beforeunload", (event) => {
  if (page.dirty) event.preventDefault();
});

draw();
