import { Link } from "@tanstack/react-router";
import type { Case } from "~/api/objects";
import { PostTags } from "~/social/post/PostTags";
import { Handle } from "~/social/user/Handle";
import { t } from "~/texts/texts";
import { Avatar } from "~/ui/Avatar";
import { count } from "~/ui/count";
import { RelativeTime } from "~/ui/RelativeTime";
import { Written } from "~/ui/Written";
import { subjectOf } from "./describe";

const box = "min-w-0 rounded-xl border border-line bg-sunken p-3.5";

/** What was reported, in full. */
export function CaseSubject({ reported }: { reported: Case }) {
  const subject = subjectOf(reported);
  if (!subject) return <p className={`${box} text-muted text-sm`}>{t("subjectGone")}</p>;
  if (subject.kind === "user") {
    const { user } = subject;
    return (
      <div className={`${box} flex gap-3`}>
        <Avatar username={user.username} />
        <div className="min-w-0 flex-1 text-sm">
          <p className="flex min-w-0 items-baseline gap-1.5">
            <Link to="/people/$userId" params={{ userId: user.id }} className="text-link truncate">
              <bdi>{user.display_name}</bdi>
            </Link>
            <Handle of={user} />
          </p>
          {user.bio && <Written text={user.bio} className="mt-1" />}
          <p className="mt-1 text-muted wrap-anywhere">
            {[user.location, user.website].filter(Boolean).map((text) => (
              <bdi key={text} className="me-3">
                {text}
              </bdi>
            ))}
          </p>
          <p className="text-muted">
            {count(user.followers_count, "followerCount")} · {count(user.posts_count, "postCount")}
          </p>
        </div>
      </div>
    );
  }
  const written = subject.kind === "post" ? subject.post : subject.comment;
  return (
    <div className={box}>
      <p className="flex flex-wrap items-baseline gap-x-1.5 text-muted text-sm">
        {reported.author && (
          <Link
            to="/people/$userId"
            params={{ userId: reported.author.id }}
            className="text-link max-w-full truncate"
          >
            <bdi>{reported.author.display_name}</bdi>
          </Link>
        )}
        <RelativeTime time={written.created_at} />
        {written.is_removed && <span>· {t("decidedRemove")}</span>}
      </p>
      {subject.kind === "comment" && reported.post && (
        <p className="mt-0.5 text-muted text-sm wrap-anywhere">
          {t("onPost")}{" "}
          <Link
            to="/posts/$postId"
            params={{ postId: reported.post.id }}
            search={{ comment: subject.comment.id }}
            className="text-link"
          >
            <bdi>{reported.post.title}</bdi>
          </Link>
        </p>
      )}
      {subject.kind === "post" && (
        <h3 dir="auto" className="mt-1 font-semibold wrap-anywhere">
          {subject.post.title}
        </h3>
      )}
      <Written text={written.content} mentions={written.mentions} className="mt-1" />
      {subject.kind === "post" && <PostTags tags={subject.post.tags} />}
    </div>
  );
}
