import { CalendarDays, Link as LinkIcon, MapPin } from "lucide-react";
import type { User } from "~/api/objects";
import { t } from "~/texts/texts";
import { locale } from "~/ui/locale";
import { Written } from "~/ui/Written";

const row = "flex min-w-0 items-center gap-1.5";

/** What users say about themselves. */
export function ProfileDetails({ user }: { user: User }) {
  const joined = new Date(user.created_at).toLocaleDateString(locale, { month: "long", year: "numeric" });
  const website = webAddress(user.website);
  return (
    <>
      {user.bio && <Written text={user.bio} />}
      <div className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
        {user.location && (
          <p className={row}>
            <MapPin aria-hidden className="size-4 shrink-0" />
            <span className="sr-only">{t("locationIs")} </span>
            <bdi className="wrap-anywhere">{user.location}</bdi>
          </p>
        )}
        {website && (
          <p className={row}>
            <LinkIcon aria-hidden className="size-4 shrink-0" />
            <a
              href={website.href}
              target="_blank"
              rel="nofollow ugc noopener noreferrer"
              dir="ltr"
              className="truncate rounded-sm text-accent underline underline-offset-3 hover:text-accent-hover"
            >
              {website.host + (website.pathname === "/" ? "" : website.pathname)}
            </a>
          </p>
        )}
        <p className={row}>
          <CalendarDays aria-hidden className="size-4 shrink-0" />
          {t("joinedIn", { month: joined })}
        </p>
      </div>
    </>
  );
}

/** Returns the URL if it is https without user info, else null. The API stores no other URLs. */
function webAddress(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "https:" && !url.username && !url.password ? url : null;
}
