// The map: outlines, places, and the distances of findings as geodesics. Drawn anew for each view.
const RADIANS = Math.PI / 180;
const GLOBE_FROM = 55; // degrees from the middle beyond which the whole world is drawn flat

class Atlas {
  constructor(map) {
    this.map = map;
    this.world = this.outlines(map.world);
    this.detail = map.detail && this.outlines(map.detail);
    this.measure = document.createElement("canvas").getContext("2d");
    this.node = svg("svg", { class: "map", tabindex: 0, role: "group", "aria-label": this.label() });
    $(".atlas").append(this.node);
    this.tools();
    this.events();
    this.size();
    this.fit(map.close);
  }

  outlines(topology) {
    const { countries } = topology.objects;
    return {
      land: geo.feature(topology, countries).features,
      borders: geo.mesh(topology, countries, (a, b) => a !== b),
    };
  }

  label() {
    const { places, lines } = this.map;
    return `Map of ${places.length} places and ${lines.length} distances. Arrow keys move it, plus and minus zoom.`;
  }

  size() {
    this.width = Math.max(280, $(".atlas").clientWidth);
    this.height = Math.round(Math.min(460, Math.max(300, this.width * 0.68)));
    fill(this.node, { viewBox: `0 0 ${this.width} ${this.height}`, height: this.height }, []);
  }

  // Views ----------------------------------------------------------------------------------------

  projection(scale = this.scale) {
    const reach = Math.hypot(this.width, this.height) / 2 / scale / RADIANS;
    const flat = reach > GLOBE_FROM;
    const projection = flat ? geo.geoEqualEarth() : geo.geoAzimuthalEqualArea();
    return projection
      .rotate([-this.lon, flat ? 0 : -this.lat])
      .center([0, flat ? this.lat : 0])
      .scale(scale)
      .translate([this.width / 2, this.height / 2])
      .clipExtent([[-20, -20], [this.width + 20, this.height + 20]]);
  }

  fit([west, south, east, north]) {
    this.lon = (west + east) / 2;
    this.lat = (south + north) / 2;
    const rim = [];
    for (let part = 0; part <= 8; part += 1) {
      const lon = west + ((east - west) * part) / 8;
      const lat = south + ((north - south) * part) / 8;
      rim.push([lon, south], [lon, north], [west, lat], [east, lat]);
    }
    const guess = Math.max(east - west, north - south) > 2 * GLOBE_FROM ? 1 : 1000;
    const projection = this.projection(guess).clipExtent(null);
    const points = rim.map((point) => projection(point));
    const half = (at, middle) => Math.max(...points.map((point) => Math.abs(point[at] - middle)));
    const room = (size, pad) => size / 2 - pad;
    const scales = [
      room(this.width, 56) / half(0, this.width / 2),
      room(this.height, 40) / half(1, this.height / 2),
    ];
    this.scale = Math.max(guess * Math.min(...scales), 60);
    this.draw();
  }

  zoom(factor) {
    this.scale = Math.max(60, Math.min(this.scale * factor, 400000));
    this.draw();
  }

  pan(x, y) {
    const [lon, lat] = this.projection().invert([this.width / 2 + x, this.height / 2 + y]) || [];
    if (Number.isFinite(lon) && Number.isFinite(lat)) {
      this.lon = lon;
      this.lat = Math.max(-80, Math.min(80, lat));
    }
    this.draw();
  }

  tools() {
    const { box, all, close } = this.map;
    const differ = (one, other) => one.some((edge, at) => Math.abs(edge - other[at]) > 0.5);
    const buttons = [
      ["+", "Zoom in", () => this.zoom(1.6)],
      ["−", "Zoom out", () => this.zoom(1 / 1.6)],
      differ(close, box) && ["Distances", null, () => this.fit(close)],
      ["Main area", null, () => this.fit(box)],
      differ(all, box) && ["All places", null, () => this.fit(all)],
    ];
    for (const [text, name, act] of buttons.filter(Boolean)) {
      const button = el("button", { type: "button", "aria-label": name, title: name }, text);
      button.addEventListener("click", act);
      $(".map-tools").append(button);
    }
  }

