import { Link } from "@tanstack/react-router";
import { SearchX, Sprout } from "lucide-react";
import { Button, buttonClass } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";

export function EmptyFeed({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState icon={SearchX} title="No post matches">
        <p>Nothing of yours, or of those you follow, fits all of these filters.</p>
        <Button look="secondary" size="small" className="mt-4" onClick={onClear}>
          Clear the filters
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Sprout} title="Your feed starts here">
      <p>
        It shows what you write and what the people you follow write. Find somebody, or write the first post.
      </p>
      <Link to="/people" className={`${buttonClass({ size: "small" })} mt-4`}>
        Find people
      </Link>
    </EmptyState>
  );
}
