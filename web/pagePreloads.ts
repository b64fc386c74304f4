import { fileURLToPath } from "node:url";
import type { Plugin, Rolldown } from "vite";

type Chunk = Rolldown.OutputChunk;

// The modules of the pages where visits begin, by a regular expression of the page's path. first-paint.js
// knows which of them need a session.
const pages = {
  "^/sign-in$": ["features/sign-in/SignInPage.tsx"],
  "^/register$": ["features/register/RegisterPage.tsx"],
  "^/confirm/.": ["features/mail-links/ConfirmPage.tsx"],
  "^/posts/\\d+$": ["features/post/PostPage.tsx"],
  "^/people/\\d+$": ["features/profile/ProfilePage.tsx", "features/profile/ProfilePosts.tsx"],
  "^/notifications$": ["features/notifications/NotificationsPage.tsx"],
};

/**
 * Writes into the built index.html which files each page needs in addition to the app's.
 * first-paint.js preloads them. They would otherwise load after the app has started.
 */
export function pagePreloads(): Plugin {
  return {
    name: "page-preloads",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (page, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
        const files = (from: Chunk[]) => closure(chunks, from).map(({ fileName }) => `/${fileName}`);
        const loaded = files(chunks.filter(({ isEntry }) => isEntry));
        const preloads = Object.entries(pages).map(([path, modules]) => {
          const needed = files(modules.map((module) => chunkOf(chunks, module)));
          return [path, needed.filter((file) => !loaded.includes(file))];
        });
        return page.replace(/(?<=id="page-preloads">)\[\]/, () => JSON.stringify(preloads));
      },
    },
  };
}

function chunkOf(chunks: Chunk[], module: string): Chunk {
  const id = fileURLToPath(new URL(`./src/${module}`, import.meta.url));
  const chunk = chunks.find(({ moduleIds }) => moduleIds.includes(id));
  if (!chunk) throw new Error(`no chunk contains ${module}`);
  return chunk;
}

/** Returns the chunks and all chunks that they import statically, directly or through others. */
function closure(chunks: Chunk[], from: Chunk[]): Chunk[] {
  const found = new Set(from);
  for (const { imports } of found)
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) found.add(chunk);
  return [...found];
}
