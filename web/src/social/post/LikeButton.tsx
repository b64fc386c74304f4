import { Heart } from "lucide-react";
import { compactNumber, count } from "~/ui/count";

/** The classes of a button below a post or comment. Its size is added to them. */
export const reactionClass =
  "inline-flex items-center gap-1.5 rounded-lg px-2 text-muted text-sm transition-colors hover:bg-hover hover:text-ink";

interface Props {
  /** The post or comment. */
  of: { liked: boolean; likes_count: number };
  label: string;
  className: string;
  onPress: (like: boolean) => void;
}

/** A heart with the number of likes. */
export function LikeButton({ of: { liked, likes_count }, label, className, onPress }: Props) {
  return (
    <button
      type="button"
      aria-pressed={liked}
      aria-label={label}
      title={count(likes_count, "likes")}
      onClick={() => onPress(!liked)}
      className={`${reactionClass} ${className}`}
    >
      <Heart aria-hidden className={`size-4 ${liked ? "fill-danger text-danger" : ""}`} />
      {likes_count > 0 && <span>{compactNumber(likes_count)}</span>}
    </button>
  );
}
