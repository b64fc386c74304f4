import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Toast } from "radix-ui";
import { t } from "~/texts/texts";
import { type Toast as Message, removeToast } from "./toast";

// A toast with a button stays longer: it has to be read and then reached.
const readFor = 5_000;
const actFor = 12_000;

// Moves the focus to the toasts.
const hotkey = "F8";

export function Toaster({ toasts }: { toasts: Message[] }) {
  return (
    <Toast.Provider label={t("toast")} duration={readFor} swipeDirection="down">
      {toasts.map(({ id, text, tone, action }) => {
        const Icon = tone === "done" ? CircleCheck : CircleAlert;
        return (
          <Toast.Root
            key={id}
            type={tone === "done" ? "background" : "foreground"}
            duration={action ? actFor : readFor}
            onOpenChange={(open) => open || removeToast(id)}
            className="pointer-events-auto flex w-fit max-w-full animate-appear items-center gap-2.5 rounded-xl border border-line bg-raised py-2 ps-3.5 pe-2 text-sm shadow-float"
          >
            <Icon
              aria-hidden
              className={`size-4.5 shrink-0 ${tone === "done" ? "text-accent" : "text-danger"}`}
            />
            <Toast.Description className="min-w-0">{text}</Toast.Description>
            {action && (
              <Toast.Action
                altText={action.label}
                onClick={action.onPress}
                className="rounded-md px-2 py-1 font-medium text-accent hover:bg-hover"
              >
                {action.label}
              </Toast.Action>
            )}
            <Toast.Close
              aria-label={t("dismiss")}
              className="rounded-md p-1.5 text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </Toast.Close>
          </Toast.Root>
        );
      })}
      <Toast.Viewport
        hotkey={[hotkey]}
        label={t("toasts", { key: hotkey })}
        className="pointer-events-none fixed inset-x-4 bottom-20 z-50 flex flex-col items-center gap-2 md:bottom-6"
      />
    </Toast.Provider>
  );
}
