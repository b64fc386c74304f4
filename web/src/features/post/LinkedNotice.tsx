import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";

interface Props {
  looking: boolean;
  /** Whether the comment was not found. */
  gone: boolean;
  /** Whether looking for it failed. */
  failed: boolean;
  onRetry: () => void;
}

/** Says what became of the comment that the link to the post names, unless it is shown. */
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
