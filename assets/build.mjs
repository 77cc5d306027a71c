// Builds static/dist/: rakor.css and rakor.js for the pages, board.css and board.js for the board, desk.js for the
// attendance desk, scanner.js and scanner_worker.js for its camera, upload.js for papers with files, icons.svg;
// paper.css, paper-fonts.css and fonts/ for the printed papers.
import { build } from "esbuild";
import { appendFile, cp, mkdir, rm, writeFile } from "node:fs/promises";

const OUT = "static/dist";
const FAMILIES = { "Source Serif 4": "source-serif-4", "Source Sans 3": "source-sans-3" };
const WEIGHTS = [400, 600, 700];
const CAMERA = "qr-scanner/qr-scanner-worker.min.js";
const DAY = (24 * 60) / 5;
const COLUMNS = 40;

const face = (family, file, weight) => `@font-face {
  font-family: "${family}";
  font-weight: ${weight};
  src: url("fonts/${file}") format("woff2");
}
`;

async function paperFonts() {
  let sheet = "";
  for (const [family, name] of Object.entries(FAMILIES)) {
    for (const weight of WEIGHTS) {
      const file = `${name}-latin-${weight}-normal.woff2`;
      await cp(`node_modules/@fontsource/${name}/files/${file}`, `${OUT}/fonts/${file}`);
      sheet += face(family, file, weight);
    }
  }
  await writeFile(`${OUT}/paper-fonts.css`, sheet);
}

// Where a card stands: a class for each five minutes of a day (s = start, n = length) and for each column; the pages'
// policy forbids inline style.
function boardPlaces() {
  let sheet = "";
  for (let n = 1; n <= DAY; n++) sheet += `.s${n}{grid-row-start:${n + 1}}.n${n}{grid-row-end:span ${n}}`;
  for (let n = 1; n <= COLUMNS; n++) sheet += `.c${n}{grid-column:${n + 1}}.cols-${n}{--columns:${n}}`;
  return sheet;
}

// The package starts its worker from a blob, which the pages' policy forbids: the same source becomes a file here, and
// the page names its address.
async function workerSource() {
  let source = "";
  globalThis.Blob = class {
    constructor(parts) {
      source = parts.join("");
    }
  };
  globalThis.Worker = class {};
  URL.createObjectURL = () => "";
  (await import(CAMERA)).createWorker();
  return source;
}

const workerByAddress = {
  name: "worker-by-address",
  setup(plugins) {
    plugins.onResolve({ filter: /qr-scanner-worker/ }, (found) => ({ path: found.path, namespace: "worker" }));
    plugins.onLoad({ filter: /.*/, namespace: "worker" }, () => ({
      contents: `export const createWorker = () => new Worker(document.getElementById("kamera").dataset.worker);`,
    }));
  },
};

await rm(OUT, { recursive: true, force: true });
await mkdir(`${OUT}/fonts`, { recursive: true });
await build({
  entryPoints: ["assets/rakor.css", "assets/rakor.js", "assets/board.css", "assets/board.js", "assets/desk.js", "assets/upload.js"],
  outdir: OUT,
  bundle: true,
  minify: true,
  format: "iife",
  target: "chrome109",
  legalComments: "eof",
});
await build({
  entryPoints: ["assets/scanner.js"],
  outdir: OUT,
  bundle: true,
  minify: true,
  format: "esm",
  target: "chrome109",
  legalComments: "eof",
  plugins: [workerByAddress],
});
await writeFile(`${OUT}/scanner_worker.js`, await workerSource());
for (const asIs of ["icons.svg", "paper.css"]) await cp(`assets/${asIs}`, `${OUT}/${asIs}`);
await paperFonts();
await appendFile(`${OUT}/board.css`, boardPlaces());
