import { screen } from "@testing-library/react";
import { delay, http } from "msw";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

// index.html is built with firstScreen.html. To update it: npm test -- -u
test("the first screen is the feed as it looks before anything is loaded", async () => {
  signIn();
  server.use(http.get("*/v1/*", () => delay("infinite")));
  renderApp("/");
  await screen.findByRole("heading", { name: "Home" });

  const frame = screen
    .getByRole("main")
    .closest("body > div")
    ?.innerHTML.replaceAll("><", ">\n<")
    .replaceAll(/ maxlength="\d+"/g, ""); // the API's limits change, and nobody types into the frame
  expect(frame).not.toContain(" style="); // the content security policy blocks inline styles
  await expect(`${frame}\n`).toMatchFileSnapshot("./firstScreen.html");
});
