import { Suspense, useState } from "react";
import { useDraft } from "~/ui/draft";
import { blankComment, draftKey } from "./commentDrafts";
import { CommentForm } from "./loadables";

/** Shows the reader's unfinished comment on a post that is gone, so that it can be copied. */
export function UnsentComment({ postId }: { postId: number }) {
  const draft = useDraft(draftKey(postId), blankComment);
  const [begun] = useState(draft.isKept);
  return (
    begun && (
      <Suspense>
        <CommentForm postId={postId} />
      </Suspense>
    )
  );
}
