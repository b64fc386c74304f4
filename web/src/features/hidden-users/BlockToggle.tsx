import { useRef, useState } from "react";
import type { User } from "~/api/objects";
import { useUnblock } from "~/social/safety/useBlock";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { loadable } from "~/ui/loadable";

const BlockQuestion = loadable(() => import("~/social/safety/BlockQuestion"), "BlockQuestion");

/** Unblocks a user, or blocks them again. */
export function BlockToggle({ user }: { user: User }) {
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const unblock = useUnblock(user);
  const { username, is_blocked: blocked } = user;
  return (
    <>
      <Button
        ref={button}
        look="secondary"
        size="small"
        aria-busy={unblock.isPending}
        aria-label={t(blocked ? "unblockUser" : "blockUser", { username })}
        onClick={() => (blocked ? unblock.mutate() : BlockQuestion.whenLoaded(() => setAsking(true)))}
      >
        {t(blocked ? "unblock" : "block")}
      </Button>
      {asking && <BlockQuestion author={user} opener={button} onClose={() => setAsking(false)} />}
    </>
  );
}
