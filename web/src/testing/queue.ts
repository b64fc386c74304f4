import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect } from "vitest";
import type { Case } from "~/api/objects";
import { renderApp } from "./renderApp";
import { page, post, reportedCase, user } from "./samples";
import { noContent, server } from "./server";
import { signInAs } from "./signIn";

export const cases = [
  reportedCase({ id: 1, subject: post({ id: 11, title: "Buy now" }), reasons: { spam: 3, abuse: 1 } }),
  reportedCase({ id: 2, subject: post({ id: 12, title: "Be gone" }), reasons: { hate: 2 } }),
  reportedCase({ id: 3, kind: "user", subject: user(), reasons: { other: 1 } }),
];

interface Sent {
  id: number;
  action?: string;
  note?: string;
  until?: string;
}

function serve(rows: Case[]): Sent[] {
  const sent: Sent[] = [];
  server.use(
    http.get("*/v1/moderation/reports", () => HttpResponse.json(page(rows))),
    http.get("*/v1/moderation/reports/:id", ({ params }) =>
      HttpResponse.json({
        data: {
          ...rows.find(({ id }) => id === Number(params.id)),
          reports: [],
          history: [],
          author_is_active: true,
          author_suspended_until: null,
        },
      }),
    ),
    http.post("*/v1/moderation/reports/:id/resolution", async ({ request, params }) => {
      sent.push({ id: Number(params.id), ...((await request.json()) as object) });
      return noContent();
    }),
  );
  return sent;
}

/** Signs in and opens the queue. Returns once the first case is open. sent has the decisions sent to the API. */
export async function openQueue(role: "moderator" | "admin" = "moderator") {
  signInAs(role);
  const sent = serve(cases);
  const router = renderApp("/moderation");
  await heading(/Buy now/);
  return { router, sent };
}

/** Returns the heading of the current case. */
export const heading = (name: RegExp) => screen.findByRole("button", { name, expanded: true });

export const focused = async (name: RegExp) => waitFor(async () => expect(await heading(name)).toHaveFocus());
