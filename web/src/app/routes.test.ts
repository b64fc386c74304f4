import { expect, test } from "vitest";
import { inside, outside } from "../../e2e/paths";
import { routeTree } from "./routes";

interface Route {
  path?: string;
  children?: readonly Route[];
}

/** Returns the paths of the pages below a route. */
function pagesOf({ path = "", children }: Route, parent = ""): string[] {
  const full = `${parent}/${path}`.replace(/\/+/g, "/");
  return children ? children.flatMap((child) => pagesOf(child, full)) : [full];
}

test("the end-to-end tests visit every page", () => {
  const visited = [...outside, ...inside].map((path) => path.replace(/[?#].*/, ""));
  const pages = pagesOf(routeTree as unknown as Route);
  expect(pages.length).toBeGreaterThan(20);
  const matches = (page: string, path: string) =>
    new RegExp(`^${page.replace(/\$\w+/g, "[^/]+").replace(/(.)\/$/, "$1")}$`).test(path);
  expect(pages.filter((page) => !visited.some((path) => matches(page, path)))).toEqual([]);
});
