import config from "./vercel.json" with { type: "json" };

/**
 * Returns the URL of the API that the deployed app calls, read from the content
 * security policy. The browser calls it directly: behind a rewrite, all users would
 * have the IP address of Vercel's servers and share one rate limit.
 */
export function deployedApi(): string {
  const policies = config.headers
    .flatMap(({ headers }) => headers)
    .filter(({ key }) => key === "Content-Security-Policy");
  const address = /connect-src 'self' (https:\/\/[^\s;]+)/.exec(policies[0]?.value ?? "")?.[1];
  if (!address) throw new Error("vercel.json: connect-src names no API");
  return address;
}
