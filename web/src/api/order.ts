interface Row {
  id: number;
  created_at: string;
}

/** Reports whether a comes before b in a list of the newest first. */
export function isNewer(a: Row, b: Row): boolean {
  // The timestamps have a fixed length and time zone, so they compare as strings.
  return a.created_at === b.created_at ? a.id > b.id : a.created_at > b.created_at;
}
