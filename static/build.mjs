/* Builds static/src into static/dist: hashed names, a manifest, one icon sprite.
 *
 *   npm run build     once, minified
 *   npm run watch     again after every change
 *
 * Every file directly in src/css and src/js is one bundle: a page's own script is
 * added by adding the file. Folders below them hold the parts that bundles import. */
import { context, build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const source = join(here, "src");
const out = join(here, "dist");

/* Phone pages open in old chat apps; office pages in 360 and QQ browser. */
const PHONE_TARGET = ["chrome66", "ios12"];
/* (esbuild counts a rare flaw of iOS 12 as "no destructuring" and cannot rewrite it) */
const OFFICE_TARGET = ["chrome86", "firefox91", "safari14.1"];

const digest = (text) => createHash("sha256").update(text).digest("hex").slice(0, 10);

function bundles(folder, extension) {
  return readdirSync(join(source, folder))
    .filter((name) => name.endsWith(extension))
    .map((name) => join(source, folder, name));
}

/* Tabler draws ticks and arrows from data: addresses. As files of their own they need
 * no exception in the content security policy. */
const dataImagesAsFiles = {
  name: "data-images-as-files",
  setup(builder) {
    builder.onLoad({ filter: /tabler\.min\.css$/ }, ({ path }) => {
      const css = readFileSync(path, "utf8").replace(
        /url\("data:image\/svg\+xml,((?:[^"\\]|\\.)*)"\)/g,
        (_, encoded) => {
          const svg = decodeURIComponent(encoded.replace(/\\"/g, '"'));
          const name = `picture-${digest(svg)}.svg`;
          writeFileSync(join(out, name), svg);
          return `url("./${name}")`;
        },
      );
      return { contents: css, loader: "css" };
    });
  },
};

const common = {
  bundle: true,
  minify: true,
  outdir: out,
  entryNames: "[name]-[hash]",
  metafile: true,
  legalComments: "none",
  charset: "utf8",
  external: ["./picture-*.svg"],
  plugins: [dataImagesAsFiles],
  logLevel: "warning",
};

const isPhone = (path) => basename(path).startsWith("phone");
const entries = [...bundles("css", ".css"), ...bundles("js", ".js")];
const options = [
  { ...common, entryPoints: entries.filter(isPhone), target: PHONE_TARGET, format: "iife", supported: { destructuring: true } },
  { ...common, entryPoints: entries.filter((path) => !isPhone(path)), target: OFFICE_TARGET, format: "iife" },
];

/** The shapes inside an icon's <svg>, without comment and outer element. */
function shapes(name) {
  const own = join(source, "icons", `${name}.svg`);
  const tabler = join(here, "../node_modules/@tabler/icons/icons/outline", `${name}.svg`);
  let svg;
  try {
    svg = readFileSync(own, "utf8");
  } catch {
    try {
      svg = readFileSync(tabler, "utf8");
    } catch {
      throw new Error(`src/icons/names.txt asks for "${name}", which Tabler does not have`);
    }
  }
  return svg
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path stroke="none"[^>]*\/>/, "")
    .replace(/\s+/g, " ")
    .trim();
}

function icons() {
  const names = readFileSync(join(source, "icons/names.txt"), "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"));
  const drawn = Object.fromEntries([...new Set(names)].sort().map((name) => [name, shapes(name)]));
  const symbols = Object.entries(drawn)
    .map(([name, inner]) => `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`)
    .join("\n");
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols}\n</svg>\n`;
  const file = `icons-${digest(sprite)}.svg`;
  writeFileSync(join(out, file), sprite);
  writeFileSync(join(out, "icons.json"), JSON.stringify(drawn));
  return file;
}

/** Pictures of src/pictures under hashed names. */
function pictures() {
  return readdirSync(join(source, "pictures")).map((name) => {
    const content = readFileSync(join(source, "pictures", name));
    const hashed = name.replace(/(\.\w+)$/, `-${digest(content)}$1`);
    writeFileSync(join(out, hashed), content);
    return [name, hashed];
  });
}

function writeManifest(results) {
  const manifest = { "icons.svg": icons(), ...Object.fromEntries(pictures()) };
  for (const { metafile } of results) {
    for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
      if (entryPoint) manifest[basename(entryPoint)] = relative(out, file);
    }
  }
  const sorted = Object.fromEntries(Object.entries(manifest).sort());
  const unfinished = join(out, "manifest.json.new");
  writeFileSync(unfinished, JSON.stringify(sorted, null, 2) + "\n");
  renameSync(unfinished, join(out, "manifest.json"));
}

mkdirSync(out, { recursive: true });
if (process.argv.includes("--watch")) {
  const latest = [];
  const report = (index) => ({
    name: "manifest",
    setup(builder) {
      builder.onEnd((result) => {
        if (!result.metafile) return;
        latest[index] = result;
        if (latest.filter(Boolean).length === options.length) writeManifest(latest);
      });
    },
  });
  for (const [index, option] of options.entries()) {
    const watched = { ...option, plugins: [...option.plugins, report(index)] };
    await (await context(watched)).watch();
  }
} else {
  const stale = readdirSync(out);
  const results = await Promise.all(options.map((option) => build(option)));
  writeManifest(results);
  const kept = new Set([
    ...results.flatMap(({ metafile }) => Object.keys(metafile.outputs).map((file) => basename(file))),
    "manifest.json",
    "icons.json",
  ]);
  for (const name of Object.values(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")))) kept.add(name);
  for (const name of stale) {
    if (!kept.has(name) && !name.startsWith("picture-")) rmSync(join(out, name));
  }
}
