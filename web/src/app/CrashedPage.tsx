import type { ErrorComponentProps } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { Button } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";

/** A page failed to draw itself. The rest of the app goes on. */
export function CrashedPage({ reset }: ErrorComponentProps) {
  useDocumentTitle("Something went wrong");
  return (
    <main className="py-10">
      <EmptyState icon={TriangleAlert} title="Something went wrong">
        <p>This page broke, and that is our mistake. What you have sent is safe.</p>
        <div className="mt-5 flex justify-center gap-2">
          <Button onClick={reset}>Try again</Button>
          <Button look="secondary" onClick={() => window.location.assign("/")}>
            Go home
          </Button>
        </div>
      </EmptyState>
    </main>
  );
}
