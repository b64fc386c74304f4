import { Link } from "@tanstack/react-router";
import { AtSign, Heart, type LucideIcon, MessageCircle, Reply, Shield, UserPlus } from "lucide-react";
import type { Notification } from "~/api/objects";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { Avatar } from "~/ui/Avatar";
import { RelativeTime } from "~/ui/RelativeTime";
import { actionOf, actorsOf, linkOf } from "./describe";
import { moderationText } from "./moderationText";

const icons: Record<Notification["kind"], LucideIcon> = {
  follow: UserPlus,
  like_post: Heart,
  like_comment: Heart,
  comment: MessageCircle,
  reply: Reply,
  mention: AtSign,
  moderation: Shield,
};

interface Props {
  notification: Notification;
  unread: boolean;
}

/** One entry of the notifications. An unread one has a dot and another background. */
export function NotificationRow({ notification, unread }: Props) {
  const { data: me } = useMe();
  const { kind, actors, created_at, post, comment } = notification;
  const Icon = icons[kind];
  const [actor] = actors;
  const link = linkOf(notification, me?.id);
  const text = moderationText(notification) ?? (
    <>
      <bdi className="font-semibold">{actorsOf(notification)}</bdi> {actionOf(notification)}
    </>
  );
  return (
    <article
      className={`relative flex gap-3 px-4 py-3.5 transition-colors md:px-5 ${unread ? "bg-accent-soft/60" : ""} ${link ? "hover:bg-hover" : ""}`}
    >
      <span className="relative h-fit">
        {actor ? (
          <>
            <Avatar username={actor.username} />
            <span className="absolute -end-1 -bottom-1 flex size-5.5 items-center justify-center rounded-full border border-line bg-surface text-accent">
              <Icon aria-hidden className="size-3" />
            </span>
          </>
        ) : (
          <span className="flex size-10 items-center justify-center rounded-full bg-accent-soft text-accent">
            <Icon aria-hidden className="size-5" />
          </span>
        )}
      </span>
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere">
          {unread && <span className="sr-only">{t("unread")}: </span>}
          {link ? (
            <Link {...link} className="rounded-sm after:absolute after:inset-0">
              {text}
            </Link>
          ) : (
            text
          )}
          <span className="whitespace-nowrap text-muted text-sm">
            {" · "}
            <RelativeTime time={created_at} />
          </span>
        </p>
        {comment?.content ? (
          <p dir="auto" className="written line-clamp-2 text-muted text-sm">
            {comment.content}
          </p>
        ) : (
          post && (
            <p dir="auto" className="line-clamp-2 text-muted text-sm wrap-anywhere">
              {post.title}
            </p>
          )
        )}
      </div>
      {unread && <span aria-hidden className="mt-2 size-2 shrink-0 rounded-full bg-accent" />}
    </article>
  );
}
