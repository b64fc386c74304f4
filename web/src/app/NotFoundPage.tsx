import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { buttonClass } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";

export function NotFoundPage() {
  useDocumentTitle("Not found");
  return (
    <main className="py-10">
      <EmptyState alone icon={Compass} title="There’s nothing here">
        <p>The link may be wrong, or what it led to is gone.</p>
        <Link to="/" className={`${buttonClass()} mt-5`}>
          Go home
        </Link>
      </EmptyState>
    </main>
  );
}
