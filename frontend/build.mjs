// Builds what the HTML of a brief inlines, into src/fairwitness/brief/assets:
//   geo.js               the map's part of d3-geo and topojson-client, one plain script
//   world-*.json.gz      Natural Earth country outlines (world-atlas), without what no map draws
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
const LEVELS = ["110m", "50m", "10m"];

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
  const { transform, arcs } = topology;
  const countries = { type: "GeometryCollection", geometries };
  return gzipSync(JSON.stringify({ type: "Topology", transform, objects: { countries }, arcs }), {
    level: 9,
  });
}

const digest = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

const products = { "geo.js": await bundle(), "LICENSES.txt": licences() };
for (const level of LEVELS) products[`world-${level}.json.gz`] = outlines(level);
for (const [name, content] of Object.entries(products)) writeFileSync(assets(name), content);
const manifest = {
  sources: Object.fromEntries(SOURCES.map((name) => [name, digest(here(name))])),
  products: Object.fromEntries(Object.keys(products).map((name) => [name, digest(assets(name))])),
};
writeFileSync(assets("build-manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
