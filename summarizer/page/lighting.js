/* Lighting: what is looked at, and what it rests on or what rests on it. */

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
let where = "";
document.addEventListener("pointermove", (event) => {
  // What scrolls past below a pointer at rest is not pointed at.
  const here = `${event.clientX} ${event.clientY}`;
  if (event.pointerType === "touch" || here === where) return;
  where = here;
  const holder = event.target.closest(".place, .line, .gap-list li");
  if (holder === pointed) return;
  pointed = holder;
  light();
  clearTimeout(waiting);
  if (pointed && !notes.contains(pointed)) waiting = setTimeout(show, 180, pointed);
});
document.addEventListener("focusin", (event) => {
  pointed = null;
  light();
  if (placesOfElement(event.target)) show(event.target);
});
