import { CloudOff } from "lucide-react";
import { Button } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";

/** Replaces a page if its code failed to load. */
export function UnloadedPage({ onRetry }: { onRetry: () => void }) {
  useDocumentTitle("Page not loaded");
  return (
    <div role="alert" className="py-10">
      <EmptyState alone icon={CloudOff} title="This page could not be loaded">
        <p>
          {navigator.onLine
            ? "The connection failed, or a new version of the app is out."
            : "You’re offline. It loads as soon as you are back."}
        </p>
        <div className="mt-5 flex justify-center gap-2">
          <Button onClick={onRetry}>Try again</Button>
          {navigator.onLine && (
            <Button look="secondary" onClick={() => window.location.reload()}>
              Reload the app
            </Button>
          )}
        </div>
      </EmptyState>
    </div>
  );
}
