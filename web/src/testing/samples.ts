import type { Author, Case, Comment, Me, Notification, Page, Post, User } from "~/api/objects";

/** The signed-in user, as an author. */
export const maya: Author = { id: 1, username: "maya", display_name: "maya" };

/** The author's fields in a post or comment by maya. */
export const byMaya = { user_id: maya.id, user: maya };

export function user(changes: Partial<User> = {}): User {
  return {
    id: 2,
    username: "tomas",
    display_name: changes.username ?? "tomas",
    bio: "",
    location: "",
    website: "",
    created_at: "2026-01-02T03:04:05.000006Z",
    is_followed: false,
    follows_you: false,
    is_muted: false,
    is_blocked: false,
    followers_count: 3,
    following_count: 4,
    posts_count: 5,
    ...changes,
  };
}

export function me(changes: Partial<Me> = {}): Me {
  return {
    ...user({ id: 1, username: "maya" }),
    email: "maya@example.com",
    is_active: true,
    has_totp: false,
    unread_notifications: 0,
    role: { id: 1, name: "user", level: 1, description: "" },
    ...changes,
  };
}

export function post(changes: Partial<Post> = {}): Post {
  return {
    id: 10,
    user_id: 2,
    title: "The heron is back",
    content: "Third spring in a row.",
    tags: ["birds"],
    version: 1,
    created_at: "2026-03-01T10:00:00.000000Z",
    updated_at: "2026-03-01T10:00:00.000000Z",
    comments_count: 0,
    likes_count: 0,
    liked: false,
    bookmarked: false,
    is_removed: false,
    mentions: [],
    username: "tomas",
    user: { id: 2, username: "tomas", display_name: "tomas" },
    ...changes,
  };
}

export function comment(changes: Partial<Comment> = {}): Comment {
  return {
    id: 20,
    post_id: 10,
    parent_id: null,
    user_id: 2,
    content: "Third spring in a row.",
    version: 1,
    created_at: "2026-03-01T10:00:00.000000Z",
    updated_at: "2026-03-01T10:00:00.000000Z",
    replies_count: 0,
    likes_count: 0,
    liked: false,
    is_removed: false,
    mentions: [],
    user: { id: 2, username: "tomas", display_name: "tomas" },
    ...changes,
  };
}

export function notification(changes: Partial<Notification> = {}): Notification {
  return {
    id: 30,
    kind: "like_post",
    created_at: "2026-03-01T10:00:00.000000Z",
    is_read: false,
    actors: [{ id: 2, username: "tomas", display_name: "tomas" }],
    actors_count: 1,
    post: { id: 10, title: "The heron is back" },
    comment: null,
    moderation: null,
    ...changes,
  };
}

/** Returns an open case about a post by tomas. */
export function reportedCase(changes: Partial<Case> = {}): Case {
  return {
    id: 40,
    kind: "post",
    reason: "spam",
    text: "",
    created_at: "2026-03-01T10:00:00.000000Z",
    reporter: { id: 3, username: "cleo", display_name: "cleo" },
    subject: post(),
    status: "open",
    resolution: null,
    reports_count: Object.values(changes.reasons ?? { spam: 1 }).reduce((sum, count) => sum + count, 0),
    reasons: { spam: 1 },
    author: { id: 2, username: "tomas", display_name: "tomas" },
    post: null,
    ...changes,
  };
}

export function page<T>(data: T[], next_cursor: string | null = null): Page<T> {
  return { data, next_cursor };
}
