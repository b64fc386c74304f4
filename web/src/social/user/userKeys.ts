// All keys with cached users start with "users", so that one filter matches them all.
export const userKeys = {
  all: ["users"] as const,
  me: () => ["users", "me"] as const,
  one: (id: number) => ["users", "one", id] as const,
  named: (name: string) => ["named", name] as const, // holds an id, not a user
  names: (name: string) => ["names", name] as const, // no list: nothing in it is changed
  search: (text: string) => ["users", "search", text] as const,
  followers: (id: number) => ["users", "followers", id] as const,
  following: (id: number) => ["users", "following", id] as const,
};
