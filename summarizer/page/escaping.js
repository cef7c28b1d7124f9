/* Text of any origin made to show as itself: in Markdown, exactly as summarizer/rendering/escaping.py does it, and on
   this page. */

// What Python's str.split() takes for space; JavaScript's \s is another set.
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const INLINE = /[\\`*_[\]<>&|~$^]/gu;
const BLOCK_START = /^(?:(#{1,6}(?= |$)|[-+](?= |$|-)|:(?= ))|(\p{Nd}{1,9})([.)])(?= |$))/u;
const INVISIBLE = new RegExp(
  "[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b\\u200c\\u200e" +
    "\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}" +
    "\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]" +
    "|(?<![\\u2600-\\u27bf\\ufe0f\\u{1f000}-\\u{1faff}])\\u200d|\\u200d(?![\\u2600-\\u27bf\\u{1f000}-\\u{1faff}])",
  "gu",
);

function oneLine(text) {
  return text.split(SPACES).filter(Boolean).join(" ");
}

function codePoint(character) {
  return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Text for the middle of a line. */
function inline(text) {
  return oneLine(text)
    .replace(INVISIBLE, (character) => `(${codePoint(character)})`)
    .replace(INLINE, "\\$&")
    .replaceAll("〔", "&#12308;");
}

/** Text that begins a block, such as a list item. */
function block(text) {
  return inline(text).replace(BLOCK_START, (all, sign, digits, end) => (sign ? `\\${sign}` : `${digits}\\${end}`));
}

/** Text for a table cell. */
function cell(text) {
  return inline(text) || " ";
}

/** Text for the inside of brackets. */
function enclosed(text) {
  return inline(text).replace(/[()（），,]/gu, (character) => `&#${character.charCodeAt(0)};`);
}

/** The parts of a text as they are shown: plain ones, and signs that would not show or would turn the text around. */
function shown(text) {
  const parts = [];
  let done = 0;
  for (const found of text.matchAll(INVISIBLE)) {
    if (/[\t\n\r]/.test(found[0])) continue;
    if (found.index > done) parts.push({ text: text.slice(done, found.index) });
    parts.push({ text: codePoint(found[0]), sign: true });
    done = found.index + found[0].length;
  }
  if (done < text.length) parts.push({ text: text.slice(done) });
  return parts;
}
