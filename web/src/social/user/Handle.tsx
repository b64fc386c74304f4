interface Named {
  username: string;
  display_name: string;
}

/** The username beside a display name. It is left out where it would repeat the name. */
export function Handle({ of: user }: { of: Named }) {
  if (user.username === user.display_name) return null;
  return <span className="truncate font-normal text-muted text-sm">@{user.username}</span>;
}
