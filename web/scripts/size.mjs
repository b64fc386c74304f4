// Fails if the JavaScript of the first load, which shows the feed, exceeds the limit.
// Run it after a build.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

// The JavaScript that the feed needs, with the texts of one language and the copy of
// the feed for reading offline.
const limit = 150_000;
const dist = new URL("../dist/", import.meta.url);
const page = readFileSync(new URL("index.html", dist), "utf8");
const files = [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, file]) => file);

let total = 0;
for (const file of files) {
  const size = gzipSync(readFileSync(new URL(file, dist))).length;
  total += size;
  console.log(`${String(size).padStart(7)}  ${file}`);
}
console.log(`${String(total).padStart(7)}  of ${limit} bytes, gzipped`);
process.exitCode = total > limit || files.length < 2 ? 1 : 0;
