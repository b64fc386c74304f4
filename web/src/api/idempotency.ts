import { useState } from "react";

/**
 * Creates idempotency keys for requests that must not run twice. Retries of the
 * same body reuse the key, so a retry after a lost response gets that response.
 * After a success, the same body is a new request with a new key.
 */
function createIdempotency() {
  let current: { body: string; key: string } | null = null;
  return {
    keyFor(body: object): string {
      const text = JSON.stringify(body);
      if (current?.body !== text) current = { body: text, key: crypto.randomUUID() };
      return current.key;
    },
    succeeded() {
      current = null;
    },
  };
}

export function useIdempotency() {
  return useState(createIdempotency)[0];
}
