import { beforeEach, expect, test, vi } from "vitest";
import { reportCrash, startReports } from "./reports";

const sendBeacon = vi.fn((_address: string, _body: string) => true);

beforeEach(() => {
  vi.stubGlobal("navigator", { ...navigator, sendBeacon });
  sendBeacon.mockClear();
});

const crash = () => reportCrash(new RangeError("what somebody wrote"));

test("nothing is sent without an address", async () => {
  await startReports(undefined);
  crash();
  expect(sendBeacon).not.toHaveBeenCalled();
});

test("a crash is reported without its message, and a loop of crashes ends", async () => {
  await startReports("https://reports.example/");
  for (let n = 0; n < 100; n++) crash();
  const [address, body] = sendBeacon.mock.calls[0] ?? [];
  expect(address).toBe("https://reports.example/");
  expect(JSON.parse(body ?? "")).toMatchObject({ kind: "crash", name: "RangeError" });
  expect(body).not.toContain("somebody");
  expect(sendBeacon.mock.calls.length).toBe(20);
});
