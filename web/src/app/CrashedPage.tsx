import { type ErrorComponentProps, useMatch } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";
import { reportCrash } from "./reports";

/** Replaces a page that failed to render. The rest of the app keeps working. */
export function CrashedPage({ error, reset }: ErrorComponentProps) {
  useEffect(() => reportCrash(error), [error]);
  useDocumentTitle(t("ourMistakeTitle"));
  const isInShell = useMatch({ from: "/signed-in", shouldThrow: false }) !== undefined;
  const Frame = isInShell ? "div" : "main"; // the shell has a main
  return (
    <Frame {...(!isInShell && { id: "content", tabIndex: -1 })} className="py-10 outline-none">
      <EmptyState alone icon={TriangleAlert} title={t("ourMistakeTitle")}>
        <p>{t("crashed")}</p>
        <div className="mt-5 flex justify-center gap-2">
          <Button onClick={reset}>{t("tryAgain")}</Button>
          <Button look="secondary" onClick={() => window.location.assign("/")}>
            {t("goHome")}
          </Button>
        </div>
      </EmptyState>
    </Frame>
  );
}
