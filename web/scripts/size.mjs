// Fails when the feed, which is what most people open, needs more JavaScript for
// its first load than it may. Run after a build.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limit = 170_000;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

/** The chunk and all that it imports before it can run. */
function needed(name, found = new Set()) {
  const chunk = manifest[name];
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const imported of chunk.imports ?? []) needed(imported, found);
  return found;
}

const files = needed("src/features/feed/FeedPage.tsx", needed("index.html"));
let total = 0;
for (const file of files) {
  const size = gzipSync(readFileSync(new URL(file, dist))).length;
  total += size;
  console.log(`${String(size).padStart(7)}  ${file}`);
}
console.log(`${String(total).padStart(7)}  of ${limit} bytes, gzipped`);
process.exitCode = total > limit ? 1 : 0;
