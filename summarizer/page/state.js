/* What the draft says, and what has been decided about it.

   `data` is the draft as it was handed over and never changes. A state is what a person has changed since: `edits` by
   place, for every list which items it holds, and which stretches that no model read have been seen. Functions take a
   state and return a new one.

   A place is named by its field path. Items added here are `plan.options[+1]`, so that they never take the name of one
   that was there before. */

const SEVERITIES = ["required", "recommended", "optional"];

function firstState(data) {
  const lists = {};
  for (const [path, list] of Object.entries(data.lists)) lists[path] = list.items.map((item) => item.path);
  return { edits: {}, lists, added: 0, seen: [] };
}

/** A place in words, as it counts now: `行动项2 · 责任人`. */
function nameOf(data, state, place) {
  const spec = specOf(data, place);
  const item = itemOf(place);
  if (!item) return spec.label;
  const number = state.lists[listOf(item)].indexOf(item) + 1;
  if (spec.slot) return `${fill(data.texts["draft.action"], { number })} · ${spec.label}`;
  return `${spec.label} · ${fill(data.texts["draft.item"], { number })}`;
}

function specOf(data, place) {
  return data.fields[place.replace(/\[[^\]]*\]/g, "")];
}

/** The item a place belongs to, `plan.actions[0]` of `plan.actions[0].owner`; null where its field is no list. */
function itemOf(place) {
  const found = /^[^[]*\[[^\]]*\]/.exec(place);
  return found ? found[0] : null;
}

function listOf(place) {
  return place.split("[")[0];
}

/** Whether the file has room for a place: a column that a person took out of the table has none. */
function roomFor(data, place) {
  const leaf = data.leaves[place];
  if (leaf) return leaf.spot !== null;
  const { columns } = data.lists[listOf(place)];
  const spec = specOf(data, place);
  return !spec.slot || !columns.length || columns.includes(place.slice(place.lastIndexOf(".") + 1));
}

/** Whether a value may be of several paragraphs here: in a list item, not in the cell of a table. */
function keepsParagraphs(data, place) {
  return typeof data.leaves[place]?.spot?.indent === "string";
}

/** What stands at a place now: its text, and the decision a person took about it. */
function valueAt(data, state, place) {
  const leaf = data.leaves[place] ?? { text: "", origin: "reviewer", evidence: [], decision: null };
  const edit = state.edits[place] ?? {};
  const text = edit.text ?? leaf.text;
  const decision = edit.decision === undefined ? leaf.decision : edit.decision;
  const changed = text !== leaf.text;
  const byReviewer = text !== "" && (changed || decision?.kind === "confirmed" || leaf.origin === "reviewer");
  return { text, decision, changed, evidence: leaf.evidence, byReviewer };
}

/** The places of a list's items, or of one item's slots; a plain field is its only place. */
function placesOf(data, state, path) {
  const spec = data.fields[path];
  if (!spec.many) return [path];
  const items = state.lists[path];
  return spec.slots.length ? items.flatMap((item) => spec.slots.map((slot) => `${item}.${slot}`)) : items;
}

function missing(spec) {
  return { kind: "missing", severity: spec.importance, question: spec.question, detail: "", evidence: [] };
}

/** The gaps of one place that are still open. What was not read stays so whatever is written, until it has been seen. */
function gapsAt(data, state, place) {
  const unread = data.gaps.filter((gap) => gap.unread && gap.place === place && !state.seen.includes(gap));
  return [...unread, ...statedGaps(data, state, place)];
}

/** The gaps that a place came with, or that nothing stands there any more. */
function statedGaps(data, state, place) {
  const value = valueAt(data, state, place);
  if (value.decision) return [];
  const known = data.gaps.filter((gap) => gap.place === place && !gap.unread);
  const spec = specOf(data, place);
  const whole = spec.many && !itemOf(place);
  const filled = whole ? state.lists[place].length > 0 : value.text !== "";
  const leaf = data.leaves[place];
  const same = whole ? state.lists[place].length === data.lists[place].items.length : !value.changed;
  if (leaf && same && !leaf.decision) return known;
  if (filled) return [];
  return [known.find((gap) => gap.kind === "missing") ?? { ...missing(spec), place }];
}

/** Whether a gap the draft came with is still open. */
function openAt(data, state, gap) {
  return !isGone(state, gap.place) && gapsAt(data, state, gap.place).includes(gap);
}

/** Whether a place belongs to an item that was removed. */
function isGone(state, place) {
  const item = itemOf(place);
  return item !== null && !state.lists[listOf(item)].includes(item);
}

/** Every open gap, the gravest first; within a severity those known from the start in the order they came in. */
function openGaps(data, state) {
  const places = new Set();
  for (const path of Object.keys(data.fields)) {
    if (data.fields[path].slot) continue;
    if (data.fields[path].many) places.add(path);
    for (const place of placesOf(data, state, path)) places.add(place);
  }
  const open = [...places].flatMap((place) => gapsAt(data, state, place));
  const rank = (gap) => {
    const index = data.gaps.indexOf(gap);
    return index < 0 ? data.gaps.length : index;
  };
  return open.sort(
    (one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) || rank(one) - rank(other),
  );
}

function edited(state, place, change) {
  return { ...state, edits: { ...state.edits, [place]: { ...state.edits[place], ...change } } };
}

/** Whether an item says nothing at all. */
function isBlank(data, state, item) {
  const { slots } = data.fields[listOf(item)];
  const places = slots.length ? slots.map((slot) => `${item}.${slot}`) : [item];
  return places.every((place) => !valueAt(data, state, place).text);
}

function isBlankItem(data, state, place) {
  const item = itemOf(place);
  return item !== null && isBlank(data, state, item);
}

/** A person's words for a place. Emptying an item of a list removes it. */
function withText(data, state, place, text) {
  const said = keepsParagraphs(data, place) ? text.split(/[\r\n]+/).map(oneLine).filter(Boolean).join("\n") : oneLine(text);
  const spec = specOf(data, place);
  const now = valueAt(data, state, place);
  if (!said && itemOf(place) && (!spec.slot || isBlank(data, state, itemOf(place)))) return without(state, itemOf(place));
  // A row does not exist without its task: it can be replaced, or the row removed.
  if (said === now.text || (!said && spec.mandatory)) return state;
  return edited(state, place, { text: said, decision: null });
}

/** A stretch of the notes that no model read, and a person now has. */
function withSeen(state, gap) {
  return { ...state, seen: [...state.seen, gap] };
}

function withDecision(state, place, decision) {
  return edited(state, place, { decision });
}

function withItem(state, path) {
  const item = `${path}[+${state.added + 1}]`;
  return { ...state, added: state.added + 1, lists: { ...state.lists, [path]: [...state.lists[path], item] } };
}

function without(state, item) {
  const path = listOf(item);
  const edits = Object.fromEntries(
    Object.entries(state.edits).filter(([place]) => place !== item && !place.startsWith(`${item}.`)),
  );
  return { ...state, edits, lists: { ...state.lists, [path]: state.lists[path].filter((kept) => kept !== item) } };
}
