import { Link } from "@tanstack/react-router";
import { t } from "~/texts/texts";

const look =
  "flex min-h-6 max-w-full items-center rounded-full bg-accent-soft px-2.5 py-0.5 font-medium text-accent text-xs wrap-anywhere";

/** The tags of a post, each a link to the feed filtered by it. */
export function PostTags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return null;
  return (
    <ul aria-label={t("tags")} className="mt-2.5 flex flex-wrap gap-1.5">
      {tags.map((tag) => (
        <li key={tag} className="flex max-w-full">
          {/* The API separates tags by commas, so it can't filter by a tag with a comma. */}
          {tag.includes(",") ? (
            <span className={look}>{tag}</span>
          ) : (
            <Link to="/" search={{ tags: tag }} className={`hover:underline ${look}`}>
              <bdi>{tag}</bdi>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
