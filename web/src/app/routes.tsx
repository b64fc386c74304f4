import { createRoute, redirect } from "@tanstack/react-router";
import { currentSession } from "~/api/session";
import { FeedPage } from "~/features/feed/FeedPage";
import { readFeedSearch } from "~/features/feed/feedSearch";
import { readQueueSearch } from "~/features/moderation/queueSearch";
import { readPeopleSearch } from "~/features/people/peopleSearch";
import { readPostSearch } from "~/features/post/postSearch";
import { readSignInSearch } from "~/features/sign-in/returnPath";
import { entryRoutes } from "./entryRoutes";
import { lazyPage } from "./lazyPage";
import { root } from "./rootRoute";
import { Shell } from "./Shell";

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

const notifications = createRoute({
  getParentRoute: () => shell,
  path: "/notifications",
  component: lazyPage(() => import("~/features/notifications/NotificationsPage"), "NotificationsPage"),
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

const notificationSettings = createRoute({
  getParentRoute: () => shell,
  path: "/settings/notifications",
  component: lazyPage(
    () => import("~/features/notification-settings/NotificationSettingsPage"),
    "NotificationSettingsPage",
  ),
});

const hidden = createRoute({
  getParentRoute: () => shell,
  path: "/settings/blocked",
  component: lazyPage(() => import("~/features/hidden-users/HiddenUsersPage"), "HiddenUsersPage"),
});

const moderation = createRoute({
  getParentRoute: () => shell,
  path: "/moderation",
  component: lazyPage(() => import("~/features/moderation/ModerationPage"), "ModerationPage"),
});

const queue = createRoute({
  getParentRoute: () => moderation,
  path: "/",
  validateSearch: readQueueSearch,
  component: lazyPage(() => import("~/features/moderation/Queue"), "Queue"),
});

const closedCases = createRoute({
  getParentRoute: () => moderation,
  path: "/closed",
  component: lazyPage(() => import("~/features/moderation/ClosedCases"), "ClosedCases"),
});

const log = createRoute({
  getParentRoute: () => moderation,
  path: "/log",
  component: lazyPage(() => import("~/features/moderation/Log"), "Log"),
});

export const routeTree = root.addChildren([
  ...entryRoutes,
  shell.addChildren([
    feed,
    post,
    people,
    profile.addChildren([profilePosts, followers, following]),
    bookmarks,
    notifications,
    settings,
    editProfile,
    account,
    security,
    notificationSettings,
    hidden,
    moderation.addChildren([queue, closedCases, log]),
  ]),
]);
