import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";

interface Props {
  /** Whether the comment is being looked for. */
  looking: boolean;
  /** Whether it was not found. */
  gone: boolean;
  /** Whether looking for it failed. */
  failed: boolean;
  onRetry: () => void;
}

/** Says that the linked comment is being looked for, is gone, or could not be loaded. */
export function LinkedNotice({ looking, gone, failed, onRetry }: Props) {
  const text = looking ? "lookingForComment" : gone ? "commentGone" : failed ? "commentNotLoaded" : null;
  return (
    <div role="status">
      {text && (
        <p className="flex items-center justify-between gap-3 border-line border-b bg-sunken px-4 py-3 text-muted text-sm md:px-5">
          {t(text)}
          {failed && (
            <Button look="secondary" size="small" onClick={onRetry}>
              {t("tryAgain")}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
