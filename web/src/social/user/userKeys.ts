// Everything cached about people starts with "users", so that a change can find it.
export const userKeys = {
  all: ["users"] as const,
  me: () => ["users", "me"] as const,
  one: (id: number) => ["users", "one", id] as const,
  named: (name: string) => ["named", name] as const, // no user, only an id
  search: (text: string) => ["users", "search", text] as const,
  followers: (id: number) => ["users", "followers", id] as const,
  following: (id: number) => ["users", "following", id] as const,
};
