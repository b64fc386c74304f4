import type { components } from "./schema";

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type Me = Schemas["Me"];
export type Post = Schemas["Post"];
export type Comment = Schemas["Comment"];
export type PostDraft = Required<Schemas["PostDraft"]>;

/** A page of a list, as every list of the API is answered. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}
