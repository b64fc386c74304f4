import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { buttonClass } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";

export function NotFoundPage() {
  useDocumentTitle("Not found");
  return (
    <main className="py-10">
      <EmptyState alone icon={Compass} title="Page not found">
        <p>The link is wrong, or the page was removed.</p>
        <Link to="/" className={`${buttonClass()} mt-5`}>
          Go home
        </Link>
      </EmptyState>
    </main>
  );
}
