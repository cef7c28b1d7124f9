/* What can be done on the page. Every change makes a new state and draws it. */

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
  see(gap) {
    this.change(withSeen(this.state, gap), gap.place);
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
