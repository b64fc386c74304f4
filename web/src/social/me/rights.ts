import type { Comment, Me, Post } from "~/api/objects";

// These mirror the API's permission checks, so that the app only offers actions that
// the API allows. The API has the final say.

const moderator = 2;
const admin = 3;

export function mayEdit(me: Me | undefined, post: Post): boolean {
  return me !== undefined && (post.user_id === me.id || me.role.level >= moderator);
}

export function mayDelete(me: Me | undefined, post: Post): boolean {
  return me !== undefined && (post.user_id === me.id || me.role.level >= admin);
}

export function mayEditComment(me: Me | undefined, comment: Comment): boolean {
  return me !== undefined && comment.user_id === me.id;
}

export function mayDeleteComment(me: Me | undefined, comment: Comment, postAuthor: number): boolean {
  return (
    mayEditComment(me, comment) || (me !== undefined && (postAuthor === me.id || me.role.level >= moderator))
  );
}

export function mayDeactivate(me: Me | undefined): boolean {
  return me !== undefined && me.role.level >= admin;
}

export function mayModerate(me: Me | undefined): boolean {
  return me !== undefined && me.role.level >= moderator;
}

export function maySuspend(me: Me | undefined): boolean {
  return me !== undefined && me.role.level >= admin;
}

export function mayReadLog(me: Me | undefined): boolean {
  return me !== undefined && me.role.level >= admin;
}

export function mayAssignRoles(me: Me | undefined): boolean {
  return me !== undefined && me.role.level >= admin;
}
