/* The draft with what a person changed, as Markdown.

   Only the stretches that changed are replaced in the text as it was handed over; the rest stays to the letter.
   Stretches are [start, end) in UTF-16 units, which is how JavaScript counts. */

function markdownOf(data, state) {
  const changes = [];
  const replace = ([start, end], text) => {
    if (data.markdown.slice(start, end) !== text) changes.push({ start, end, text });
  };
  for (const [path, spec] of Object.entries(data.fields)) {
    if (spec.slot) continue;
    if (spec.many) spliceList(data, state, path, replace);
    else splicePlace(data, state, path, inline, replace);
  }
  spliceChecklist(data, state, replace);
  if (changes.length && data.banner) replace(data.banner.place, bannerText(data, state));
  // What is taken out up to a spot comes before what is put in there.
  changes.sort((one, other) => one.start - other.start || one.end - other.end);
  let text = "";
  let done = 0;
  for (const change of changes) {
    text += data.markdown.slice(done, change.start) + change.text;
    done = change.end;
  }
  return text + data.markdown.slice(done);
}

/** The checklist: what is settled goes, what came up is added; the heading goes with the last entry. */
function spliceChecklist(data, state, replace) {
  const { checklist } = data;
  if (!checklist) return;
  for (const gap of state.seen) if (gap.entry) replace(gap.entry, data.markdown.slice(...gap.entry).replace("[ ]", "[x]"));
  const settled = data.gaps.filter((gap) => gap.entry && !gap.unread && !openAt(data, state, gap));
  const fresh = openGaps(data, state).filter((gap) => !data.gaps.includes(gap) && !isBlankItem(data, state, gap.place));
  for (const gap of settled) replace(gap.entry, "");
  if (fresh.length) replace([checklist.end, checklist.end], fresh.map((gap) => entryText(data, state, gap)).join(""));
  else if (settled.length === checklist.entries) checklist.headings.forEach((heading) => replace(heading, ""));
}

function entryText(data, state, gap) {
  const { texts, lineEnd } = data;
  const name = inline(nameOf(data, state, gap.place));
  const what = `${texts[`draft.severity.${gap.severity}`]} · ${name} · ${texts[`draft.kind.${gap.kind}`]}`;
  return `- [ ] **${what}**${texts["draft.colon"]}${inline(gap.question)}${lineEnd}`;
}

function bannerText(data, state) {
  const open = openGaps(data, state);
  const count = (severity) => open.filter((gap) => gap.severity === severity).length;
  const { place, ...source } = data.banner;
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, count(severity)]));
  return fill(data.texts[open.length ? "draft.banner" : "draft.banner_clean"], { ...source, ...counts });
}

function splicePlace(data, state, place, escape, replace) {
  if (!state.edits[place]) return;
  const { spot } = data.leaves[place];
  replace(spot.place, spot.lead + written(data, state, place, escape) + spot.tail);
}

/** What is written at a place: the value with its mark, a waiver, or the question that is still open. */
function written(data, state, place, escape) {
  const value = valueAt(data, state, place);
  const spot = data.leaves[place]?.spot ?? { own: "", references: "" };
  const pieces = [];
  if (value.text) {
    pieces.push(value.changed ? paragraphs(data, spot, value.text, escape) : spot.own);
    if (value.byReviewer) pieces.push(data.marks.reviewer);
    else pieces.push(...gapsAt(data, state, place).map((gap) => data.marks[gap.kind]));
  }
  if (value.decision?.kind === "waived") pieces.push(waiverText(data, value.decision));
  else if (!value.text) pieces.push(...openText(data, gapsAt(data, state, place)[0]));
  // Whoever rewrites a statement vouches for it: the lines it rested on bear the old one out, not this.
  return pieces.join(" ") + (value.text && !value.changed ? spot.references : "");
}

/** A value, whose further paragraphs stand below the first one in its list item. */
function paragraphs({ lineEnd }, { indent }, text, escape) {
  const [first, ...others] = text.split("\n");
  return escape(first) + others.map((one) => lineEnd + lineEnd + indent + block(one)).join("");
}

function openText(data, gap) {
  return gap ? [data.marks[gap.kind], inline(gap.question)] : [];
}

function waiverText(data, { reason, by, on }) {
  const signed = fill(data.texts["draft.waiver"], { reason: inline(reason), by: enclosed(by), on });
  return `${data.marks.waived} ${signed.trim()}`;
}

function spliceList(data, state, path, replace) {
  const list = data.lists[path];
  const { slots } = data.fields[path];
  const before = new Set(list.items.map((item) => item.path));
  const kept = state.lists[path].filter((item) => before.has(item) || !isBlank(data, state, item));
  if (!kept.length) {
    const emptied = list.items.length > 0;
    if (!emptied && !state.edits[path]) return;
    replace(list.whole, list.open + written(data, state, path, inline));
    return;
  }
  const moved = kept.length !== before.size || list.items.some((item) => !kept.includes(item.path));
  list.items.forEach((item) => {
    if (!kept.includes(item.path)) {
      replace(item.range, "");
      return;
    }
    const number = kept.indexOf(item.path) + 1;
    if (item.number && moved) replace(item.number, String(number));
    if (!slots.length) splicePlace(data, state, item.path, block, replace);
    for (const slot of slots) splicePlace(data, state, `${item.path}.${slot}`, cell, replace);
  });
  const added = kept
    .filter((item) => !before.has(item))
    .map((item) => list.lead + addedText(data, state, list, slots, item, kept.indexOf(item) + 1));
  if (!added.length) return;
  if (list.items.length) replace([list.at, list.at], added.join(""));
  else replace(list.whole, list.head + added.join("") + list.tail);
}

function addedText(data, state, list, slots, item, number) {
  if (!slots.length) return written(data, state, item, block);
  if (!list.columns.length) {
    const [task, ...others] = slots.map((slot) => `${item}.${slot}`);
    const said = others.filter((place) => valueAt(data, state, place).text);
    const line = (place) =>
      `${list.nested}${specOf(data, place).label}${data.texts["draft.colon"]}${written(data, state, place, inline)}`;
    return written(data, state, task, block) + said.map(line).join("");
  }
  const cells = list.columns.map((column) => {
    if (column === "#") return String(number);
    return column ? written(data, state, `${item}.${column}`, cell) : " ";
  });
  return `| ${cells.join(" | ")} |`;
}
