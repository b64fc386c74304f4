import type { ReactNode } from "react";
import { useDocumentTitle } from "./documentTitle";
import { Wordmark } from "./Wordmark";

interface Props {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
  /** Links to another entry page. */
  footer?: ReactNode;
}

/** The layout of the pages for signed-out users. */
export function EntryPage({ title, intro, children, footer }: Props) {
  useDocumentTitle(title);
  return (
    // A new title is a new page, which gets the focus.
    <main
      key={title}
      id="content"
      tabIndex={-1}
      aria-label={title}
      className="outline-none mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center px-5 py-10"
    >
      <div className="mb-8">
        <Wordmark />
      </div>
      <h1 className="font-semibold text-2xl">{title}</h1>
      {intro && <div className="mt-1.5 text-muted">{intro}</div>}
      <div className="mt-7">{children}</div>
      {footer && <p className="mt-7 text-muted text-sm">{footer}</p>}
    </main>
  );
}
