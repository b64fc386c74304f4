import { Copy, Download } from "lucide-react";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { LeaveWarning } from "~/ui/LeaveWarning";
import { saveFile } from "~/ui/saveFile";
import { showToast } from "~/ui/toast";

const always = () => true;

/** Shows the recovery codes, which the API returns only once. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const text = `${codes.join("\n")}\n`;
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      showToast(t("copied"));
    } catch {
      showToast(t("codesNotCopied"), "problem");
    }
  }
  return (
    <div className="grid max-w-sm gap-4">
      <LeaveWarning isUnsaved={always} stays />
      <p role="status" className="text-sm">
        {t("recoveryCodesText")}
      </p>
      <ul
        aria-label={t("recoveryCodes")}
        className="grid gap-y-1.5 rounded-lg bg-sunken px-4 py-3 font-mono text-sm"
      >
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button look="secondary" onClick={copy}>
          <Copy aria-hidden className="size-4" />
          {t("copy")}
        </Button>
        <Button
          look="secondary"
          onClick={() => saveFile(new Blob([text], { type: "text/plain" }), "social-recovery-codes.txt")}
        >
          <Download aria-hidden className="size-4" />
          {t("download")}
        </Button>
        <Button onClick={onDone}>{t("codesKept")}</Button>
      </div>
    </div>
  );
}
