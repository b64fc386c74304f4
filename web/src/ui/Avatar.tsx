import type { CSSProperties } from "react";

const sizes = { small: "size-7 text-xs", medium: "size-10 text-base", large: "size-18 text-2xl" };

/** The first letter on a colour derived from the username. The API has no pictures. */
export function Avatar({ username, size = "medium" }: { username: string; size?: keyof typeof sizes }) {
  return (
    <span
      aria-hidden
      style={{ "--hue": hueOf(username) } as CSSProperties}
      className={`flex shrink-0 select-none items-center justify-center rounded-full bg-[light-dark(oklch(0.93_0.045_var(--hue)),oklch(0.34_0.05_var(--hue)))] font-semibold text-[light-dark(oklch(0.42_0.09_var(--hue)),oklch(0.88_0.07_var(--hue)))] uppercase ${sizes[size]}`}
    >
      {username.charAt(0)}
    </span>
  );
}

function hueOf(username: string): number {
  let hash = 7;
  for (const letter of username) hash = (hash * 31 + letter.charCodeAt(0)) % 997;
  return (hash * 47) % 360;
}
