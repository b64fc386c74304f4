import type { components } from "./schema";

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type Me = Schemas["Me"];
export type Post = Schemas["Post"];
export type Author = Schemas["Author"];
export type Comment = Schemas["Comment"];
export type Notification = Schemas["Notification"];
export type NotificationSettings = Schemas["NotificationSettings"];
export type AccountChange = Schemas["ProfileEdit"];
export type Session = Schemas["Session"];
export type SignedIn = Schemas["SignedIn"];
export type Case = Schemas["Case"];
export type CaseDetails = Schemas["CaseDetail"];
export type LogEntry = Schemas["LogEntry"];
export type ReportReason = Schemas["ReportDraft"]["reason"];
export type PostDraft = Required<Schemas["PostDraft"]>;

/** One page of a list. Every list endpoint returns this format. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}
