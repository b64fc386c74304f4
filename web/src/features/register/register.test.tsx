import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { problem, server } from "~/testing/server";

async function register(password = "password123") {
  await userEvent.type(await screen.findByLabelText("Username"), "nora");
  await userEvent.type(screen.getByLabelText("Email"), "nora@example.com");
  await userEvent.type(screen.getByLabelText("Password"), password);
  await userEvent.click(screen.getByRole("button", { name: "Create account" }));
}

test("ticks the rules off while the user types", async () => {
  renderApp("/register");
  await userEvent.type(await screen.findByLabelText("Username"), "nora");

  const [username] = screen.getAllByRole("list");
  expect(within(username as HTMLElement).getAllByText(": done")).toHaveLength(2);
});

test("marks the address as the username for password managers", async () => {
  renderApp("/register");
  expect(await screen.findByLabelText("Email")).toHaveAttribute("autocomplete", "username");
  expect(screen.getByLabelText("Username")).toHaveAttribute("autocomplete", "nickname");
});

test("sends nothing that breaks a rule", async () => {
  renderApp("/register");
  await register("short");
  expect(await screen.findByText("The password does not meet the rules below")).toBeVisible();
});

test("says next to the field that the name is taken, and where its owner gets a new mail", async () => {
  server.use(
    http.post("*/v1/authentication/user", () =>
      problem(409, "that username is taken", { fields: { username: "is taken" } }),
    ),
  );
  renderApp("/register");
  await register();
  expect(await screen.findByText("That username is taken")).toBeVisible();
  expect(screen.getByRole("link", { name: "Get a new email" })).toHaveAttribute("href", "/confirm");
});

test("tells the user to check their email", async () => {
  const registered = {
    username: "nora",
    email: "nora@example.com",
    is_active: false,
    created_at: "2026-01-01T00:00:00Z",
  };
  server.use(
    http.post("*/v1/authentication/user", () => HttpResponse.json({ data: registered }, { status: 201 })),
  );
  renderApp("/register");
  await register();

  expect(await screen.findByRole("heading", { name: "Check your email" })).toBeVisible();
  expect(screen.getByRole("button", { name: /Send again in \d+ s/ })).toBeDisabled();
});
