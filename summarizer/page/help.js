/* The keys, listed; and the switch for those that are single characters (speech input would trigger them). */

function helpDialog(page) {
  const rows = [
    ["Tab", "page.key_tab"], ["n / p", "page.key_gaps"], ["Enter / e", "page.key_edit"], ["c", "page.key_confirm"], ["w", "page.key_waive"],
    ["Delete", "page.key_remove"], ["r", "page.key_revert"], ["u", "page.key_undo"], ["↑ / ↓", "page.key_lines"], ["Ctrl+S", "page.key_download"],
    ["?", "page.key_help"],
  ];
  const single = el("input", { type: "checkbox", checked: true, on: {
    change: () => {
      page.singleKeys = single.checked;
    },
  } });
  const dialog = el(
    "dialog",
    { "aria-labelledby": "keys-title" },
    el("h2", { id: "keys-title" }, say("page.keys")),
    el("dl", {}, ...rows.flatMap(([keys, key]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, say(key))])),
    el("label", {}, single, say("page.single_keys")),
    button(say("page.close"), () => dialog.close(), { class: "primary" }),
  );
  return dialog;
}
