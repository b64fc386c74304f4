import type { Me, Post } from "~/api/objects";

// What the API would allow, so that nobody is offered what will be refused.
// The API decides.

const moderator = 2;
const admin = 3;

export function mayEdit(me: Me | undefined, post: Post): boolean {
  return me !== undefined && (post.user_id === me.id || me.role.level >= moderator);
}

export function mayDelete(me: Me | undefined, post: Post): boolean {
  return me !== undefined && (post.user_id === me.id || me.role.level >= admin);
}

export function mayDeactivate(me: Me | undefined): boolean {
  return me !== undefined && me.role.level >= admin;
}

export function mayAssignRoles(me: Me | undefined): boolean {
  return me !== undefined && me.role.level >= admin;
}
