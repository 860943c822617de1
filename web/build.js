// Bundles the editor into the package: one script, one stylesheet, and the licences of all that is in them.
import { build } from "esbuild";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "src", "resograph", "pages", "static");

const { metafile } = await build({
  entryPoints: [join(root, "web", "editor.js")],
  outfile: join(target, "editor.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2020"],
  legalComments: "none",
  loader: { ".svg": "dataurl", ".png": "dataurl", ".woff": "dataurl", ".woff2": "dataurl" },
  metafile: true,
  logLevel: "warning",
});

const packages = new Set();
for (const path of Object.keys(metafile.inputs)) {
  const found = path.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//);
  if (found) packages.add(found[1]);
}

const notices = [...closure([...packages])].sort().map((folder) => {
  const told = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const file = readdirSync(join(root, folder)).find((name) => /^(licen[cs]e|copying)([-.].*)?$/i.test(name));
  const text = file ? readFileSync(join(root, folder, file), "utf8").trim() : `Licence: ${told.license}`;
  return `${told.name} ${told.version} (${told.license})\n\n${text}\n`;
});
writeFileSync(join(target, "editor.txt"), notices.join(`\n${"-".repeat(80)}\n\n`));

// Packages that come bundled already hold what they depend on.
function closure(folders) {
  const all = new Set();
  const left = [...folders];
  while (left.length) {
    const folder = left.pop();
    if (all.has(folder)) continue;
    all.add(folder);
    const told = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    for (const name of Object.keys(told.dependencies ?? {})) {
      if (existsSync(join(root, "node_modules", name, "package.json"))) left.push(join("node_modules", name));
    }
  }
  return all;
}
