import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "~/api/client";
import { Failure } from "~/api/failure";
import type { Comment, Page, Post } from "~/api/objects";
import type { Pages } from "~/api/pages";
import { listKey } from "./changeComment";
import { bigPage } from "./useLinkedComment";

// The version that an edit conflicts with. What is cached is the version that the edit
// began with, so it is not shown while the other one loads, or if that fails.

export function otherPost(id: number) {
  return queryOptions({
    queryKey: ["other version", "post", id],
    gcTime: 0,
    queryFn: async ({ signal }): Promise<Post> => {
      const { data } = await bodyOf(api.GET("/v1/posts/{id}", { params: { path: { id } }, signal }));
      const { comments, comments_next_cursor, ...post } = data;
      return post;
    },
  });
}

/**
 * The API has no operation that returns a single comment, so this loads the page that the
 * comment was on, and the next ones if it has moved.
 */
export function otherComment(client: QueryClient, comment: Comment) {
  return queryOptions({
    queryKey: ["other version", "comment", comment.id],
    gcTime: 0,
    queryFn: async ({ signal }): Promise<Comment> => {
      let cursor = pageWith(client, comment);
      do {
        const { data, next_cursor } = await loadPage(comment, cursor, signal);
        const found = data.find(({ id }) => id === comment.id);
        if (found) return found;
        cursor = isBehind(data, comment) ? null : next_cursor;
      } while (cursor !== null);
      throw new Failure({ status: 404, detail: "there is no such comment" });
    },
  });
}

/** Returns the cursor of the cached page that has the comment, null for the first. */
function pageWith(client: QueryClient, comment: Comment): string | null {
  const list = client.getQueryData<Pages<Comment>>(listKey(comment));
  const place = list?.pages.findIndex(({ data }) => data.some(({ id }) => id === comment.id)) ?? -1;
  return (list?.pageParams[place] as string | null | undefined) ?? null;
}

async function loadPage(
  { post_id, parent_id }: Comment,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Page<Comment>> {
  const query = { limit: bigPage, ...(cursor !== null && { cursor }) };
  if (parent_id === null) {
    const params = { path: { id: post_id }, query };
    return bodyOf(api.GET("/v1/posts/{id}/comments", { params, signal }));
  }
  const params = { path: { id: post_id, comment: parent_id }, query };
  return bodyOf(api.GET("/v1/posts/{id}/comments/{comment}/replies", { params, signal }));
}

/** Reports whether the page ends behind the comment's place: comments are listed newest first, replies oldest first. */
function isBehind(rows: Comment[], { id, parent_id }: Comment): boolean {
  const last = rows.at(-1);
  return last !== undefined && (parent_id === null ? last.id < id : last.id > id);
}
