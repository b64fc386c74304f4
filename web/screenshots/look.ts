import { test } from "@playwright/test";
import { tokenOf } from "../e2e/api";
import { signedIn } from "../e2e/session";
const screens: Record<string,string> = JSON.parse(process.env.SCREENS ?? "{}");
const widths = (process.env.WIDTHS ?? "320,768,1280").split(",").map(Number);
const schemes = (process.env.SCHEMES ?? "light,dark").split(",") as ("light"|"dark")[];
test("look", async ({ browser }) => {
  test.setTimeout(300000);
  const token = await tokenOf("maya@example.com");
  for (const colorScheme of schemes) for (const w of widths) {
    const ctx = await browser.newContext({ viewport: { width: w, height: w<500?700:860 }, colorScheme, reducedMotion: "reduce" });
    for (const [name, path] of Object.entries(screens)) {
      const page = await ctx.newPage();
      page.on("console", m => { if (m.type()==="error"||m.type()==="warning") console.log(name, m.text().slice(0,300)); });
      page.on("pageerror", e => console.log(name, "PAGEERROR", e.message.slice(0,300)));
      if (!name.startsWith("out")) await signedIn(page, token);
      await page.goto(process.env.WEB_URL + path.slice(1));
      await page.waitForTimeout(1500);
      if (process.env.DO) await (new Function("page", `return (async()=>{${process.env.DO}})()`))(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) console.log("OVERFLOW", name, w, over);
      await page.screenshot({ path: `/tmp/shots/${name}-${w}-${colorScheme}.png` });
      await page.close();
    }
    await ctx.close();
  }
});
