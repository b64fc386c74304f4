interface Named {
  username: string;
  display_name: string;
}

/** The username next to a display name, unless it would repeat the name. */
export function Handle({ of: user }: { of: Named }) {
  if (user.username === user.display_name) return null;
  return <span className="truncate font-normal text-muted text-sm">@{user.username}</span>;
}
