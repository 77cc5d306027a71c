// Builds static/dist/: rakor.css and rakor.js for the pages, icons.svg; paper.css, paper-fonts.css and fonts/
// for the printed papers.
import { build } from "esbuild";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";

const OUT = "static/dist";
const FAMILIES = { "Source Serif 4": "source-serif-4", "Source Sans 3": "source-sans-3" };
const WEIGHTS = [400, 600, 700];

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

await rm(OUT, { recursive: true, force: true });
await mkdir(`${OUT}/fonts`, { recursive: true });
await build({
  entryPoints: ["assets/rakor.css", "assets/rakor.js"],
  outdir: OUT,
  bundle: true,
  minify: true,
  format: "iife",
  target: "chrome109",
  legalComments: "eof",
});
for (const asIs of ["icons.svg", "paper.css"]) await cp(`assets/${asIs}`, `${OUT}/${asIs}`);
await paperFonts();
