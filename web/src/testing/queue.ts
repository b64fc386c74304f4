import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect } from "vitest";
import type { Case } from "~/api/objects";
import { renderApp } from "./renderApp";
import { me, page, post, reportedCase, user } from "./samples";
import { server } from "./server";

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

const roles = {
  2: { id: 2, name: "moderator", level: 2, description: "" },
  3: { id: 3, name: "admin", level: 3, description: "" },
} as const;

function serve(rows: Case[], level: 2 | 3): Sent[] {
  const sent: Sent[] = [];
  server.use(
    http.get("*/v1/users/me", () => HttpResponse.json({ data: me({ role: roles[level] }) })),
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
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return sent;
}

/** Opens the queue, once its first case is open. Returns the decisions that the API gets, too. */
export async function openQueue(level: 2 | 3 = 2) {
  const sent = serve(cases, level);
  const router = renderApp("/moderation");
  await heading(/Buy now/);
  return { router, sent };
}

/** Returns the heading of the current case. */
export const heading = (name: RegExp) => screen.findByRole("button", { name, expanded: true });

export const focused = async (name: RegExp) => waitFor(async () => expect(await heading(name)).toHaveFocus());