  events() {
    const keys = {
      ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60],
    };
    this.node.addEventListener("keydown", (event) => {
      if (event.key in keys) this.pan(...keys[event.key]);
      else if (event.key === "+" || event.key === "=") this.zoom(1.6);
      else if (event.key === "-") this.zoom(1 / 1.6);
      else if (event.key === "Enter" && event.target !== this.node) this.press(event.target, true);
      else return;
      event.preventDefault();
    });
    let last = null;
    this.node.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.target.closest(".dot, .line") === null) last = event;
    });
    addEventListener("pointerup", () => { last = null; });
    addEventListener("pointermove", (event) => {
      if (!last) return;
      const [x, y] = [last.clientX - event.clientX, last.clientY - event.clientY];
      last = event;
      requestAnimationFrame(() => this.pan(x, y));
    });
    for (const kind of ["pointerover", "focusin"]) {
      this.node.addEventListener(kind, (event) => this.press(event.target, false));
    }
    for (const kind of ["pointerout", "focusout"]) {
      this.node.addEventListener(kind, (event) => {
        if (event.target.closest(".dot, .line")) unpoint();
      });
    }
    this.node.addEventListener("click", (event) => this.press(event.target, true));
    new ResizeObserver(() => {
      const before = this.width;
      this.size();
      if (this.width !== before) this.draw();
    }).observe($(".atlas"));
  }

  press(target, keep) {
    const thing = target.closest(".dot, .line");
    if (!thing || quiet || (kept() && !keep)) return;
    const numbers = thing.dataset.rows.split(" ").map(Number);
    light(numbers, keep);
    openCard(numbers, thing, keep);
    if (keep && wide()) goWords(numbers[0], { move: false });
    if (keep) light(numbers, true);
  }

  // Drawing --------------------------------------------------------------------------------------

  draw() {
    const focused = this.node.contains(document.activeElement) && document.activeElement.dataset.key;
    for (const node of $$("[data-rows]", this.node)) {
      for (const row of node.dataset.rows.split(" ")) items[row].delete(node);
    }
    this.project = this.projection();
    this.path = geo.geoPath(this.project);
    this.reserve();
    const sea = svg("path", { class: "sea", d: this.path({ type: "Sphere" }) });
    // What fails is named first, where there is room for few, and drawn last, above the others.
    const order = ["fails", "undetermined", "holds"];
    const lines = this.map.lines
      .map((line, at) => [line, at])
      .sort(([a], [b]) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
      .map(([line, at]) => this.line(line, at))
      .reverse();
    const dots = this.places();
    this.node.replaceChildren(
      sea, this.grid(), ...this.land(), ...lines, ...dots, ...this.names(), this.scaleBar(),
    );
    light([]);
    if (focused) {
      const again = $(`[data-key="${focused}"]`, this.node);
      if (again) again.focus({ preventScroll: true });
    }
  }

  // Room no label may take: dots and the course of lines.
  reserve() {
    this.taken = [];
    const keep = ([x, y], half) => this.taken.push([x - half, y - half, x + half, y + half]);
    for (const { lat, lon, area } of this.map.places) {
      const at = this.project([lon, lat]);
      if (at && !area && this.inside(at)) keep(at, 5);
    }
    for (const { a, b } of this.map.lines) {
      const along = geo.geoInterpolate([a.lon, a.lat], [b.lon, b.lat]);
      for (let part = 0; part <= 24; part += 1) {
        const at = this.project(along(part / 24));
        if (at && this.inside(at)) keep(at, 3);
      }
    }
  }

  shown() {
    return this.detail && this.inDetail() ? this.detail : this.world;
  }

  inDetail() {
    const [west, south, east, north] = this.map.detailBox;
    const middle = (west + east) / 2;
    const edge = [0, 0.5, 1];
    return edge.every((x) => edge.every((y) => {
      const at = this.project.invert([x * this.width, y * this.height]);
      if (!at || !Number.isFinite(at[0])) return false;
      const lon = middle + ((((at[0] - middle + 180) % 360) + 360) % 360) - 180;
      return lon >= west && lon <= east && at[1] >= south && at[1] <= north;
    }));
  }

  land() {
    const { land, borders } = this.shown();
    const all = { type: "FeatureCollection", features: land };
    return [
      svg("path", { class: "land", d: this.path(all) }),
      svg("path", { class: "borders", d: this.path(borders) }),
    ];
  }

  grid() {
    const degrees = this.width / this.scale / RADIANS;
    const step = [0.5, 1, 2, 5, 10, 20, 30].find((size) => degrees / size < 8) || 30;
    const graticule = geo.geoGraticule().step([step, step]);
    graticule.extentMinor([[-180, -90 + 1e-6], [180, 90 - 1e-6]]);
    return svg("path", { class: "grid", d: this.path(graticule()) });
  }

  inside([x, y]) {
    return x > 0 && y > 0 && x < this.width && y < this.height;
  }

  line(line, at) {
    const { a, b, verdict, sign, km, stated, row } = line;
    const ends = [[a.lon, a.lat], [b.lon, b.lat]];
    const d = this.path({ type: "LineString", coordinates: ends });
    const text = `${sign} ${km < 10 ? km.toFixed(1) : Math.round(km)} km${stated && `, stated ${stated}`}`;
    const name = `${a.name} to ${b.name}: ${text}, ${verdict}`;
    const group = svg("g", { class: `line v-${verdict}`, tabindex: 0, role: "button", "aria-label": name });
    group.dataset.rows = row;
    group.dataset.key = `line-${at}`;
    items[row].add(group);
    group.append(svg("path", { class: "reach", d }), svg("path", { class: "way", d }));
    const tip = this.project(ends[1]);
    if (tip) group.append(svg("rect", { class: "end", x: tip[0] - 3, y: tip[1] - 3, width: 6, height: 6 }));
    const [from, to] = ends.map((end) => this.project(end));
    const middle = this.project(geo.geoInterpolate(...ends)(0.5));
    if (from && to && middle && this.inside(middle)) {
      const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
      const label = this.caption(text, "km", this.beside(middle, angle));
      if (label) group.append(label);
    }
    return group;
  }

  places() {
    const lines = new Set(this.map.lines.map(({ a }) => `${a.lat.toFixed(3)} ${a.lon.toFixed(3)}`));
    const weight = (place) =>
      place.rows.length + (lines.has(`${place.lat.toFixed(3)} ${place.lon.toFixed(3)}`) ? 1000 : 0);
    const order = [...this.map.places].sort((a, b) => weight(b) - weight(a));
    const seen = order
      .map((place) => [place, this.project([place.lon, place.lat])])
      .filter(([, at]) => at && this.inside(at));
    this.named = new Set();
    return seen.map(([place, at], number) => this.place(place, at, number));
  }

  place(one, [x, y], number) {
    const { name, rows: numbers, area } = one;
    const times = numbers.length === 1 ? "once" : `${numbers.length} times`;
    const group = svg("g", {
      class: area ? "dot area" : "dot",
      tabindex: number < 60 ? 0 : -1,
      role: "button",
      "aria-label": `${name}, named ${times}`,
    });
    group.dataset.rows = numbers.join(" ");
    group.dataset.key = `place-${this.map.places.indexOf(one)}`;
    for (const row of numbers) items[row].add(group);
    group.append(svg("circle", { class: "hit", cx: x, cy: y, r: 11 }));
    if (!area) group.append(svg("circle", { class: "point", cx: x, cy: y, r: 4 }));
    const label = this.caption(name, "name", area ? this.over([x, y]) : this.around([x, y], 8));
    if (label && area) this.named.add(name);
    if (label) group.append(label);
    else if (area) group.append(svg("circle", { class: "point", cx: x, cy: y, r: 3 }));
    return group;
  }

  // Country names, where there is room left.
  names() {
    return this.shown().land
      .filter(({ properties }) => !this.named.has(properties.name))
      .map((country) => [country, this.path.area(country)])
      .filter(([, area]) => area > 4000)
      .sort((a, b) => b[1] - a[1])
      .map(([country]) => {
        const at = this.path.centroid(country);
        return this.inside(at) ? this.caption(country.properties.name, "country", this.over(at)) : null;
      })
      .filter(Boolean);
  }

  // Where a label of a given size may go, best first, as left and top of its box.
  around([x, y], gap) {
    const slack = gap * 0.7;
    return (long, tall) => [
      [x + gap, y - tall / 2], [x - gap - long, y - tall / 2],
      [x - long / 2, y - gap - tall], [x - long / 2, y + gap],
      [x + slack, y - slack - tall], [x + slack, y + slack],
      [x - slack - long, y - slack - tall], [x - slack - long, y + slack],
    ];
  }

  over([x, y]) {
    return (long, tall) => [0, -16, 16].map((step) => [x - long / 2, y - tall / 2 + step]);
  }

  // On either side of a line that runs at `angle` through a point.
  beside([x, y], angle) {
    const [across, down] = [-Math.sin(angle), Math.cos(angle)];
    return (long, tall) => {
      const away = 6 + (Math.abs(across) * long + Math.abs(down) * tall) / 2;
      return [-1, 1, -1.5, 1.5].map((side) => [
        x + side * away * across - long / 2, y + side * away * down - tall / 2,
      ]);
    };
  }

  // A label in the first of its spots where it covers nothing; null where there is no room.
  caption(text, style, spots) {
    const fonts = { name: "12px system-ui", km: "600 12px system-ui", country: "11px system-ui" };
    this.measure.font = fonts[style];
    const short = text.length > 34 ? `${text.slice(0, 33)}…` : text;
    const country = style === "country";
    const shown = country ? short.toUpperCase() : short;
    const long = this.measure.measureText(shown).width + (country ? short.length * 0.7 : 0) + 2;
    const tall = 14;
    for (const [from, top] of spots(long, tall)) {
      const box = [from - 2, top, from + long + 2, top + tall];
      if (box[0] < 0 || box[1] < 0 || box[2] > this.width || box[3] > this.height) continue;
      if (this.taken.some((other) => overlap(box, other))) continue;
      this.taken.push(box);
      return svg("text", { class: `label ${style}`, x: from, y: top + 11 }, short);
    }
    return null;
  }

  scaleBar() {
    const perKm = this.scale / 6371;
    const km = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1].find((size) => size * perKm < 120) || 1;
    const bar = km * perKm;
    const [x, y] = [12, this.height - 12];
    return svg("g", { class: "scale", "aria-hidden": true },
      svg("path", { d: `M${x},${y - 5}v5h${bar}v-5` }),
      svg("text", { x: x + 4, y: y - 6 }, `${km} km`));
  }
}

const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

function legend(lines) {
  const meanings = { holds: "distance that holds", fails: "distance that fails", undetermined: "undetermined" };
  for (const verdict of Object.keys(meanings)) {
    const sample = lines.find((line) => line.verdict === verdict);
    if (!sample) continue;
    const way = svg("path", { class: "way", d: "M1,6H33" });
    const picture = svg("svg", { width: 34, height: 12, class: `line v-${verdict}`, "aria-hidden": true }, way);
    $(".legend").append(el("span", {}, picture, ` ${sample.sign} ${meanings[verdict]}`));
  }
}

function startAtlas(map) {
  $("#map").hidden = false;
  legend(map.lines);
  return new Atlas(map);
}
