// Builds what the HTML of a brief inlines, into src/fairwitness/brief/assets:
//   geo.js               the map's part of d3-geo and topojson-client, one plain script
//   world-110m.json.gz   Natural Earth country outlines of the whole world, as TopoJSON (world-atlas)
//   world-*.bin.gz       finer outlines, to be cut to a region: a line of JSON (transform, arc
//                        lengths, geometries), then each point's step from the point before it
//                        across all arcs, as little-endian int32 x, y
//   build-manifest.json  SHA-256 of every source and product; tests/brief compares both sides
// Run: npm --prefix frontend ci && npm --prefix frontend run build
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const assets = (name) => here(`../src/fairwitness/brief/assets/${name}`);
const SOURCES = ["build.mjs", "geo.js", "package.json", "package-lock.json"];
const FINE = ["50m", "10m"];

function licences() {
  const notice = (name) => {
    const { version } = JSON.parse(readFileSync(here(`node_modules/${name}/package.json`)));
    const text = readFileSync(here(`node_modules/${name}/LICENSE`), "utf8").trim();
    return `${name} ${version}\n\n${text}`;
  };
  const parts = ["d3-geo", "d3-array", "internmap", "topojson-client", "world-atlas"].map(notice);
  const natural = "Natural Earth (the outlines in world-atlas): public domain, naturalearthdata.com";
  return `${parts.join("\n\n---\n\n")}\n\n---\n\n${natural}\n`;
}

async function bundle() {
  const result = await build({
    entryPoints: [here("geo.js")],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "geo",
    target: "es2019",
    charset: "ascii",
    legalComments: "none",
    write: false,
    banner: { js: "/* d3-geo, d3-array, internmap, topojson-client: ISC, Mike Bostock. */" },
  });
  return result.outputFiles[0].text;
}

function outlines(level) {
  const topology = JSON.parse(readFileSync(here(`node_modules/world-atlas/countries-${level}.json`)));
  const geometries = topology.objects.countries.geometries.map(({ type, arcs, properties }) => ({
    type,
    arcs,
    properties: { name: properties.name },
  }));
  return { transform: topology.transform, arcs: topology.arcs, geometries };
}

function whole({ transform, arcs, geometries }) {
  const countries = { type: "GeometryCollection", geometries };
  return JSON.stringify({ type: "Topology", transform, objects: { countries }, arcs });
}

function binary({ transform, arcs, geometries }) {
  const lengths = arcs.map((arc) => arc.length);
  const head = Buffer.from(`${JSON.stringify({ transform, lengths, geometries })}\n`);
  const body = Buffer.alloc(8 * lengths.reduce((sum, length) => sum + length, 0));
  let [at, lastX, lastY] = [0, 0, 0];
  for (const arc of arcs) {
    let [x, y] = [0, 0]; // TopoJSON counts each arc's steps from the origin
    for (const [stepX, stepY] of arc) {
      [x, y] = [x + stepX, y + stepY];
      body.writeInt32LE(x - lastX, at);
      body.writeInt32LE(y - lastY, at + 4);
      [at, lastX, lastY] = [at + 8, x, y];
    }
  }
  return Buffer.concat([head, body]);
}

const packed = (content) => gzipSync(content, { level: 9 });
const digest = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

const products = { "geo.js": await bundle(), "LICENSES.txt": licences() };
products["world-110m.json.gz"] = packed(whole(outlines("110m")));
for (const level of FINE) products[`world-${level}.bin.gz`] = packed(binary(outlines(level)));
for (const [name, content] of Object.entries(products)) writeFileSync(assets(name), content);
const manifest = {
  sources: Object.fromEntries(SOURCES.map((name) => [name, digest(here(name))])),
  products: Object.fromEntries(Object.keys(products).map((name) => [name, digest(assets(name))])),
};
writeFileSync(assets("build-manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
