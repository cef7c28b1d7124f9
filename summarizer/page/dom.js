/* Making elements. Every text goes in as text, never as markup. */

let texts = {};

function say(key) {
  return texts[key];
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => String(values[name]));
}

function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, handler] of Object.entries(value)) made.addEventListener(event, handler);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Text of any origin: signs that would not show, or would turn round what is beside them, are shown by number. */
function plain(text) {
  return shown(text).map((part) => (part.sign ? el("span", { class: "sign" }, part.text) : part.text));
}

function button(text, handler, attributes = {}) {
  return el("button", { type: "button", on: { click: handler }, ...attributes }, text);
}
