// Small helpers. Everything the page builds goes through `el` and `svg`: attributes by name and text
// by text node, never markup.
const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children) {
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

const el = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const wide = () => matchMedia("(min-width: 62rem)").matches;
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const gently = () => (calm() ? "auto" : "smooth");

const data = JSON.parse($("#data").textContent);
const { rows, layers } = data;

// What shows each row: its fragments of the text and its items elsewhere (table row, dot, finding).
const fragments = rows.map(() => []);
const items = rows.map(() => new Set());

// One set of rows is lit at a time: the one pointed at, else the one kept.
const lit = { now: [], kept: [] };

function light(numbers, keep = false) {
  if (keep) lit.kept = numbers;
  const next = numbers.length ? numbers : lit.kept;
  const toggle = (row, on) => {
    for (const node of fragments[row]) node.classList.toggle("lit", on);
    for (const node of items[row]) node.classList.toggle("lit", on);
  };
  for (const row of lit.now) toggle(row, false);
  for (const row of next) toggle(row, true);
  lit.now = next;
}

// A cell's bits: [text, style, row number], the last two only where they say something.
function bits(cell) {
  return cell.map(([text, style = "", row = -1]) => {
    const shown = style === "words" ? el("bdi", { class: "words" }, text) : text;
    if (row < 0) return el("span", { class: style || null }, shown);
    const link = el("a", { href: `#${layers[rows[row].l].key}`, class: `ref ${style}`, tabindex: -1 }, shown);
    link.dataset.ref = row;
    return link;
  });
}
