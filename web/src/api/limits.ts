// Made by `make generate` from the OpenAPI document. Do not edit.

export const commentDraft = {
  "content": {"maxLength":1000,"minLength":1},
  "parent_id": {"minimum":1},
} as const;

export const commentEdit = {
  "content": {"maxLength":1000,"minLength":1},
  "version": {"minimum":1},
} as const;

export const createComment = {
  "Idempotency-Key": {"maxLength":255},
} as const;

export const createPost = {
  "Idempotency-Key": {"maxLength":255},
} as const;

export const emailChange = {
  "email": {"maxLength":255},
} as const;

export const linkRequest = {
  "email": {"maxLength":255},
} as const;

export const listBlocks = {
  "limit": {"default":20,"maximum":100,"minimum":1},
} as const;

export const listBookmarks = {
  "limit": {"default":20,"maximum":100,"minimum":1},
} as const;

export const listComments = {
  "limit": {"default":20,"maximum":100,"minimum":1},
} as const;

export const listFeed = {
  "limit": {"default":20,"maximum":100,"minimum":1},
  "offset": {"default":0,"maximum":1000,"minimum":0},
  "search": {"maxLength":100,"minLength":3},
  "sort": {"default":"desc"},
  "tags": {"maxItems":5},
} as const;

export const listFollowers = {
  "limit": {"default":20,"maximum":50,"minimum":1},
} as const;

export const listFollowing = {
  "limit": {"default":20,"maximum":50,"minimum":1},
} as const;

export const listLikes = {
  "limit": {"default":20,"maximum":100,"minimum":1},
} as const;

export const listModerationLog = {
  "limit": {"default":20,"maximum":100,"minimum":1},
} as const;

export const listMutes = {
  "limit": {"default":20,"maximum":100,"minimum":1},
} as const;

export const listNotifications = {
  "limit": {"default":20,"maximum":100,"minimum":1},
} as const;

export const listReplies = {
  "limit": {"default":20,"maximum":100,"minimum":1},
} as const;

export const listReports = {
  "limit": {"default":20,"maximum":100,"minimum":1},
  "status": {"default":"open"},
} as const;

export const listUserPosts = {
  "limit": {"default":20,"maximum":50,"minimum":1},
} as const;

export const listUsers = {
  "limit": {"default":20,"maximum":50,"minimum":1},
  "offset": {"default":0,"maximum":1000,"minimum":0},
  "search": {"maxLength":100},
} as const;

export const passwordChange = {
  "password": {"maxBytes":72,"minLength":8},
} as const;

export const passwordReset = {
  "password": {"maxBytes":72,"minLength":8},
} as const;

export const postDraft = {
  "content": {"maxLength":1000,"minLength":1},
  "tags": {"items":{"maxLength":50,"minLength":1},"maxItems":10},
  "title": {"maxLength":100,"minLength":1},
} as const;

export const postEdit = {
  "content": {"maxLength":1000,"minLength":1},
  "tags": {"items":{"maxLength":50,"minLength":1},"maxItems":10},
  "title": {"maxLength":100,"minLength":1},
  "version": {"minimum":1},
} as const;

export const profileEdit = {
  "bio": {"maxLength":300},
  "display_name": {"maxLength":50},
  "location": {"maxLength":100},
  "username": {"maxLength":30,"minLength":3,"pattern":"^[A-Za-z0-9_]+$"},
  "website": {"maxLength":200},
} as const;

export const readThrough = {
  "through": {"minimum":1},
} as const;

export const registration = {
  "email": {"maxLength":255},
  "password": {"maxBytes":72,"minLength":8},
  "username": {"maxLength":30,"minLength":3,"pattern":"^[A-Za-z0-9_]+$"},
} as const;

export const reportDraft = {
  "comment_id": {"minimum":1},
  "post_id": {"minimum":1},
  "text": {"maxLength":1000},
  "user_id": {"minimum":1},
} as const;

export const resolutionDraft = {
  "note": {"maxLength":1000,"minLength":1},
} as const;

export const sessionRequest = {
  "device": {"maxLength":100},
} as const;

export const streamFeed = {
  "events": {"default":"post"},
} as const;
