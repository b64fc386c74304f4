// All keys with cached users start with "users", so that one filter matches them all.
export const userKeys = {
  all: ["users"] as const,
  me: () => ["users", "me"] as const,
  one: (id: number) => ["users", "one", id] as const,
  allNames: () => ["names"] as const,
  names: (name: string) => ["names", name] as const, // not under "users": changeUser does not apply
  search: (text: string) => ["users", "search", text] as const,
  followers: (id: number) => ["users", "followers", id] as const,
  blocks: () => ["users", "blocks"] as const,
  mutes: () => ["users", "mutes"] as const,
  following: (id: number) => ["users", "following", id] as const,
};

/** The ids of the users whose posts are no longer shown, although they may still arrive. */
export const hiddenUsersKey = ["hidden users"] as const;
