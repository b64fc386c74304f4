import { createRootRoute, createRoute, redirect } from "@tanstack/react-router";
import { currentSession } from "~/api/session";
import { readDeletedSearch } from "~/features/deleted/deletedSearch";
import { FeedPage } from "~/features/feed/FeedPage";
import { readFeedSearch } from "~/features/feed/feedSearch";
import { readPeopleSearch } from "~/features/people/peopleSearch";
import { readPostSearch } from "~/features/post/postSearch";
import { readSignInSearch } from "~/features/sign-in/returnPath";
import { lazyPage } from "./lazyPage";
import { Root } from "./Root";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Root });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: readSignInSearch,
  beforeLoad: () => {
    if (currentSession()) throw redirect({ to: "/" });
  },
  component: lazyPage(() => import("~/features/sign-in/SignInPage"), "SignInPage"),
});

const register = createRoute({
  getParentRoute: () => root,
  path: "/register",
  component: lazyPage(() => import("~/features/register/RegisterPage"), "RegisterPage"),
});

const newMail = createRoute({
  getParentRoute: () => root,
  path: "/confirm",
  component: lazyPage(() => import("~/features/confirm/NewMailPage"), "NewMailPage"),
});

const confirm = createRoute({
  getParentRoute: () => root,
  path: "/confirm/$token",
  component: lazyPage(() => import("~/features/confirm/ConfirmPage"), "ConfirmPage"),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: "/forgot",
  component: lazyPage(() => import("~/features/reset/ForgotPage"), "ForgotPage"),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset",
  component: lazyPage(() => import("~/features/reset/ResetPage"), "ResetPage"),
});

const email = createRoute({
  getParentRoute: () => root,
  path: "/email",
  component: lazyPage(() => import("~/features/confirm/EmailPage"), "EmailPage"),
});

const keepEmail = createRoute({
  getParentRoute: () => root,
  path: "/email/keep",
  component: lazyPage(() => import("~/features/confirm/KeepEmailPage"), "KeepEmailPage"),
});

const restore = createRoute({
  getParentRoute: () => root,
  path: "/restore",
  component: lazyPage(() => import("~/features/confirm/RestorePage"), "RestorePage"),
});

const deleted = createRoute({
  getParentRoute: () => root,
  path: "/deleted",
  validateSearch: readDeletedSearch,
  component: lazyPage(() => import("~/features/deleted/DeletedPage"), "DeletedPage"),
});

/** The parent of all routes that require a signed-in user. */
const shell = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: ({ location }) => {
    if (!currentSession())
      throw redirect({ to: "/sign-in", search: readSignInSearch({ next: location.href }) });
  },
  component: Shell,
});

const feed = createRoute({
  getParentRoute: () => shell,
  path: "/",
  validateSearch: readFeedSearch,
  component: FeedPage, // not lazy: most visits start here
});

const post = createRoute({
  getParentRoute: () => shell,
  path: "/posts/$postId",
  // A non-numeric id becomes NaN, and the API has no such post.
  params: { parse: ({ postId }) => ({ postId: Number(postId) }) },
  validateSearch: readPostSearch,
  component: lazyPage(() => import("~/features/post/PostPage"), "PostPage"),
});

const people = createRoute({
  getParentRoute: () => shell,
  path: "/people",
  validateSearch: readPeopleSearch,
  component: lazyPage(() => import("~/features/people/PeoplePage"), "PeoplePage"),
});

const named = createRoute({
  getParentRoute: () => shell,
  path: "/people/named/$username",
  component: lazyPage(() => import("~/features/people/NamedPage"), "NamedPage"),
});

const profile = createRoute({
  getParentRoute: () => shell,
  path: "/people/$userId",
  params: { parse: ({ userId }) => ({ userId: Number(userId) }) },
  component: lazyPage(() => import("~/features/profile/ProfilePage"), "ProfilePage"),
});

const profilePosts = createRoute({
  getParentRoute: () => profile,
  path: "/",
  component: lazyPage(() => import("~/features/profile/ProfilePosts"), "ProfilePosts"),
});

const followers = createRoute({
  getParentRoute: () => profile,
  path: "/followers",
  component: lazyPage(() => import("~/features/profile/Followers"), "Followers"),
});

const following = createRoute({
  getParentRoute: () => profile,
  path: "/following",
  component: lazyPage(() => import("~/features/profile/Following"), "Following"),
});

const bookmarks = createRoute({
  getParentRoute: () => shell,
  path: "/bookmarks",
  component: lazyPage(() => import("~/features/bookmarks/BookmarksPage"), "BookmarksPage"),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  component: lazyPage(() => import("~/features/settings/SettingsPage"), "SettingsPage"),
});

const editProfile = createRoute({
  getParentRoute: () => shell,
  path: "/settings/profile",
  component: lazyPage(() => import("~/features/edit-profile/EditProfilePage"), "EditProfilePage"),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: "/settings/account",
  component: lazyPage(() => import("~/features/account/AccountPage"), "AccountPage"),
});

const security = createRoute({
  getParentRoute: () => shell,
  path: "/settings/security",
  component: lazyPage(() => import("~/features/security/SecurityPage"), "SecurityPage"),
});

export const routeTree = root.addChildren([
  signIn,
  register,
  newMail,
  confirm,
  forgot,
  reset,
  email,
  keepEmail,
  restore,
  deleted,
  shell.addChildren([
    feed,
    post,
    people,
    named,
    profile.addChildren([profilePosts, followers, following]),
    bookmarks,
    settings,
    editProfile,
    account,
    security,
  ]),
]);
