import { useState } from "react";

/**
 * Keys for requests that must not be done twice. The key stays the same while
 * the same body is tried again, so a repeat after a lost answer gets that answer;
 * after a success the same words are a new request.
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
