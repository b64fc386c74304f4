import { createRoute, redirect, retainSearchParams } from "@tanstack/react-router";
import { currentSession } from "~/api/session";
import { readDeletedSearch } from "~/features/deleted/deletedSearch";
import { readSignInSearch } from "~/features/sign-in/returnPath";
import { lazyPage } from "./lazyPage";
import { root } from "./rootRoute";

/** Keeps next, the path to open after signing in, from page to page. */
const keepsNext = {
  validateSearch: readSignInSearch,
  search: { middlewares: [retainSearchParams<{ next?: string }>(["next"])] },
};

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  ...keepsNext,
  beforeLoad: ({ search: { next = "/" } }) => {
    if (currentSession()) throw redirect({ href: next });
  },
  component: lazyPage(() => import("~/features/sign-in/SignInPage"), "SignInPage"),
});

const register = createRoute({
  getParentRoute: () => root,
  path: "/register",
  ...keepsNext,
  component: lazyPage(() => import("~/features/register/RegisterPage"), "RegisterPage"),
});

const newMail = createRoute({
  getParentRoute: () => root,
  path: "/confirm",
  ...keepsNext,
  component: lazyPage(() => import("~/features/mail-links/NewMailPage"), "NewMailPage"),
});

const confirm = createRoute({
  getParentRoute: () => root,
  path: "/confirm/$token",
  ...keepsNext,
  component: lazyPage(() => import("~/features/mail-links/ConfirmPage"), "ConfirmPage"),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: "/forgot",
  ...keepsNext,
  component: lazyPage(() => import("~/features/reset/ForgotPage"), "ForgotPage"),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset",
  ...keepsNext,
  component: lazyPage(() => import("~/features/reset/ResetPage"), "ResetPage"),
});

const email = createRoute({
  getParentRoute: () => root,
  path: "/email",
  component: lazyPage(() => import("~/features/mail-links/EmailPage"), "EmailPage"),
});

const keepEmail = createRoute({
  getParentRoute: () => root,
  path: "/email/keep",
  component: lazyPage(() => import("~/features/mail-links/KeepEmailPage"), "KeepEmailPage"),
});

const restore = createRoute({
  getParentRoute: () => root,
  path: "/restore",
  component: lazyPage(() => import("~/features/mail-links/RestorePage"), "RestorePage"),
});

const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: "/unsubscribe",
  component: lazyPage(() => import("~/features/mail-links/UnsubscribePage"), "UnsubscribePage"),
});

const deleted = createRoute({
  getParentRoute: () => root,
  path: "/deleted",
  validateSearch: readDeletedSearch,
  component: lazyPage(() => import("~/features/deleted/DeletedPage"), "DeletedPage"),
});

/** The routes that need no signed-in user. */
export const entryRoutes = [
  signIn,
  register,
  newMail,
  confirm,
  forgot,
  reset,
  email,
  keepEmail,
  restore,
  unsubscribe,
  deleted,
] as const;
