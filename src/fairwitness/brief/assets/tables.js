// A table for each layer: filtered by words and facets, shown a page at a time.
const tables = new Map();

class Table {
  constructor(layer, at) {
    this.layer = layer;
    this.all = rows.map((_, row) => row).filter((row) => rows[row].l === at);
    this.from = 0;
    this.build();
    this.show();
  }

  build() {
    const { layer } = this;
    const name = `t-${layer.key}`;
    this.search = el("input", { type: "search", "aria-label": `Filter ${layer.title}`, placeholder: "filter by words" });
    this.facets = layer.facets.map((title, at) => {
      const values = [...new Set(this.all.map((row) => rows[row].f[at]))].sort();
      const options = values.map((value) => el("option", { value }, value));
      return el("select", { "aria-label": title }, el("option", { value: "" }, `${title}: all`), ...options);
    });
    this.count = el("p", { class: "count-line", role: "status" });
    this.pager = el("p", { class: "pager" });
    this.body = el("tbody");
    const heads = layer.columns.map((title, at) => {
      const head = el("th", { scope: "col" }, title);
      head.style.width = `${layer.shares[at]}%`;
      return head;
    }).filter((_, at) => layer.shares[at]);
    const table = el("table", { "aria-labelledby": name }, el("thead", {}, el("tr", {}, ...heads)), this.body);
    const title = el("h2", { id: name }, layer.title, " ", el("span", { class: "note" }, this.all.length));
    const filters = el("div", { class: "filters" }, this.search, ...this.facets, this.count);
    this.fold = el("details", { open: layer.open }, el("summary", {}, title), filters, table, this.pager);
    this.node = el("section", { class: `rows k-${layer.key}`, id: layer.key }, this.fold);
    for (const control of [this.search, ...this.facets]) {
      control.addEventListener("input", () => this.show(0));
    }
  }

  matching() {
    const wanted = this.search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = this.facets.map((select) => select.value);
    return this.all.filter((row) => {
      const { f } = rows[row];
      if (chosen.some((value, at) => value && f[at] !== value)) return false;
      if (!wanted.length) return true;
      const letters = haystack(row);
      return wanted.every((word) => letters.includes(word));
    });
  }

  show(from = this.from) {
    const found = this.matching();
    this.from = Math.max(0, Math.min(from, found.length - 1));
    const shown = found.slice(this.from, this.from + data.page);
    for (const node of this.body.children) items[node.dataset.row].delete(node);
    this.body.replaceChildren(...shown.map((row) => this.line(row)));
    const paged = found.length > shown.length
      ? `: rows ${this.from + 1} to ${this.from + shown.length} of the ${found.length} that match` : "";
    this.count.textContent = `showing ${shown.length} of ${this.all.length}${paged}`;
    this.pages(found.length);
    light([]);
  }

  pages(total) {
    const turn = (label, from, possible) => {
      const button = el("button", { type: "button", disabled: !possible }, label);
      button.addEventListener("click", () => this.show(from));
      return button;
    };
    this.pager.hidden = total <= data.page;
    const more = this.from + data.page < total;
    this.pager.replaceChildren(
      turn("Previous rows", this.from - data.page, this.from > 0),
      turn("Next rows", this.from + data.page, more),
    );
  }

  // The first cell leads to the words and holds the asides: facts too long or rare for a column.
  line(row) {
    const { columns, shares } = this.layer;
    const { c } = rows[row];
    const plain = c[0].map(([text, style]) => [text, style]);
    const go = el("button", { type: "button", class: "go", tabindex: -1, title: "Show in the text" }, ...bits(plain));
    const asides = columns.map((title, at) => !shares[at] && c[at].length
      && el("span", { class: "aside" }, el("span", { class: "note" }, `${title}: `), ...bits(c[at])));
    const cells = columns.map((title, at) => shares[at] && at > 0
      && el("td", { "data-label": title }, ...bits(c[at])));
    const first = el("td", {}, go, ...asides.filter(Boolean));
    const node = el("tr", { "data-row": row }, first, ...cells.filter(Boolean));
    items[row].add(node);
    return node;
  }

  // Brings a row into view, whatever filters and folds hide it.
  reveal(row) {
    this.fold.open = true;
    if (!this.matching().includes(row)) {
      this.search.value = "";
      for (const select of this.facets) select.value = "";
    }
    const place = this.matching().indexOf(row);
    this.show(place - (place % data.page));
    return $(`tr[data-row="${row}"] .go`, this.body);
  }
}

const haystacks = new Map();

function haystack(row) {
  if (!haystacks.has(row)) {
    const { t, c } = rows[row];
    haystacks.set(row, [t, ...c.flat().map(([text]) => text)].join(" ").toLowerCase());
  }
  return haystacks.get(row);
}

function goRow(row) {
  const table = tables.get(layers[rows[row].l].key);
  const target = table ? table.reveal(row) : $(`.finding .go[data-row="${row}"], .incident .to[data-row="${row}"]`);
  if (!target) return;
  light([row], true);
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center", behavior: gently() });
}

// Keys in a table: up and down between rows, left and right between the buttons of a row.
function moveInTable(event) {
  const here = event.target.closest("tbody tr");
  if (!here || !event.target.matches(".go, .ref")) return;
  const within = $$(".go, .ref", here);
  const beside = within.indexOf(event.target);
  const next = {
    ArrowDown: () => here.nextElementSibling && $(".go", here.nextElementSibling),
    ArrowUp: () => here.previousElementSibling && $(".go", here.previousElementSibling),
    ArrowRight: () => within[beside + 1],
    ArrowLeft: () => within[beside - 1],
  }[event.key];
  const target = next && next();
  if (!target) return;
  event.preventDefault();
  target.focus();
}

function startTables() {
  layers.forEach((layer, at) => {
    if (!layer.table) return;
    const table = new Table(layer, at);
    tables.set(layer.key, table);
    $("#tables").append(table.node);
  });
  const place = $("#tables");
  // The first row of each table is its tab stop, until another row has had the focus.
  const setStop = (body, button) => {
    for (const other of $$('button.go[tabindex="0"]', body)) other.tabIndex = -1;
    if (button) button.tabIndex = 0;
  };
  for (const { body } of tables.values()) {
    setStop(body, $("button.go", body));
    new MutationObserver(() => setStop(body, $("button.go", body))).observe(body, { childList: true });
  }
  place.addEventListener("focusin", (event) => {
    const go = event.target.closest("tbody button.go");
    if (go) setStop(go.closest("tbody"), go);
  });
  place.addEventListener("keydown", moveInTable);
  for (const section of $$("section.rows")) {
    if (!$("tbody tr", section)) section.hidden = true;
  }
}
