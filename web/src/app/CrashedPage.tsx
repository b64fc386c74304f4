import { type ErrorComponentProps, useMatch } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { Button } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";

/** A page failed to draw itself. The rest of the app goes on. */
export function CrashedPage({ reset }: ErrorComponentProps) {
  useDocumentTitle("Something went wrong");
  const Frame = useMatch({ from: "/signed-in", shouldThrow: false }) ? "div" : "main"; // the shell has one
  return (
    <Frame className="py-10">
      <EmptyState alone icon={TriangleAlert} title="Something went wrong">
        <p>This page broke, and that is our mistake. What you have sent is safe.</p>
        <div className="mt-5 flex justify-center gap-2">
          <Button onClick={reset}>Try again</Button>
          <Button look="secondary" onClick={() => window.location.assign("/")}>
            Go home
          </Button>
        </div>
      </EmptyState>
    </Frame>
  );
}
