import { useMe } from "./useMe";

/** Tells a password manager which account a password belongs to. Nobody sees it. */
export function UsernameForManager() {
  const { data: me } = useMe();
  return <input type="email" autoComplete="username" value={me?.email ?? ""} readOnly className="hidden" />;
}
