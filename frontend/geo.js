// The part of d3-geo and topojson-client that the map of a brief uses. esbuild makes it one plain
// script that defines `geo`, so the page needs no module loader and no network.
export {
  geoAzimuthalEqualArea,
  geoCentroid,
  geoDistance,
  geoEqualEarth,
  geoGraticule,
  geoInterpolate,
  geoPath,
} from "d3-geo";
export { feature, mesh } from "topojson-client";
