interface PostSearch {
  edit?: true;
  /** The id of the comment that the link leads to. */
  comment?: number;
}

export function readPostSearch({ edit, comment }: Record<string, unknown>): PostSearch {
  const id = Number(comment);
  return {
    ...((edit === true || edit === "true") && { edit: true as const }),
    ...(Number.isSafeInteger(id) && id > 0 && { comment: id }),
  };
}
